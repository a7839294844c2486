"""The sections of a snapshot as documents; `articles.py` is the other view of it.

In: a snapshot.  Out: postings, scores, lengths and masks by document of the level. The executor
runs the same plan on either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from search.analysis import keyword_matches
from search.engines.base import LINK
from search.engines.embedded.reading.ascending import union, values_at
from search.engines.embedded.reading.expansion import sections_with
from search.engines.embedded.reading.nearby import sections_nearby
from search.engines.embedded.reading.places import sections_with_phrase
from search.engines.embedded.reading.scored_docs import ScoredDocs, constant, in_any
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.layout import LENGTH_FIELDS, UNDATED
from search.query import plan
from search.ranking import idf, norms, saturation
from search.system.arrays import Array, BoolArray, FloatArray, IntArray


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
        self._statistics: dict[str, tuple[int, float]] = {}

    def warm(self) -> None:
        """Have at hand what scores are computed from."""
        for field in LENGTH_FIELDS:
            self.statistics(field)

    @property
    def documents(self) -> int:
        """The number of documents, deleted ones included."""
        return len(self.live)

    def kept(self, _: Hashable, make: Callable[[], ScoredDocs]) -> ScoredDocs:
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

        Of sections that is not kept: lengths take an eighth of its room.
        """
        lengths = self.length(field)
        return norms(lengths if ids is None else lengths.take(ids), self.statistics(field)[1])

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        return Postings(found.ids, found.freqs, len(found.ids))

    def scores(self, field: str, term: str) -> ScoredDocs:
        """Return the documents with a term and its score in each."""
        ids, freqs, doc_freq = self.postings(field, term)
        if not len(ids):
            return constant(ids, 0.0)
        rarity = idf(doc_freq, self.statistics(field)[0])
        return ScoredDocs(ids, rarity * saturation(freqs, self.norms(field, ids)), True)

    def sum_of(self, terms: tuple[plan.WeightedTerm, ...]) -> ScoredDocs:
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

    def owners(self, sections: IntArray) -> IntArray:
        """Return the document that holds each of some sections."""
        return sections

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
        return _between(self._stamps().take(ids), start, end)

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
