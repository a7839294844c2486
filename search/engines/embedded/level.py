"""Two views of a snapshot: its sections, and its articles as one document each.

In: a snapshot.  Out: postings, lengths and masks by document of the level. The executor runs the
same plan on either.
"""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis import keyword_matches
from search.engines.base import LINK
from search.engines.embedded.expansion import sections_with
from search.engines.embedded.layout import LENGTH_OF, UNDATED
from search.engines.embedded.nearby import sections_nearby
from search.engines.embedded.places import distinct, sections_with_phrase, union
from search.engines.embedded.snapshot import FloatArray, IntArray, Snapshot
from search.query import plan

BoolArray = npt.NDArray[np.bool_]


class Postings(NamedTuple):
    """Documents with a term, ascending; how often it occurs in each; how many have it at all."""

    ids: IntArray
    freqs: FloatArray
    doc_freq: int


class SectionLevel:
    """Every live section is a document; what belongs to the article stands in section 0."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.live: BoolArray = snapshot.live
        self.all_live = self.live
        self._within: BoolArray | None = None
        self._statistics: dict[str, tuple[int, float]] = {}

    def length(self, field: str) -> FloatArray:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self.snapshot.length(field)

    def statistics(self, field: str) -> tuple[int, float]:
        """Return the number of live documents that have a field and their mean length."""
        if field not in self._statistics:
            lengths = self.length(field)[self.all_live]
            count = int(np.count_nonzero(lengths))
            self._statistics[field] = count, float(lengths.sum()) / count if count else 1.0
        return self._statistics[field]

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        if self._within is None:
            return Postings(found.ids, found.freqs, len(found.ids))
        rows = self._within[found.ids]
        return Postings(found.ids[rows], found.freqs[rows], len(found.ids))

    def within(self, mask: BoolArray) -> SectionLevel:
        """Return this level seen through a mask over all sections: only these are found."""
        level = copy(self)
        level._within, level.live = mask, self.live & mask
        return level

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return sections if self._within is None else sections[self._within[sections]]

    def with_phrase(self, field: str, words: tuple[tuple[str, ...] | None, ...]) -> IntArray:
        """Return the documents in which words stand in a row within one section."""
        return self.lift(self.snapshot.computed(sections_with_phrase, field, words))

    def with_prefix(self, field: str, prefix: str) -> IntArray:
        """Return the documents with a term that begins with a prefix."""
        return self.lift(self.snapshot.sections_with_prefix(field, prefix))

    def with_pattern(self, node: plan.Pattern) -> list[tuple[int, IntArray]]:
        """Return (mistakes, documents) of the terms of a pattern, by rising mistakes."""
        found = sections_with(self.snapshot, node)
        return [(edits, self.lift(sections)) for edits, sections in found]

    def nearby(self, node: plan.Nearby) -> IntArray:
        """Return the documents in which two rows of words stand near each other."""
        return self.lift(self.snapshot.computed(sections_nearby, node))

    def with_link(self, key: str, whole: bool) -> IntArray:
        """Return the documents of articles at an address, or beneath it."""
        if whole:
            return self._of_articles(self.snapshot.postings(LINK, key).ids)
        return self._of_articles(self.snapshot.sections_with_prefix(LINK, key))

    def with_keyword(self, field: str, values: tuple[str, ...]) -> IntArray:
        """Return the documents of articles with one of some keywords (folded)."""
        parts = [
            self.snapshot.postings(field, written).ids
            for folded, as_written in self.snapshot.folded_keywords(field).items()
            if any(keyword_matches(folded, value) for value in values)
            for written in as_written
        ]
        return self._of_articles(union(parts))

    def published_between(self, start: int | None, end: int | None) -> IntArray:
        """Return the documents published in [start, end), seconds since 1970; undated never."""
        stamps = self.snapshot.published
        mask = self.snapshot.live & (stamps != UNDATED)
        if start is not None:
            mask &= stamps >= start
        if end is not None:
            mask &= stamps < end
        return self.lift(np.flatnonzero(mask))

    def _of_articles(self, leads: IntArray) -> IntArray:
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[self.snapshot.article_of[leads]] = True
        return np.flatnonzero(mask[self.snapshot.article_of] & self.live)


class ArticleLevel(SectionLevel):
    """Every live article is a document: the sum of its sections."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.live = self.all_live = snapshot.article_live
        self._lengths: dict[str, FloatArray] = {
            field: np.bincount(snapshot.article_of, lengths, minlength=len(snapshot.first)).astype(
                np.float64
            )
            for field, lengths in snapshot.lengths.items()
        }

    def length(self, field: str) -> FloatArray:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self._lengths[LENGTH_OF[field]]

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        if not len(found.ids):
            return Postings(found.ids, found.freqs, 0)
        articles = self.snapshot.article_of[found.ids]
        starts = np.flatnonzero(np.diff(articles, prepend=-1))
        return Postings(articles[starts], np.add.reduceat(found.freqs, starts), len(starts))

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return distinct(self.snapshot.article_of[sections])

    def _of_articles(self, leads: IntArray) -> IntArray:
        return self.lift(leads)
