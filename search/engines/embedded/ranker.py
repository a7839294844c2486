"""From a question to a ranked page: articles first, then their best sections, then facets.

In: a question and a snapshot with its two levels.  Out: an engine answer.
The steps are those told in `search/engines/base.py`.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from search.engines.base import KEYWORD_FIELDS, EngineAnswer, EngineHit, Question
from search.engines.embedded.executor import Matches, run
from search.engines.embedded.level import ArticleLevel, SectionLevel
from search.engines.embedded.schema import UNDATED
from search.engines.embedded.snapshot import IntArray, Snapshot
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
        self._months = _months(snapshot)
        self._keywords = {
            field: {v: snapshot.article_of[ids] for v, ids in snapshot.keywords(field).items()}
            for field in KEYWORD_FIELDS
        }

    def answer(self, question: Question) -> EngineAnswer:
        """Return the page of hits asked for, with totals and facets."""
        found = run(question.plan, self.articles)
        sections = self._matching_sections(question.plan, found.ids)
        ordered = self._ordered(found, sections, question.sort)
        page = ordered.ids[question.offset : question.offset + question.limit]
        scores = ordered.scores[question.offset : question.offset + question.limit]
        return EngineAnswer(
            hits=tuple(
                self._hit(int(article), float(score), sections)
                for article, score in zip(page, scores, strict=True)
            ),
            articles=len(found.ids),
            sections=len(sections.ids),
            facets=self._facets(found.ids),
        )

    def _matching_sections(self, node: plan.Plan, articles: IntArray) -> Matches:
        """Return the sections of found articles that match a positive leaf; without leaves, all."""
        leaves = tuple(positive_leaves(node))
        matches = run(plan.AnyOf(leaves) if leaves else plan.Everything(), self.sections)
        wanted = np.zeros(len(self.snapshot.first), bool)
        wanted[articles] = True
        kept = wanted[self.snapshot.article_of[matches.ids]]
        return Matches(matches.ids[kept], matches.scores[kept])

    def _ordered(self, found: Matches, sections: Matches, sort: Sort) -> Matches:
        published = self.snapshot.published[self.snapshot.first[found.ids]]
        final = found.scores.copy()
        best = np.zeros(len(self.snapshot.first))
        np.maximum.at(best, self.snapshot.article_of[sections.ids], sections.scores)
        first_stage = self._ranks(np.round(final, 6), published, found.ids)
        candidates = first_stage[: weights.CANDIDATES] if sort is Sort.RELEVANCE else first_stage
        final[candidates] += weights.BEST_SECTION * best[found.ids[candidates]]
        final = np.round(final, 6)
        if sort is Sort.RELEVANCE:
            second = candidates[
                self._ranks(final[candidates], published[candidates], found.ids[candidates])
            ]
            order = np.concatenate([second, first_stage[weights.CANDIDATES :]])
        else:
            dated = published != UNDATED
            stamps = published if sort is Sort.NEWEST else -published
            order = self._ranks(np.where(dated, stamps, UNDATED), final, found.ids)
        return Matches(found.ids[order], final[order])

    def _ranks(self, keys: np.ndarray, then: np.ndarray, ids: IntArray) -> IntArray:
        """Return the order by falling keys, falling `then`, rising article id."""
        order = np.lexsort((self._id_order[ids], -then, -keys))
        return order.astype(np.int64)

    @property
    def _id_order(self) -> IntArray:
        if not hasattr(self, "_by_id"):
            names = [self.snapshot.article_id(int(first)) for first in self.snapshot.first]
            rank = np.empty(len(names), np.int64)
            rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
            self._by_id = rank
        return self._by_id

    def _hit(self, article: int, score: float, sections: Matches) -> EngineHit:
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
        )

    def _facets(self, articles: IntArray) -> dict[str, dict[str, int]]:
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[articles] = True
        facets = {
            field: {
                value: count
                for value, owners in values.items()
                if (count := int(np.count_nonzero(mask[owners])))
            }
            for field, values in self._keywords.items()
        }
        months, counts = np.unique(self._months[articles], return_counts=True)
        facets["month"] = {
            f"{month // 12:04d}-{month % 12 + 1:02d}": int(count)
            for month, count in zip(months.tolist(), counts.tolist(), strict=True)
            if month >= 0
        }
        return facets


def _months(snapshot: Snapshot) -> IntArray:
    """Return the month (12 x year + month - 1, site's time zone) of each article; -1 undated."""
    zone = ZoneInfo(SITE_ZONE)
    months = np.full(len(snapshot.first), -1, np.int64)
    for i, stamp in enumerate(snapshot.published[snapshot.first].tolist()):
        if stamp != UNDATED:
            moment = datetime.fromtimestamp(stamp, zone)
            months[i] = moment.year * 12 + moment.month - 1
    return months
