"""Count found articles by the values of each facet.

In: a snapshot; found articles and their folding.  Out: for each facet value → articles.
A facet of which no article has two values, like the month, is counted by looking up the value of
each found article; others through the pairs of all articles and values. Days are looked up of what
was found, when that is of a month or two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from search.engines.base import FACET_FIELDS
from search.engines.days import days_within
from search.engines.embedded.ranking.folding import FoldedArticles, Pairs
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.layout import UNDATED
from search.settings import SITE_ZONE
from search.system.arrays import Array, BoolArray, IntArray, smallest


class Facet:
    """The values of a facet, and which article has which, one pair a row."""

    def __init__(
        self, name: str, names: list[str], articles: IntArray, values: IntArray, size: int
    ) -> None:
        self.name, self.names, self.pairs = name, names, (articles, values)
        self._value_of: Array | None = None
        if not len(articles) or np.bincount(articles).max() == 1:
            self._value_of = np.full(size, len(names), smallest(len(names)))
            self._value_of[articles] = values

    def counts(
        self, ids: IntArray, others: IntArray | None, matching: BoolArray, folded: FoldedArticles
    ) -> IntArray:
        """Return the number of articles with each value; `others`: all that do not match."""
        if not self.names:
            return np.empty(0, np.int64)
        if self._value_of is None:
            articles, values = self.pairs
            counts = self._count(values[matching.take(articles)])
        elif others is None:
            counts = self._count(self._value_of.take(ids))
        else:
            counts = self._of_all - self._count(self._value_of[others])
        if folded.alone:
            return counts
        return counts - folded.repeated(self.name, matching, len(counts))

    @cached_property
    def _of_all(self) -> IntArray:
        return np.zeros(0, np.int64) if self._value_of is None else self._count(self._value_of)

    def _count(self, values: Array) -> IntArray:
        return np.bincount(values, minlength=len(self.names))[: len(self.names)]


class Facets:
    """All facets of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facets = {field: _keyword(snapshot, field) for field in FACET_FIELDS}
        self._facets["month"] = _months(snapshot)
        self._snapshot = snapshot

    def pairs(self) -> dict[str, Pairs]:
        """Return the articles and their values of each facet."""
        return {name: facet.pairs for name, facet in self._facets.items()}

    def counts(
        self, ids: IntArray, matching: BoolArray, folded: FoldedArticles
    ) -> dict[str, dict[str, int]]:
        """Return facet → value → number of articles; `ids` are those that are `matching`."""
        # Of what matches nearly everywhere the rest is quicker to count.
        others = np.flatnonzero(~matching) if 2 * len(ids) > len(matching) else None
        found = {}
        for name, facet in self._facets.items():
            counts = facet.counts(ids, others, matching, folded)
            some = counts.nonzero()[0]
            names = map(facet.names.__getitem__, some.tolist())
            found[name] = dict(zip(names, counts[some].tolist(), strict=True))
        if days := days_within(found["month"]):
            found["day"] = self._by_day(days, ids, folded)
        return found

    def _by_day(
        self, days: Mapping[str, int], ids: IntArray, folded: FoldedArticles
    ) -> dict[str, int]:
        """Count dated articles by day; copies of one day count once."""
        stamps = self._snapshot.published[self._snapshot.first[ids]]
        dated = stamps != UNDATED
        day = np.searchsorted(list(days.values()), stamps[dated], side="right") - 1
        texts = np.unique(np.stack([day, folded.who[ids[dated]]]), axis=1)
        counts = np.bincount(texts[0], minlength=len(days)).tolist()
        return {name: count for name, count in zip(days, counts, strict=True) if count}


def _keyword(snapshot: Snapshot, field: str) -> Facet:
    names, sections, values = snapshot.keywords(field)
    articles = snapshot.article_of[sections]
    return Facet(field, names=names, articles=articles, values=values, size=len(snapshot.first))


def _months(snapshot: Snapshot) -> Facet:
    """Return the month of each dated article in the site's time zone, like "2025-04"."""
    zone = ZoneInfo(SITE_ZONE)
    stamps = snapshot.published[snapshot.first]
    dated = np.flatnonzero(stamps != UNDATED)
    if not len(dated):
        return Facet("month", [], dated, dated, len(stamps))
    ends = (datetime.fromtimestamp(int(end(stamps[dated])), zone) for end in (np.min, np.max))
    low, high = (moment.year * 12 + moment.month - 1 for moment in ends)
    months = [(month // 12, month % 12 + 1) for month in range(low, high + 1)]
    begins = [int(datetime(*month, 1, tzinfo=zone).timestamp()) for month in months]
    return Facet(
        "month",
        names=[f"{year:04d}-{month:02d}" for year, month in months],
        articles=dated,
        values=np.searchsorted(begins, stamps[dated], side="right") - 1,
        size=len(stamps),
    )
