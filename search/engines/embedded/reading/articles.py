"""The articles of a snapshot as documents: each is the sum of its sections.

In: a snapshot.  Out: what `level.py` returns of sections, of articles. Scores of words are cached.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.embedded.reading.ascending import distinct, rows_of
from search.engines.embedded.reading.cache import LfuCache
from search.engines.embedded.reading.level import Postings, SectionLevel
from search.engines.embedded.reading.scored_docs import DENSE, ScoredDocs
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.layout import LENGTH_FIELDS, LENGTH_OF
from search.query import plan
from search.ranking import idf, saturation
from search.system.arrays import Array, BoolArray, FloatArray, IntArray

# Bytes of cached scores of words, and of cached facts of terms. Of these 16,000 have room, at 1 KiB
# each as the cache counts them: 600 queries ask for 5,000, and to find one out takes .3 ms.
ROOM_FOR_SCORES = 64 << 20
ROOM_FOR_FACTS = 16 << 20
# Of fewer than one in so many articles a term is looked up in their sections alone.
FEW = 64
# Frequencies in more than one in so many articles are added up in an array of all articles.
SPARSE = 16


class _Facts(NamedTuple):
    """How many documents have a term; its highest score."""

    doc_freq: int
    top: float
    nbytes: int = 0


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
        self._norms: dict[str, FloatArray] = {}
        self._kept: LfuCache[ScoredDocs] = LfuCache(ROOM_FOR_SCORES)
        self._facts_of: LfuCache[_Facts] = LfuCache(ROOM_FOR_FACTS)

    def warm(self) -> None:
        """Have at hand what scores are computed from."""
        for field in LENGTH_FIELDS:
            self.norms(field)

    def kept(self, key: Hashable, make: Callable[[], ScoredDocs]) -> ScoredDocs:
        """Return what a function makes, or what it made before for the same key."""
        return self._kept.get(key, make)

    def length(self, field: str) -> Array:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self._lengths[LENGTH_OF[field]]

    def norms(self, field: str, ids: IntArray | None = None) -> FloatArray:
        """Return what BM25 makes of the length of a field; kept by field, since every word asks."""
        of = LENGTH_OF[field]
        if of not in self._norms:
            self._norms[of] = super().norms(field)
        return self._norms[of] if ids is None else self._norms[of].take(ids)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        if not len(found.ids):
            return Postings(found.ids, found.freqs, 0)
        articles = self.snapshot.article_of.take(found.ids)
        first = np.ones(len(articles), bool)
        np.not_equal(articles[1:], articles[:-1], out=first[1:])
        starts = first.nonzero()[0]
        ids = articles.take(starts)
        if len(articles) * SPARSE > self.documents:
            # Counting into a place for every article is a third of adding up runs.
            freqs = np.bincount(articles, found.freqs, self.documents)[ids]
        else:
            freqs = np.add.reduceat(found.freqs, starts, dtype=np.float64)
        return Postings(ids.astype(np.int32), freqs, len(ids))

    def scores(self, field: str, term: str) -> ScoredDocs:
        """Return the documents with a term and its score in each."""
        part, doc_freq = self._scored(field, term)
        self._facts_of.get((field, term), lambda: _Facts(doc_freq, _top(part)))
        return part

    def top(self, field: str, term: str) -> float:
        """Return the highest score of a term."""
        return self._facts(field, term).top

    def _facts(self, field: str, term: str) -> _Facts:
        def found_out() -> _Facts:
            part, doc_freq = self._scored(field, term)
            return _Facts(doc_freq, _top(part))

        return self._facts_of.get((field, term), found_out)

    def _scored(self, field: str, term: str) -> tuple[ScoredDocs, int]:
        """Return the documents with a term with their scores, and how many they are."""
        found = self.snapshot.postings(field, term)
        if len(found.ids) * DENSE < self.documents:
            part = super().scores(field, term)
            return part, len(part.scores)
        owners = self.snapshot.article_of.take(found.ids)
        freqs = np.bincount(owners, found.freqs, self.documents)
        doc_freq = int(np.count_nonzero(freqs))
        rarity = idf(doc_freq, self.statistics(field)[0])
        return ScoredDocs(None, rarity * saturation(freqs, self.norms(field)), True), doc_freq

    def each_at(self, terms: Sequence[plan.WeightedTerm], ids: IntArray) -> FloatArray:
        """Return the weighted score of each term in some ascending documents, (terms, documents).

        It is 0 where a document does not have the term.
        """
        each = np.zeros((len(terms), len(ids)))
        few = FEW * len(ids) < self.documents
        sections = self.snapshot.sections_of(ids) if few else ids
        owners = np.arange(len(ids)).repeat(self.snapshot.sizes[ids]) if few else ids
        for row, term in zip(each, terms, strict=True):
            found = self.snapshot.postings(term.field, term.text)
            if few:
                rows, here = rows_of(found.ids, sections)
                freqs = np.bincount(owners[here], found.freqs[rows], len(ids))
            else:
                of_all = self.snapshot.article_of.take(found.ids)
                freqs = np.bincount(of_all, found.freqs, self.documents).take(ids)
            if freqs.any():
                doc_freq = self._facts(term.field, term.text).doc_freq
                rarity = idf(doc_freq, self.statistics(term.field)[0])
                row += term.weight * rarity * saturation(freqs, self.norms(term.field, ids))
        return each

    def owners(self, sections: IntArray) -> IntArray:
        """Return the document that holds each of some sections."""
        return self.snapshot.article_of.take(sections)

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return distinct(self.owners(sections))

    def _stamps(self) -> IntArray:
        return self._published

    def _of_articles(self, leads: IntArray) -> BoolArray:
        mask = np.zeros(self.documents, bool)
        mask[self.snapshot.article_of[leads]] = True
        return mask


def _top(part: ScoredDocs) -> float:
    return float(part.scores.max(initial=0.0))
