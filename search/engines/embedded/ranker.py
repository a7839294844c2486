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

from search.engines.base import KEYWORD_FIELDS, EngineAnswer, EngineHit, Question
from search.engines.embedded.arrays import Array
from search.engines.embedded.executor import Matches, run
from search.engines.embedded.folding import BoolArray, FoldedArticles
from search.engines.embedded.level import ArticleLevel, SectionLevel
from search.engines.embedded.schema import UNDATED
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
        self._keywords = {field: _keyword(snapshot, field) for field in KEYWORD_FIELDS}
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
        sections = self._matching_sections(question.plan, found.ids)
        ordered = self._ordered(found, sections, question)
        page = ordered.ids[question.offset : question.offset + question.limit]
        scores = ordered.scores[question.offset : question.offset + question.limit]
        return EngineAnswer(
            hits=tuple(
                self._hit(int(article), float(score), sections, folded.hidden(int(article), mask))
                for article, score in zip(page, scores, strict=True)
            ),
            articles=len(found.ids),
            sections=len(sections.ids),
            facets=self._facets(mask, folded),
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

    def _matching_sections(self, node: plan.Plan, articles: IntArray) -> Matches:
        """Return the sections of found articles that match a positive leaf; without leaves, all."""
        leaves = tuple(positive_leaves(node))
        matches = run(plan.AnyOf(leaves) if leaves else plan.Everything(), self.sections)
        wanted = np.zeros(len(self.snapshot.first), bool)
        wanted[articles] = True
        kept = wanted[self.snapshot.article_of[matches.ids]]
        return Matches(matches.ids[kept], matches.scores[kept])

    def _ordered(self, found: Matches, sections: Matches, question: Question) -> Matches:
        """Return the best articles in order, at least as many as the page reaches."""
        end = question.offset + question.limit
        published = self.snapshot.published[self.snapshot.first[found.ids]]
        if question.sort is Sort.RELEVANCE:
            rounded = np.round(found.scores, 6)
            rows = _best(rounded, max(end, weights.CANDIDATES))
            rows = rows[self._ranks(rounded[rows], published[rows], found.ids[rows])]
            head, rest = rows[: weights.CANDIDATES], rows[weights.CANDIDATES :]
            final = self._with_best_section(found, sections, head)
            head = head[self._ranks(final[head], published[head], found.ids[head])]
            order = np.concatenate([head, rest])
        else:
            stamps = published if question.sort is Sort.NEWEST else -published
            stamps = np.where(published != UNDATED, stamps, UNDATED)
            rows = _best(stamps, end)
            final = self._with_best_section(found, sections, rows)
            order = rows[self._ranks(stamps[rows], final[rows], found.ids[rows])]
        return Matches(found.ids[order], final[order])

    def _with_best_section(self, found: Matches, sections: Matches, rows: IntArray) -> FloatArray:
        """Return all scores, rounded, with their share of the best section added in some rows."""
        owners = self.snapshot.article_of[sections.ids]
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        best = np.zeros(len(self.snapshot.first))
        if len(starts):
            best[owners[starts]] = np.maximum.reduceat(sections.scores, starts)
        final = found.scores.copy()
        final[rows] += weights.BEST_SECTION * best[found.ids[rows]]
        rounded: FloatArray = np.round(final, 6)
        return rounded

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
