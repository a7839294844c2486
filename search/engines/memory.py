"""The reference engine: dictionaries and loops, obviously right, the oracle of the contract tests.

In and out: as the port says. Not for: more than some thousand sections.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from zoneinfo import ZoneInfo

from search.analysis import fold_keyword, keyword_matches
from search.engines.base import KEYWORD_FIELDS, EngineAnswer, EngineHit, Question, SectionDocument
from search.engines.folding import UNFOLDED, Folding
from search.errors import IndexMissingError, UsageError
from search.models import IndexInfo, Sort
from search.query import plan
from search.query.leaves import positive_leaves
from search.ranking import weights
from search.ranking.bm25 import K1, B
from search.settings import SITE_ZONE

Articles = dict[str, tuple[SectionDocument, ...]]
Unit = tuple[SectionDocument, ...]  # what is scored as one document: an article or one section
Row = tuple[
    SectionDocument, float, list[tuple[float, int]]
]  # lead, score, its sections with theirs


class _Batch:
    """The `IndexWriter` port on a dictionary."""

    def __init__(self, articles: Articles) -> None:
        self.articles = articles

    def add(self, documents: Sequence[SectionDocument]) -> None:
        self.articles[documents[0].article_id] = tuple(documents)

    def remove(self, article_id: str) -> None:
        self.articles.pop(article_id, None)


class MemoryEngine:
    """The `SearchEngine` port without storage."""

    def __init__(self) -> None:
        self._generations: list[tuple[Articles, str]] = []

    @contextmanager
    def writer(self, *, stamp: str, full: bool = False) -> Iterator[_Batch]:
        """Open a batch; nothing changes on an error."""
        batch = _Batch({} if full or not self._generations else dict(self._live()))
        yield batch
        self._generations.append((batch.articles, stamp))

    def _live(self) -> Articles:
        if not self._generations:
            raise IndexMissingError("no index yet: add articles first")
        return self._generations[-1][0]

    def answer(self, question: Question) -> EngineAnswer:
        """Answer by looking at every article."""
        articles = self._live()
        whole = _Collection(list(articles.values()))
        parts = _Collection([(section,) for unit in articles.values() for section in unit])
        leaves = tuple(positive_leaves(question.plan))
        any_leaf: plan.Plan = plan.AnyOf(leaves) if leaves else plan.Everything()
        rows = []
        for unit in articles.values():
            if not whole.matches(question.plan, unit):
                continue
            lead = unit[0]
            found = [
                (parts.score(any_leaf, (section,)), section.number)
                for section in unit
                if not leaves or parts.matches(any_leaf, (section,))
            ]
            found.sort(key=lambda item: (-round(item[0], 6), item[1]))
            rows.append((lead, whole.score(question.plan, unit), found))
        folding = question.folding or UNFOLDED
        matching = [lead for lead, *_ in rows]
        names = [lead.article_id for lead in matching]
        shown = folding.shown(names)
        rows = [row for row in rows if row[0].article_id in shown]
        newest = [math.inf if lead.published is None else -lead.published for lead, *_ in rows]
        order = sorted(
            range(len(rows)),
            key=lambda i: (-round(rows[i][1], 6), newest[i], rows[i][0].article_id),
        )
        candidates = set(order[: weights.CANDIDATES] if question.sort is Sort.RELEVANCE else order)
        final = [
            round(
                score + (weights.BEST_SECTION * max(found)[0] if i in candidates and found else 0),
                6,
            )
            for i, (_, score, found) in enumerate(rows)
        ]
        if question.sort is Sort.RELEVANCE:
            head = sorted(candidates, key=lambda i: (-final[i], newest[i], rows[i][0].article_id))
            order = head + order[weights.CANDIDATES :]
        else:
            sign = 1 if question.sort is Sort.NEWEST else -1

            def by_date(i: int) -> tuple[float, float, str]:
                undated = rows[i][0].published is None
                return (math.inf if undated else sign * newest[i], -final[i], rows[i][0].article_id)

            order = sorted(range(len(rows)), key=by_date)
        page = order[question.offset : question.offset + question.limit]
        return EngineAnswer(
            hits=tuple(
                _hit(rows[i][0], final[i], rows[i][2], folding.copies(rows[i][0].article_id, names))
                for i in page
            ),
            articles=len(rows),
            sections=sum(len(found) for *_, found in rows),
            facets=_facets(matching, folding),
            copies=len(matching) - len(rows),
        )

    def wants_rebuild(self, stamp: str) -> bool:
        """Tell whether there is nothing yet that a batch could update."""
        return not self._generations or self._generations[-1][1] != stamp

    def exclusive(self) -> AbstractContextManager[None]:
        """Return at once: nobody else can reach this dictionary."""
        return nullcontext()

    def articles(self) -> Mapping[str, int]:
        """Return article id → revision."""
        return {name: unit[0].revision for name, unit in self._live().items()}

    def warm(self) -> None:
        """See that there is something to answer from."""
        self._live()

    def info(self) -> IndexInfo:
        """Describe what is held."""
        articles = self._live()
        return IndexInfo(
            engine="memory",
            generation=f"gen-{len(self._generations):08d}",
            articles=len(articles),
            sections=sum(map(len, articles.values())),
            built=None,
            size_bytes=0,
            stamp=self._generations[-1][1],
        )

    def check(self) -> list[str]:
        """Return nothing: there is no storage to be damaged."""
        return []

    def rollback(self) -> str:
        """Forget the newest generation."""
        if len(self._generations) < 2:
            raise UsageError("there is no previous generation to go back to")
        self._generations.pop()
        return f"gen-{len(self._generations):08d}"


class _Collection:
    """Documents with the statistics that BM25 needs."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = units
        self._df: dict[tuple[str, str], int] = {}
        self._stats: dict[str, tuple[int, float]] = {}

    def matches(self, node: plan.Plan, unit: Unit) -> bool:
        match node:
            case plan.AnyTerm(terms):
                return any(_freq(unit, term.field, term.text) for term in terms)
            case plan.InOrder(field, words):
                return any(_in_order(section, field, words) for section in unit)
            case plan.StartsWith(field, prefix):
                return any(
                    term.startswith(prefix) for s in unit for term in s.postings.get(field, {})
                )
            case plan.Between(_, start, end):
                stamp = unit[0].published
                return (
                    stamp is not None
                    and (start is None or start <= stamp)
                    and (end is None or stamp < end)
                )
            case plan.Equals(column, values):
                stored = [fold_keyword(v) for v in unit[0].keywords.get(column, ())]
                return any(keyword_matches(s, value) for s in stored for value in values)
            case plan.AllOf(children):
                return all(self.matches(child, unit) for child in children)
            case plan.AnyOf(children, minimum):
                return sum(self.matches(child, unit) for child in children) >= minimum
            case plan.Without(keep, drop):
                return self.matches(keep, unit) and not self.matches(drop, unit)
            case plan.AndMaybe(keep, _):
                return self.matches(keep, unit)
            case plan.Everything():
                return True
            case plan.Nothing():
                return False

    def score(self, node: plan.Plan, unit: Unit) -> float:
        match node:
            case plan.AnyTerm(terms):
                return sum(self._bm25(term, unit) for term in terms)
            case plan.InOrder(scored=scored) if self.matches(node, unit):
                return sum(self._bm25(term, unit) for term in scored)
            case plan.StartsWith(weight=weight) if self.matches(node, unit):
                return weight
            case plan.AllOf(children) | plan.AnyOf(children):
                return sum(self.score(c, unit) for c in children if self.matches(c, unit))
            case plan.Without(keep, _):
                return self.score(keep, unit)
            case plan.AndMaybe(keep, maybe):
                bonus = self.score(maybe, unit) if self.matches(maybe, unit) else 0.0
                return self.score(keep, unit) + bonus
            case _:
                return 0.0

    def _bm25(self, term: plan.WeightedTerm, unit: Unit) -> float:
        freq = _freq(unit, term.field, term.text)
        if not freq:
            return 0.0
        key = (term.field, term.text)
        if key not in self._df:
            self._df[key] = sum(bool(_freq(other, *key)) for other in self._units)
        if term.field not in self._stats:
            lengths = [length for u in self._units if (length := _length(u, term.field))]
            self._stats[term.field] = len(lengths), sum(lengths) / len(lengths)
        count, average = self._stats[term.field]
        df = self._df[key]
        idf = math.log(1 + (count - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * _length(unit, term.field) / average)
        return term.weight * idf * freq / (freq + norm)


def _freq(unit: Unit, field: str, term: str) -> int:
    return sum(len(section.postings.get(field, {}).get(term, ())) for section in unit)


def _length(unit: Unit, field: str) -> int:
    return sum(section.lengths.get(field, 0) for section in unit)


def _in_order(
    section: SectionDocument, field: str, words: tuple[tuple[str, ...] | None, ...]
) -> bool:
    starts: set[int] | None = None
    for offset, terms in enumerate(words):
        if terms is None:
            continue
        postings = section.postings.get(field, {})
        here = {p - offset for term in terms for p in postings.get(term, ())}
        starts = here if starts is None else starts & here
    return bool(starts)


def _hit(
    lead: SectionDocument, score: float, found: list[tuple[float, int]], copies: tuple[str, ...]
) -> EngineHit:
    return EngineHit(
        article_id=lead.article_id,
        revision=lead.revision,
        score=score,
        sections=tuple(
            (number, round(value, 6)) for value, number in found[: weights.SECTIONS_SHOWN]
        ),
        matching_sections=len(found),
        copies=copies,
    )


def _facets(leads: list[SectionDocument], folding: Folding) -> dict[str, dict[str, int]]:
    """Count articles by value; copies that have the same value count once."""
    zone = ZoneInfo(SITE_ZONE)
    seen: dict[str, set[tuple[str, object]]] = {name: set() for name in (*KEYWORD_FIELDS, "month")}
    for lead in leads:
        group = folding.group(lead.article_id)
        for field in KEYWORD_FIELDS:
            seen[field] |= {(value, group) for value in lead.keywords.get(field, ())}
        if lead.published is not None:
            month = datetime.fromtimestamp(lead.published, zone).strftime("%Y-%m")
            seen["month"].add((month, group))
    return {field: dict(Counter(value for value, _ in pairs)) for field, pairs in seen.items()}
