"""The reference engine: dictionaries and loops, obviously right, the oracle of the contract tests.

In and out: as the port says. Not for: more than some thousand sections.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from search.analysis import NO_OVERRIDES, Analyzer, Overrides, Vocabulary, written
from search.engines.base import (
    DocumentSource,
    EngineAnswer,
    EngineHit,
    EngineSection,
    Question,
    SectionDocument,
)
from search.engines.exhaustive import Collection, Unit, counts_by_value
from search.engines.folding import UNFOLDED
from search.engines.reference import AnalyzedSection
from search.engines.without_files import WithoutFiles
from search.errors import IndexMissingError, UsageError
from search.models import IndexInfo, Sort
from search.query import plan
from search.query.patterns import Expansion
from search.query.plan_leaves import positive_leaves
from search.ranking import recency, weights

Articles = dict[str, tuple[SectionDocument, ...]]


@dataclass(frozen=True)
class _Generation:
    """All articles, what they were analysed with, and the result."""

    articles: Articles
    stamp: str
    analyzer: Analyzer

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Return article id → its analysed sections."""
        return {
            name: tuple(AnalyzedSection.of(section, self.analyzer) for section in sections)
            for name, sections in self.articles.items()
        }


class _Batch:
    """The `IndexWriter` port on a dictionary."""

    def __init__(self, articles: Articles) -> None:
        self.articles = articles

    def add(self, documents: Sequence[SectionDocument]) -> None:
        self.articles[documents[0].article_id] = tuple(documents)

    def add_all(
        self,
        source: DocumentSource,
        article_ids: Sequence[str],
        *,
        workers: int = 1,  # noqa: ARG002  one does it all
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        for documents in source(article_ids):
            self.add(documents)
        progress(len(article_ids))

    def remove(self, article_id: str) -> None:
        self.articles.pop(article_id, None)


class MemoryEngine(WithoutFiles):
    """The `SearchEngine` port without storage."""

    def __init__(self) -> None:
        self._generations: list[_Generation] = []

    @contextmanager
    def writer(
        self, *, stamp: str, full: bool = False, overrides: Overrides = NO_OVERRIDES,
        ready: Callable[[], None] = lambda: None,
    ) -> Iterator[_Batch]:  # fmt: skip
        """Open a batch; nothing changes on an error."""
        fresh = full or not self._generations
        batch = _Batch({} if fresh else dict(self._live().articles))
        yield batch
        if fresh:
            sections = chain.from_iterable(batch.articles.values())
            blocks = chain.from_iterable(section.words["text"] for section in sections)
            counts = Counter(written(word).word for block in blocks for word in block)
            analyzer = Analyzer(Vocabulary.learn(counts, overrides))
        else:
            analyzer = self._live().analyzer
        ready()
        self._generations.append(_Generation(batch.articles, stamp, analyzer))

    def _live(self) -> _Generation:
        if not self._generations:
            raise IndexMissingError("no index yet: add articles first")
        return self._generations[-1]

    def analyzer(self) -> Analyzer:
        """Return the analysis of the live generation."""
        return self._live().analyzer

    def answer(self, question: Question) -> EngineAnswer:
        """Answer by looking at every article."""
        articles = self._live().units
        whole = Collection(list(articles.values()))
        parts = Collection([(section,) for unit in articles.values() for section in unit])
        leaves = tuple(positive_leaves(question.plan))
        any_leaf: plan.Plan = plan.AnyOf(leaves) if leaves else plan.Everything()
        fresh = _recency(list(articles.values()), question)
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
            factor = fresh.get(lead.article_id, 1.0)
            rows.append((lead, factor * whole.score(question.plan, unit), found, factor))
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
        candidates = set(order[: weights.CANDIDATES] if question.sort.ranked else order)
        final = [
            round(score + weights.BEST_SECTION * factor * max(found)[0], 6)
            if i in candidates and found
            else round(score, 6)
            for i, (_, score, found, factor) in enumerate(rows)
        ]
        if question.sort.ranked:
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
            sections=sum(len(found) for _, _, found, _ in rows),
            facets=counts_by_value(matching, folding) if question.facets else {},
            copies=len(matching) - len(rows),
        )

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Answer by looking at every section."""
        # Section 0 carries what belongs to the whole article, and filters ask for it.
        units: list[Unit] = [
            (replace(section, keywords=unit[0].keywords),)
            for unit in self._live().units.values()
            for section in unit
        ]
        collection, node = Collection(units), question.plan
        if isinstance(node, plan.AndMaybe):
            node = node.keep
        fresh = _recency(list(self._live().units.values()), question)

        def place(row: tuple[AnalyzedSection, float]) -> tuple[float, ...]:
            section, score = row
            date = math.inf if section.published is None else -section.published
            if question.sort is Sort.OLDEST:
                date = math.inf if section.published is None else section.published
            return (-score, date) if question.sort.ranked else (date, -score)

        found = [
            (s, round(fresh.get(s.article_id, 1.0) * collection.score(node, (s,)), 6))
            for (s,) in units
            if collection.matches(node, (s,))
        ]
        found.sort(key=lambda row: (*place(row), row[0].article_id, row[0].number))
        return tuple(
            EngineSection(s.article_id, s.revision, s.number, score)
            for s, score in found[question.offset : question.offset + question.limit]
        )

    def expand(self, pattern: plan.Pattern) -> Expansion:
        """Return the terms that a wildcard or a fuzzy word stands for."""
        return Collection(list(self._live().units.values())).expand(pattern)

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many sections have each term."""
        sections = [section for unit in self._live().units.values() for section in unit]
        return tuple(sum(t in s.postings.get(field, {}) for s in sections) for t in terms)

    def wants_rebuild(self, stamp: str) -> bool:
        """Tell whether there is nothing yet that a batch could update."""
        return not self._generations or self._generations[-1].stamp != stamp

    def exclusive(self) -> AbstractContextManager[None]:
        """Return at once: nobody else can reach this dictionary."""
        return nullcontext()

    def articles(self) -> Mapping[str, int]:
        """Return article id → revision."""
        return {name: unit[0].revision for name, unit in self._live().articles.items()}

    def steady(self) -> AbstractContextManager[None]:
        """See that there is something to answer from: no other process publishes here."""
        self._live()
        return nullcontext()

    def warm(self) -> None:
        """See that there is something to answer from: all is at hand."""
        self._live()

    def info(self) -> IndexInfo:
        """Describe what is held."""
        articles = self._live().articles
        return IndexInfo(
            engine="memory",
            generation=f"gen-{len(self._generations):08d}",
            articles=len(articles),
            sections=sum(map(len, articles.values())),
            built=None,
            size_bytes=0,
            stamp=self._live().stamp,
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


def _recency(units: list[Unit], question: Question) -> dict[str, float]:
    """Return article id → factor of its score, nothing if no date counts."""
    dated = [unit[0].published for unit in units if unit[0].published is not None]
    if question.sort is not Sort.RECENT or not dated:
        return {}
    origin = max(dated) if question.as_of is None else min(max(dated), question.as_of)
    stamps = [math.nan if u[0].published is None else float(u[0].published) for u in units]
    factors = recency(origin - np.array(stamps)).tolist()
    return {unit[0].article_id: factor for unit, factor in zip(units, factors, strict=True)}


def _hit(
    lead: SectionDocument, score: float, found: list[tuple[float, int]], copies: tuple[str, ...]
) -> EngineHit:
    shown = found[: weights.SECTIONS_SHOWN]
    return EngineHit(
        article_id=lead.article_id,
        revision=lead.revision,
        score=score,
        sections=tuple((number, round(value, 6)) for value, number in shown),
        matching_sections=len(found),
        copies=copies,
    )
