"""From a question to a ranked page: articles first, then their best sections, then facets.

In: a question and a snapshot with its two levels.  Out: an engine answer.
The steps are those told in `search/engines/base.py`.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from search.arrays import Array
from search.engines.base import FACET_FIELDS, EngineAnswer, EngineHit, Question
from search.engines.embedded.executor import Matches, matching_ids, run
from search.engines.embedded.folding import BoolArray, FoldedArticles
from search.engines.embedded.layout import UNDATED
from search.engines.embedded.level import ArticleLevel, SectionLevel
from search.engines.embedded.snapshot import FloatArray, IntArray, Snapshot
from search.engines.folding import Folding
from search.models import Sort
from search.query import plan
from search.query.leaves import positive_leaves
from search.ranking import weights
from search.settings import SITE_ZONE


class Ranker:
    """Answers questions from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.sections = SectionLevel(snapshot)
        self.articles = ArticleLevel(snapshot)
        months = _months(snapshot)
        dated = np.flatnonzero(months >= 0)
        self._keywords = {field: _keyword(snapshot, field) for field in FACET_FIELDS}
        self._pairs = {name: (k.article, k.value) for name, k in self._keywords.items()}
        self._pairs["month"] = dated, months[dated]
        self._unfolded = FoldedArticles(None, snapshot.all_article_ids, self._pairs)
        self._folded = self._unfolded

    def answer(self, question: Question) -> EngineAnswer:
        """Return the page of hits asked for, with totals and facets."""
        matching = run(question.plan, self.articles)
        folded = self._folded_by(question.folding)
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[matching.ids] = True
        shown = folded.shown(mask)[matching.ids]
        found = Matches(matching.ids[shown], matching.scores[shown])
        leaves = tuple(positive_leaves(question.plan))
        rows = self._contenders(found, question)
        sections = self._sections_of(found.ids[rows], leaves)
        ordered = self._ordered(found, rows, sections, question)
        page = slice(question.offset, question.offset + question.limit)
        return EngineAnswer(
            hits=tuple(
                self._hit(int(article), float(score), sections, folded.hidden(int(article), mask))
                for article, score in zip(ordered.ids[page], ordered.scores[page], strict=True)
            ),
            articles=len(found.ids),
            sections=self._count_sections(found.ids, leaves),
            facets=self._facets(mask, folded) if question.facets else {},
            copies=len(matching.ids) - len(found.ids),
        )

    def _folded_by(self, folding: Folding | None) -> FoldedArticles:
        """Return the articles with a folding: that of the question before, or a new one."""
        if folding is None:
            return self._unfolded
        folded = self._folded
        if folded.folding is not folding:
            names = self.snapshot.all_article_ids
            self._folded = folded = FoldedArticles(folding, names, self._pairs)
        return folded

    def _contenders(self, found: Matches, question: Question) -> IntArray:
        """Return the rows that may get on the page: the best by score, or by date, and ties."""
        end = question.offset + question.limit
        if question.sort is Sort.RELEVANCE:
            return _best(np.round(found.scores, 6), max(end, weights.CANDIDATES) if end else 0)
        return _best(self._stamps(found.ids, question.sort), end)

    def _stamps(self, articles: IntArray, sort: Sort) -> IntArray:
        """Return what is ordered by falling: time, or time before; undated last."""
        published = self.snapshot.published[self.snapshot.first[articles]]
        if sort is Sort.OLDEST:
            return np.where(published != UNDATED, -published, UNDATED)
        return published

    def _sections_of(self, articles: IntArray, leaves: tuple[plan.Plan, ...]) -> Matches:
        """Return the sections of some articles that match a leaf; without leaves, all."""
        wanted = np.zeros(len(self.snapshot.first), bool)
        wanted[articles] = True
        within = wanted[self.snapshot.article_of]
        node = plan.AnyOf(leaves) if leaves else plan.Everything()
        return run(node, self.sections.within(within))

    def _count_sections(self, articles: IntArray, leaves: tuple[plan.Plan, ...]) -> int:
        """Return how many sections of some articles match a leaf; without leaves, all."""
        if not leaves:
            return int(self._sizes[articles].sum())
        matching = np.zeros(len(self.snapshot.live), bool)
        for leaf in leaves:
            for ids in matching_ids(leaf, self.sections):
                matching[ids] = True
        wanted = np.zeros(len(self.snapshot.first), bool)
        wanted[articles] = True
        return int(np.count_nonzero(wanted[self.snapshot.article_of[np.flatnonzero(matching)]]))

    @cached_property
    def _sizes(self) -> IntArray:
        """The number of sections of each article."""
        return np.bincount(self.snapshot.article_of, minlength=len(self.snapshot.first))

    def _ordered(
        self, found: Matches, rows: IntArray, sections: Matches, question: Question
    ) -> Matches:
        """Return the contenders in order."""
        ids, scores = found.ids[rows], np.round(found.scores[rows], 6)
        final = self._with_best_section(ids, found.scores[rows], sections)
        published = self._stamps(ids, Sort.NEWEST)
        if question.sort is not Sort.RELEVANCE:
            order = self._ranks(self._stamps(ids, question.sort), final, ids)
            return Matches(ids[order], final[order])
        first = self._ranks(scores, published, ids)
        head, rest = first[: weights.CANDIDATES], first[weights.CANDIDATES :]
        final[rest] = scores[rest]
        head = head[self._ranks(final[head], published[head], ids[head])]
        order = np.concatenate([head, rest])
        return Matches(ids[order], final[order])

    def _with_best_section(
        self, articles: IntArray, scores: FloatArray, sections: Matches
    ) -> FloatArray:
        """Return the scores of some articles, rounded, with their share of the best section's."""
        owners = self.snapshot.article_of[sections.ids]
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        best = np.zeros(len(self.snapshot.first))
        if len(starts):
            best[owners[starts]] = np.maximum.reduceat(sections.scores, starts)
        final: FloatArray = np.round(scores + weights.BEST_SECTION * best[articles], 6)
        return final

    def _ranks(self, keys: Array, then: Array, ids: IntArray) -> IntArray:
        """Return the order by falling keys, falling `then`, rising article id."""
        order = np.lexsort((self._id_order[ids], -then, -keys))
        return order.astype(np.int64)

    @cached_property
    def _id_order(self) -> IntArray:
        names = self.snapshot.all_article_ids
        rank = np.empty(len(names), np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        return rank

    def _hit(self, article: int, score: float, sections: Matches, copies: list[int]) -> EngineHit:
        owners = self.snapshot.article_of[sections.ids]
        start, end = np.searchsorted(owners, [article, article + 1])
        found = [
            (int(self.snapshot.number[section]), round(float(value), 6))
            for section, value in zip(
                sections.ids[start:end], sections.scores[start:end], strict=True
            )
        ]
        found.sort(key=lambda item: (-item[1], item[0]))
        first = int(self.snapshot.first[article])
        return EngineHit(
            article_id=self.snapshot.article_id(first),
            revision=int(self.snapshot.revision[first]),
            score=round(score, 6),
            sections=tuple(found[: weights.SECTIONS_SHOWN]),
            matching_sections=len(found),
            copies=tuple(self.snapshot.all_article_ids[copy] for copy in copies),
        )

    def _facets(self, matching: BoolArray, folded: FoldedArticles) -> dict[str, dict[str, int]]:
        facets = {}
        for field, keyword in self._keywords.items():
            counts = folded.counts(field, matching, len(keyword.names))
            facets[field] = {
                keyword.names[value]: int(counts[value]) for value in np.flatnonzero(counts)
            }
        counts = folded.counts("month", matching, 0)
        facets["month"] = {
            f"{month // 12:04d}-{month % 12 + 1:02d}": int(counts[month])
            for month in np.flatnonzero(counts).tolist()
        }
        return facets


class _Keyword(NamedTuple):
    """The values of a keyword field, and which article has which, one pair a row."""

    names: list[str]
    article: IntArray
    value: IntArray


def _keyword(snapshot: Snapshot, field: str) -> _Keyword:
    found = snapshot.keywords(field)
    owners = [snapshot.article_of[ids] for ids in found.values()]
    return _Keyword(
        names=list(found),
        article=np.concatenate([np.empty(0, np.int64), *owners]),
        value=np.repeat(np.arange(len(owners)), [len(ids) for ids in owners]),
    )


def _best(keys: Array, count: int) -> IntArray:
    """Return the rows of the `count` highest keys and of all that equal the last of them."""
    if len(keys) <= count:
        return np.arange(len(keys))
    if not count:
        return np.empty(0, np.int64)
    return np.flatnonzero(keys >= -np.partition(-keys, count - 1)[count - 1])


def _months(snapshot: Snapshot) -> IntArray:
    """Return the month (12 x year + month - 1, site's time zone) of each article; -1 undated."""
    zone = ZoneInfo(SITE_ZONE)
    stamps = snapshot.published[snapshot.first]
    months = np.full(len(stamps), -1, np.int64)
    dated = stamps != UNDATED
    if dated.any():
        ends = (datetime.fromtimestamp(int(end(stamps[dated])), zone) for end in (np.min, np.max))
        low, high = (moment.year * 12 + moment.month - 1 for moment in ends)
        begins = [
            int(datetime(month // 12, month % 12 + 1, 1, tzinfo=zone).timestamp())
            for month in range(low, high + 1)
        ]
        months[dated] = low + np.searchsorted(begins, stamps[dated], side="right") - 1
    return months
