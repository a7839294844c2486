"""Two views of a snapshot: its sections, and its articles as one document each.

In: a snapshot.  Out: postings, scores, lengths and masks by document of the level. The executor
runs the same plan on either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

import numpy as np

from search.analysis import keyword_matches
from search.arrays import Array
from search.engines.base import LINK
from search.engines.embedded.expansion import sections_with
from search.engines.embedded.found import DENSE, Part, constant, dense
from search.engines.embedded.kept import Kept
from search.engines.embedded.nearby import sections_nearby
from search.engines.embedded.places import (
    distinct,
    rows_of,
    rows_within,
    sections_with_phrase,
    union,
)
from search.engines.embedded.schema import LENGTH_OF, UNDATED
from search.engines.embedded.snapshot import BoolArray, FloatArray, IntArray, Snapshot
from search.query import plan
from search.ranking import bm25

# Bytes of the scores of words that the articles keep, and of facts of terms.
ROOM_FOR_SCORES = 96 << 20
ROOM_FOR_FACTS = 4 << 20


class Postings(NamedTuple):
    """Documents with a term, ascending; how often it occurs in each; how many have it at all."""

    ids: IntArray
    freqs: FloatArray
    doc_freq: int


class _Facts(NamedTuple):
    """How many documents have a term; its highest score."""

    doc_freq: int
    top: float
    nbytes: int = 0


class SectionLevel:
    """Every live section is a document; what belongs to the article stands in section 0."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.live: BoolArray = snapshot.live
        self.all_live = self.live
        self._statistics: dict[str, tuple[int, float]] = {}

    @property
    def documents(self) -> int:
        """The number of documents, deleted ones included."""
        return len(self.live)

    def kept(self, _: Hashable, make: Callable[[], Part]) -> Part:
        """Return what a function makes; articles keep it."""
        return make()

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
        return Postings(found.ids, found.freqs, len(found.ids))

    def scores(self, field: str, term: str) -> Part:
        """Return the documents with a term and its score in each."""
        ids, freqs, doc_freq = self.postings(field, term)
        if not len(ids):
            return constant(ids, 0.0)
        count, average = self.statistics(field)
        lengths = self.length(field)[ids]
        scores = bm25(freqs, lengths, average=average, doc_freq=doc_freq, doc_count=count)
        return Part(ids, scores, float(scores.max()), True)

    def scores_at(self, field: str, term: str, ids: IntArray) -> FloatArray:
        """Return the score of a term in each of some ascending documents, 0 where it is not."""
        return self.scores(field, term).at(ids, self.documents)[1]

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return sections

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

    def with_link(self, key: str, whole: bool) -> BoolArray:
        """Return which documents belong to articles at an address, or beneath it."""
        if whole:
            return self._of_articles(self.snapshot.postings(LINK, key).ids)
        return self._of_articles(self.snapshot.sections_with_prefix(LINK, key))

    def with_keyword(self, field: str, values: tuple[str, ...]) -> BoolArray:
        """Return which documents belong to articles with one of some keywords (folded)."""
        parts = [
            self.snapshot.postings(field, written).ids
            for folded, as_written in self.snapshot.folded_keywords(field).items()
            if any(keyword_matches(folded, value) for value in values)
            for written in as_written
        ]
        return self._of_articles(union(parts))

    def published_between(self, start: int | None, end: int | None) -> BoolArray:
        """Return which documents were published in [start, end), in seconds; undated never."""
        stamps = self._stamps()
        mask = self.live & (stamps > UNDATED if start is None else stamps >= start)
        if end is not None:
            mask &= stamps < end
        return mask

    def _stamps(self) -> IntArray:
        return self.snapshot.published

    def _of_articles(self, leads: IntArray) -> BoolArray:
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[self.snapshot.article_of[leads]] = True
        wanted: BoolArray = mask[self.snapshot.article_of] & self.live
        return wanted


class SectionsOf(SectionLevel):
    """The live sections of some articles, numbered anew; statistics are those of all sections."""

    def __init__(self, whole: SectionLevel, articles: IntArray) -> None:
        super().__init__(whole.snapshot)
        self._whole = whole
        self.sections = self.snapshot.sections_of(articles)
        if not self.snapshot.all_live:
            self.sections = self.sections[self.snapshot.live[self.sections]]
        self._wanted = np.zeros(len(whole.live), bool)
        self._wanted[self.sections] = True
        self.live = np.ones(len(self.sections), bool)
        self._lengths: dict[str, FloatArray] = {}

    def length(self, field: str) -> FloatArray:
        """Return the tokens of a field in each document, shape (documents,)."""
        name = LENGTH_OF[field]
        if name not in self._lengths:
            self._lengths[name] = self.snapshot.lengths[name][self.sections]
        return self._lengths[name]

    def statistics(self, field: str) -> tuple[int, float]:
        """Return the number of all live sections that have a field and their mean length."""
        return self._whole.statistics(field)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        rows = rows_within(found.ids, self.sections, self._wanted)
        ids = np.searchsorted(self.sections, found.ids[rows])
        return Postings(ids, found.freqs[rows], len(found.ids))

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return np.searchsorted(self.sections, sections[self._wanted[sections]])

    def _stamps(self) -> IntArray:
        return self.snapshot.published[self.sections]

    def _of_articles(self, leads: IntArray) -> BoolArray:
        return self._whole._of_articles(leads)[self.sections]


class ArticleLevel(SectionLevel):
    """Every live article is a document: the sum of its sections."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.live = self.all_live = snapshot.article_live
        self._published = snapshot.published[snapshot.first]
        self._lengths: dict[str, FloatArray] = {
            field: np.bincount(snapshot.article_of, lengths, minlength=len(snapshot.first)).astype(
                np.float64
            )
            for field, lengths in snapshot.lengths.items()
        }
        self._kept: Kept[Part] = Kept(ROOM_FOR_SCORES)
        self._facts_of: Kept[_Facts] = Kept(ROOM_FOR_FACTS)

    def kept(self, key: Hashable, make: Callable[[], Part]) -> Part:
        """Return what a function makes, or what it made before for the same key."""
        return self._kept.get(key, make)

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
        freqs = np.add.reduceat(found.freqs, starts, dtype=np.float64)
        return Postings(articles[starts], freqs, len(starts))

    def scores(self, field: str, term: str) -> Part:
        """Return the documents with a term and its score in each."""
        found = self.snapshot.postings(field, term)
        if len(found.ids) * DENSE < self.documents:
            return super().scores(field, term)
        # Counting into a place for every article is a third of adding up runs.
        freqs = np.bincount(self.snapshot.article_of[found.ids], found.freqs, self.documents)
        doc_freq = int(np.count_nonzero(freqs))
        return dense(self._bm25(field, freqs, self.length(field), doc_freq))

    def _bm25(self, field: str, freqs: Array, lengths: FloatArray, doc_freq: int) -> FloatArray:
        count, average = self.statistics(field)
        return bm25(freqs, lengths, average=average, doc_freq=doc_freq, doc_count=count)

    def top(self, field: str, term: str) -> float:
        """Return a score of a term that none is above."""
        return self._facts(field, term).top

    def _facts(self, field: str, term: str) -> _Facts:
        def made() -> _Facts:
            part = self.scores(field, term)
            count = np.count_nonzero(part.scores) if part.ids is None else len(part.ids)
            return _Facts(int(count), part.top)

        return self._facts_of.get((field, term), made)

    def scores_at(self, field: str, term: str, ids: IntArray) -> FloatArray:
        """Return the score of a term in each of some ascending documents, 0 where it is not."""
        found = self.snapshot.postings(field, term)
        if not len(found.ids) or not len(ids):
            return np.zeros(len(ids))
        sections = self.snapshot.sections_of(ids)
        rows = rows_of(found.ids, sections)[0]
        owners = np.searchsorted(ids, self.snapshot.article_of[found.ids[rows]])
        freqs = np.bincount(owners, found.freqs[rows], len(ids))
        return self._bm25(field, freqs, self.length(field)[ids], self._facts(field, term).doc_freq)

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return distinct(self.snapshot.article_of[sections])

    def _stamps(self) -> IntArray:
        return self._published

    def _of_articles(self, leads: IntArray) -> BoolArray:
        mask = np.zeros(self.documents, bool)
        mask[self.snapshot.article_of[leads]] = True
        return mask
