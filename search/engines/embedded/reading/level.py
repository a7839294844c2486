"""Two views of a snapshot: its sections, and its articles as one document each.

In: a snapshot.  Out: postings, scores, lengths and masks by document of the level. The executor
runs the same plan on either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from search.analysis import keyword_matches
from search.engines.base import LINK
from search.engines.embedded.reading.expansion import sections_with
from search.engines.embedded.reading.found import DENSE, Part, constant, in_any
from search.engines.embedded.reading.kept import Kept
from search.engines.embedded.reading.nearby import sections_nearby
from search.engines.embedded.reading.places import (
    distinct,
    rows_of,
    sections_with_phrase,
    union,
    values_at,
)
from search.engines.embedded.reading.snapshot import BoolArray, FloatArray, IntArray, Snapshot
from search.engines.embedded.segments.layout import LENGTH_OF, UNDATED
from search.query import plan
from search.ranking import idf, norms, saturation
from search.system.arrays import Array

# Bytes of the scores of words that the articles keep, and of facts of terms: 16,000 of them, since
# 600 queries ask for 5,000, and a fact takes .3 ms to find out and less than it is counted for.
ROOM_FOR_SCORES = 64 << 20
ROOM_FOR_FACTS = 16 << 20
# The scores of a word in less than one in so many articles are computed for these alone.
FEW = 64
# A term's frequencies are counted into a place for every article from one in so many on.
SPARSE = 16


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

    def length(self, field: str) -> Array:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self.snapshot.length(field)

    def statistics(self, field: str) -> tuple[int, float]:
        """Return the number of live documents that have a field and their mean length."""
        if field not in self._statistics:
            lengths = self.length(field)[self.all_live]
            count, total = int(np.count_nonzero(lengths)), int(lengths.sum(dtype=np.int64))
            self._statistics[field] = count, total / count if count else 1.0
        return self._statistics[field]

    def norms(self, field: str, ids: IntArray | None = None) -> FloatArray:
        """Return what BM25 makes of the length of a field in some documents, or in each.

        A number for every document is not kept: lengths take an eighth of its room.
        """
        lengths = self.length(field)
        return norms(lengths if ids is None else lengths[ids], self.statistics(field)[1])

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        return Postings(found.ids, found.freqs, len(found.ids))

    def scores(self, field: str, term: str) -> Part:
        """Return the documents with a term and its score in each."""
        ids, freqs, doc_freq = self.postings(field, term)
        if not len(ids):
            return constant(ids, 0.0)
        rarity = idf(doc_freq, self.statistics(field)[0])
        return Part(ids, rarity * saturation(freqs, self.norms(field, ids)), True)

    def sum_of(self, terms: tuple[plan.WeightedTerm, ...]) -> Part:
        """Return the documents with any of some terms and the sum of their weighted scores."""
        parts = [self.scores(term.field, term.text) for term in terms]
        return in_any(parts, self.documents, [term.weight for term in terms])

    def each_at(self, terms: Sequence[plan.WeightedTerm], ids: IntArray) -> FloatArray:
        """Return the weighted score of each term in some ascending documents, (terms, documents).

        It is 0 where a document does not have the term.
        """
        each = np.zeros((len(terms), len(ids)))
        of_lengths = {field: self.norms(field, ids) for field in {term.field for term in terms}}
        for row, term in zip(each, terms, strict=True):
            found, freqs, doc_freq = self.postings(term.field, term.text)
            if doc_freq:
                rarity = idf(doc_freq, self.statistics(term.field)[0])
                worth = saturation(values_at(found, freqs, ids), of_lengths[term.field])
                np.multiply(worth, term.weight * rarity, out=row)
        return each

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

    def among(self, ids: frozenset[str]) -> BoolArray:
        """Return which documents belong to articles with these ids."""
        return self._of_articles(self.snapshot.computed(Snapshot.leads_of, ids))

    def published_between(self, start: int | None, end: int | None) -> BoolArray:
        """Return which documents were published in [start, end), in seconds; undated never."""
        return self.live & _between(self._stamps(), start, end)

    def published_at(self, ids: IntArray, start: int | None, end: int | None) -> BoolArray:
        """Return the same of some live documents."""
        return _between(self._stamps()[ids], start, end)

    def _stamps(self) -> IntArray:
        return self.snapshot.published

    def _of_articles(self, leads: IntArray) -> BoolArray:
        mask = np.zeros(len(self.snapshot.first), bool)
        mask[self.snapshot.article_of[leads]] = True
        wanted: BoolArray = mask[self.snapshot.article_of] & self.live
        return wanted


def _between(stamps: IntArray, start: int | None, end: int | None) -> BoolArray:
    mask = stamps > UNDATED if start is None else stamps >= start
    if end is not None:
        mask &= stamps < end
    return mask


class ArticleLevel(SectionLevel):
    """Every live article is a document: the sum of its sections."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.live = self.all_live = snapshot.article_live
        self._published = snapshot.published[snapshot.first]
        self._lengths: dict[str, Array] = {
            field: np.bincount(snapshot.article_of, lengths, len(snapshot.first)).astype(np.int32)
            for field, lengths in snapshot.lengths.items()
        }
        self._kept: Kept[Part] = Kept(ROOM_FOR_SCORES)
        self._facts_of: Kept[_Facts] = Kept(ROOM_FOR_FACTS)

    def kept(self, key: Hashable, make: Callable[[], Part]) -> Part:
        """Return what a function makes, or what it made before for the same key."""
        return self._kept.get(key, make)

    def length(self, field: str) -> Array:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self._lengths[LENGTH_OF[field]]

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        if not len(found.ids):
            return Postings(found.ids, found.freqs, 0)
        articles = self.snapshot.article_of.take(found.ids)
        first = np.ones(len(articles), bool)
        np.not_equal(articles[1:], articles[:-1], out=first[1:])
        starts = first.nonzero()[0]
        ids = articles[starts]
        if len(articles) * SPARSE > self.documents:
            # Counting into a place for every article is a third of adding up runs.
            freqs = np.bincount(articles, found.freqs, self.documents)[ids]
        else:
            freqs = np.add.reduceat(found.freqs, starts, dtype=np.float64)
        return Postings(ids.astype(np.int32), freqs, len(ids))

    def scores(self, field: str, term: str) -> Part:
        """Return the documents with a term and its score in each."""
        part, facts = self._scores_and_facts(field, term)
        self._facts_of.get((field, term), lambda: facts)
        return part

    def top(self, field: str, term: str) -> float:
        """Return the highest score of a term."""
        return self._facts(field, term).top

    def _facts(self, field: str, term: str) -> _Facts:
        return self._facts_of.get((field, term), lambda: self._scores_and_facts(field, term)[1])

    def _scores_and_facts(self, field: str, term: str) -> tuple[Part, _Facts]:
        found = self.snapshot.postings(field, term)
        if len(found.ids) * DENSE < self.documents:
            part = super().scores(field, term)
            doc_freq = len(part.scores)
        else:
            freqs = np.bincount(self.snapshot.article_of[found.ids], found.freqs, self.documents)
            doc_freq = int(np.count_nonzero(freqs))
            rarity = idf(doc_freq, self.statistics(field)[0])
            part = Part(None, rarity * saturation(freqs, self.norms(field)), True)
        return part, _Facts(doc_freq, float(part.scores.max(initial=0.0)))

    def each_at(self, terms: Sequence[plan.WeightedTerm], ids: IntArray) -> FloatArray:
        """Return the weighted score of each term in some ascending documents, (terms, documents).

        It is 0 where a document does not have the term.
        """
        each = np.zeros((len(terms), len(ids)))
        if FEW * len(ids) > self.documents:
            for row, term in zip(each, terms, strict=True):
                row += term.weight * self._alone(term).at(ids, self.documents)[1]
            return each
        if not len(ids):
            return each
        sections = self.snapshot.sections_of(ids)
        owners = np.arange(len(ids)).repeat(self.snapshot.sizes[ids])
        for row, term in zip(each, terms, strict=True):
            found = self.snapshot.postings(term.field, term.text)
            rows, here = rows_of(found.ids, sections)
            if len(rows):
                freqs = np.bincount(owners[here], found.freqs[rows], len(ids))
                rarity = idf(
                    self._facts(term.field, term.text).doc_freq, self.statistics(term.field)[0]
                )
                row += term.weight * rarity * saturation(freqs, self.norms(term.field, ids))
        return each

    def _alone(self, term: plan.WeightedTerm) -> Part:
        key = term.field, term.text
        return self.kept(key, partial(self.scores, *key))

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return distinct(self.snapshot.article_of[sections])

    def _stamps(self) -> IntArray:
        return self._published

    def _of_articles(self, leads: IntArray) -> BoolArray:
        mask = np.zeros(self.documents, bool)
        mask[self.snapshot.article_of[leads]] = True
        return mask
