"""What a plan must find, told by stock Whoosh: by section, and by article.

In: plans and questions.  Out: sections with scores; pages of articles with totals and facets.
The promises are those of `search/query/plan.py` and `search/engines/base.py`, written down anew.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from whoosh import query

from search.engines.base import FACET_FIELDS, EngineAnswer, EngineHit, Question
from search.models import Sort
from search.query import plan
from search.ranking import weights
from tests.differential.leaves import Leaves, one_of
from tests.differential.whoosh_side import K1, B, Given, WhooshSide

LEAVES = (plan.AnyTerm, plan.InOrder, plan.Nearby, plan.StartsWith, plan.Wildcard, plan.Similar)


@dataclass(frozen=True)
class Row:
    """A found article before it gets its place."""

    name: str
    score: float
    newest: float
    sections: tuple[tuple[float, int], ...]
    best: float


class Oracle:
    """Answers plans and questions from a `WhooshSide`."""

    def __init__(self, side: WhooshSide) -> None:
        self.side = side
        self.owner = {d: s.article_id for d, s in side.section_of.items()}
        self.members: dict[str, set[int]] = defaultdict(set)
        for document, name in self.owner.items():
            self.members[name].add(document)
        self.leaves = Leaves(side, self.whole)
        # Several tests ask for the same plans; the long run has too many to keep them all.
        self.sections = functools.lru_cache(8192)(self._sections)
        self._term_articles = functools.cache(self._score_term)
        self._article_lengths = functools.cache(self._add_lengths)

    def whole(self, documents: Iterable[int]) -> set[int]:
        """Return all sections of the articles that own some."""
        return {d for one in documents for d in self.members[self.owner[one]]}

    # Sections: a plan becomes one query of Whoosh's.

    def _sections(self, node: plan.Plan) -> Mapping[int, float]:
        """Return the matching documents with scores."""
        return self.side.scored(self.translated(node))

    def translated(self, node: plan.Plan) -> query.Query:
        """Return the Whoosh query that scores sections as the plan promises."""
        match node:
            case plan.AnyTerm(terms):
                return one_of(query.Term(t.field, t.text, boost=t.weight) for t in terms)
            case plan.InOrder() | plan.Nearby():
                scored = [query.Term(t.field, t.text, boost=t.weight) for t in node.scored]
                found = Given(self.leaves.documents(node))
                return query.And([found, query.Or([found, *scored])])
            case plan.StartsWith() | plan.Wildcard():
                return Given(self.leaves.documents(node), node.weight)
            case plan.Similar():
                closest = self.leaves.closest(node, set)
                return one_of(Given(ds, node.weight / (1 + k)) for k, ds in closest.items())
            case plan.AllOf(children):
                return query.And([self.translated(child) for child in children])
            case plan.AnyOf(children, minimum):
                scored = one_of(self.translated(child) for child in children)
                if minimum == 1:
                    return scored
                hits = Counter(d for child in children for d in self.sections(child))
                return query.And([scored, Given({d for d, n in hits.items() if n >= minimum})])
            case plan.Without(keep, drop):
                # Whoosh's AndNot can let its first document through, and Not adds 1.0 to scores.
                rest = self.side.documents(query.Not(self.translated(drop)))
                return query.And([self.translated(keep), Given(rest)])
            case plan.AndMaybe(keep, maybe):
                found = Given(self.sections(keep))
                return query.And([self.translated(keep), query.Or([found, self.translated(maybe)])])
            case plan.Nothing():
                return query.NullQuery
        return Given(self.leaves.documents(node))

    # Articles: what Whoosh finds by leaf, combined as sets of articles.

    def articles(self, node: plan.Plan) -> set[str]:
        """Return the articles that match."""
        match node:
            case plan.AllOf(children):
                return set.intersection(*map(self.articles, children))
            case plan.AnyOf(children, minimum):
                hits = Counter(name for child in children for name in self.articles(child))
                return {name for name, n in hits.items() if n >= minimum}
            case plan.Without(keep, drop):
                return self.articles(keep) - self.articles(drop)
            case plan.AndMaybe(keep, _):
                return self.articles(keep)
        return {self.owner[d] for d in self.leaves.documents(node)}

    def article_scores(self, node: plan.Plan) -> Mapping[str, float]:
        """Return the matching articles, each scored as one document."""
        found = dict.fromkeys(self.articles(node), 0.0)
        match node:
            case plan.AnyTerm(terms) | plan.InOrder(scored=terms) | plan.Nearby(scored=terms):
                parts = [(t.weight, self._term_articles(t.field, t.text)) for t in terms]
            case plan.Similar():
                closest = self.leaves.closest(node, lambda ds: {self.owner[d] for d in ds})
                parts = [
                    (node.weight / (1 + k), dict.fromkeys(names, 1.0))
                    for k, names in closest.items()
                ]
            case plan.StartsWith(weight=weight) | plan.Wildcard(weight=weight):
                parts = [(weight, dict.fromkeys(found, 1.0))]
            case plan.AllOf(children) | plan.AnyOf(children):
                parts = [(1.0, self.article_scores(child)) for child in children]
            case plan.Without(keep, _):
                parts = [(1.0, self.article_scores(keep))]
            case plan.AndMaybe(keep, maybe):
                parts = [(1.0, self.article_scores(keep)), (1.0, self.article_scores(maybe))]
            case _:
                parts = []
        for weight, scores in parts:
            for name in found.keys() & scores.keys():
                found[name] += weight * scores[name]
        return found

    def _score_term(self, field: str, text: str) -> Mapping[str, float]:
        freqs: Counter[str] = Counter()
        for document, freq in self.side.frequencies(field, text):
            freqs[self.owner[document]] += freq
        lengths = self._article_lengths(field)
        count, average = len(lengths), sum(lengths.values()) / len(lengths)
        idf = math.log(1 + (count - len(freqs) + 0.5) / (len(freqs) + 0.5))
        return {
            name: idf * freq / (freq + K1 * (1 - B + B * lengths[name] / average))
            for name, freq in freqs.items()
        }

    def _add_lengths(self, field: str) -> dict[str, int]:
        sums = {n: sum(s.lengths.get(field, 0) for s in ss) for n, ss in self.side.live.items()}
        return {name: length for name, length in sums.items() if length}

    # The public answer.

    def answer(self, question: Question) -> EngineAnswer:
        """Return the page that the port promises."""
        scores = self.article_scores(question.plan)
        leaves = tuple(_positive_leaves(question.plan))
        # Of one leaf the same as the leaf: that may be known already.
        several = plan.AnyOf(leaves) if leaves else plan.Everything()
        shown = self.sections(leaves[0] if len(leaves) == 1 else several)
        factor = self._factors(question)
        rows = [self._row(name, score, shown, factor(name)) for name, score in scores.items()]
        ordered = _ordered(rows, question.sort)
        return EngineAnswer(
            hits=tuple(
                EngineHit(
                    article_id=row.name,
                    revision=self.side.live[row.name][0].revision,
                    score=round(row.score, 6),
                    sections=tuple((n, -s) for s, n in row.sections[: weights.SECTIONS_SHOWN]),
                    matching_sections=len(row.sections),
                )
                for row in ordered[question.offset : question.offset + question.limit]
            ),
            articles=len(rows),
            sections=sum(len(row.sections) for row in rows),
            facets={
                field: Counter(v for n in scores for v in self._leads(field).get(n, ()))
                for field in FACET_FIELDS
            },
        )

    @functools.cache  # noqa: B019
    def _leads(self, field: str) -> Mapping[str, set[str]]:
        """Return article → values of a keyword field, as Whoosh's postings have it."""
        values: dict[str, set[str]] = defaultdict(set)
        for value in self.side.values(field):
            for document in self.side.documents(query.Term(field, value)):
                values[self.owner[document]].add(value)
        return values

    def _factors(self, question: Question) -> Callable[[str], float]:
        """Return the factor of an article's age: 1 when new, half of the loss after 30 days."""
        dates = {name: sections[0].published for name, sections in self.side.live.items()}
        dated = [date for date in dates.values() if date is not None]
        if question.sort is not Sort.RECENT or not dated:
            return lambda _: 1.0
        origin = min(max(dated), question.as_of or max(dated))

        def factor(name: str) -> float:
            date = dates[name]
            return 0.5 if date is None else 0.5 + 0.5 / (1 + max(0, origin - date) / 2_592_000)

        return factor

    def _row(self, name: str, score: float, shown: Mapping[int, float], factor: float) -> Row:
        found = [
            (shown[d], self.side.section_of[d].number) for d in self.members[name] & shown.keys()
        ]
        published = self.side.live[name][0].published
        return Row(
            name,
            factor * score,
            math.inf if published is None else -published,
            tuple(sorted((-round(value, 6), number) for value, number in found)),
            factor * max((value for value, _ in found), default=0.0),
        )


def _ordered(rows: list[Row], sort: Sort) -> list[Row]:
    first = sorted(rows, key=lambda r: (-round(r.score, 6), r.newest, r.name))
    head = first[: weights.CANDIDATES] if sort.ranked else first
    lifted = [Row(r.name, r.score + weights.BEST_SECTION * r.best, *_rest(r)) for r in head]
    if sort.ranked:
        lifted.sort(key=lambda r: (-round(r.score, 6), r.newest, r.name))
        return lifted + first[weights.CANDIDATES :]
    sign = 1 if sort is Sort.NEWEST else -1

    def by_date(row: Row) -> tuple[float, float, str]:
        undated = row.newest == math.inf
        return (math.inf if undated else sign * row.newest, -round(row.score, 6), row.name)

    return sorted(lifted, key=by_date)


def _rest(row: Row) -> tuple[float, tuple[tuple[float, int], ...], float]:
    return row.newest, row.sections, row.best


def _positive_leaves(node: plan.Plan) -> Iterator[plan.Plan]:
    if isinstance(node, LEAVES):
        yield node
    elif isinstance(node, plan.AllOf | plan.AnyOf):
        yield from itertools.chain.from_iterable(map(_positive_leaves, node.children))
    elif isinstance(node, plan.Without | plan.AndMaybe):
        yield from _positive_leaves(node.keep)
