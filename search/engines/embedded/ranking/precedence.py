"""What puts articles and sections in order beside their scores: dates, then ids.

In: a snapshot.  Out: stamps to sort by, factors for age, and the places of all sections from the
newest on.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from search.engines.base import Question
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.layout import UNDATED
from search.models import Sort
from search.ranking import recency
from search.system.arrays import FloatArray, IntArray


class Precedence:
    """Dates and ids of the articles of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._published = snapshot.published[snapshot.first]

    def warm(self) -> None:
        """Put all in order."""
        _ = self.id_order, self.places, self._newest

    def stamps(self, articles: IntArray, sort: Sort) -> IntArray:
        """Return what is ordered by falling: time, or time before; undated last."""
        published = self._published[articles]
        if sort is Sort.OLDEST:
            return np.where(published != UNDATED, -published, UNDATED)
        return published

    def factors(self, question: Question, articles: IntArray) -> float | FloatArray:
        """Return what the scores of some articles are multiplied by for their age."""
        if question.sort is not Sort.RECENT:
            return 1.0
        stamps = self._published[articles]
        origin = self._newest if question.as_of is None else min(self._newest, question.as_of)
        return recency(np.where(stamps != UNDATED, (origin - stamps).astype(np.float64), np.nan))

    @cached_property
    def _newest(self) -> int:
        """The date of the newest live article."""
        return int(self._published[self._snapshot.article_live].max(initial=UNDATED))

    @cached_property
    def id_order(self) -> IntArray:
        """The place of each article in the order of their ids."""
        return _places(self._snapshot.by_id)

    @cached_property
    def from_newest(self) -> IntArray:
        """All sections, of the newest article first, undated last; then by id, then by number."""
        articles = np.lexsort((self.id_order, -self._published))
        return self._snapshot.sections_of(articles).astype(np.int32)

    @cached_property
    def places(self) -> IntArray:
        """The place of each section in that order."""
        return _places(self.from_newest)


def _places(order: IntArray) -> IntArray:
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places
