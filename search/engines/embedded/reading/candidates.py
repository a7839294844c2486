"""The sections of the candidate articles as documents of their own (second stage of the ranking).

In: the sections of a snapshot and the articles found.  Out: a level that numbers their sections
from 0, so that scoring some hundred candidates touches arrays of that size only. Statistics are
those of all sections.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.reading.ascending import rows_within
from search.engines.embedded.reading.level import Postings, SectionLevel
from search.engines.embedded.reading.scored_docs import ScoredDocs, constant, listed
from search.engines.embedded.segments.layout import LENGTH_OF
from search.query import plan
from search.ranking import idf, saturation
from search.system.arrays import Array, BoolArray, FloatArray, IntArray


class SectionsOf(SectionLevel):
    """The live sections of some articles, numbered anew; statistics are those of all sections."""

    def __init__(self, whole: SectionLevel, articles: IntArray) -> None:
        super().__init__(whole.snapshot)
        self._whole = whole
        self.sections = self.snapshot.sections_of(articles)
        if not self.snapshot.all_live:
            self.sections = self.sections[self.snapshot.live[self.sections]]
        size = len(whole.live)
        self._wanted = np.zeros(size, bool)
        self._wanted[self.sections] = True
        self._number = np.empty(size, np.int64)  # only places of wanted sections are ever read
        self._number[self.sections] = np.arange(len(self.sections))
        self.live = np.ones(len(self.sections), bool)

    def sum_of(self, terms: tuple[plan.WeightedTerm, ...]) -> ScoredDocs:
        """Return the documents with any of some terms and the sum of their weighted scores.

        The postings of all terms are scored in one go: lists are short here, calls count.
        """
        found, weights, of_lengths = [], [], []
        norms: dict[str, FloatArray] = {}
        for term in terms:
            postings = self.snapshot.postings(term.field, term.text)
            rows = rows_within(postings.ids, self.sections, self._wanted)
            if not len(rows):
                continue
            numbers = self._number.take(postings.ids.take(rows))
            found.append((numbers, postings.freqs[rows]))
            name = LENGTH_OF[term.field]
            if name not in norms:
                norms[name] = self._whole.norms(term.field, self.sections)
            of_lengths.append(norms[name][numbers])
            count, _ = self.statistics(term.field)
            weights.append(term.weight * idf(len(postings.ids), count))
        if not found:
            return constant(np.empty(0, np.int64), 0.0)
        counts = [len(numbers) for numbers, _ in found]
        numbers, freqs = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        worth = saturation(freqs, np.concatenate(of_lengths))
        size = self.documents
        total = np.bincount(numbers, worth * np.repeat(weights, counts), size).astype(np.float64)
        hits = np.zeros(size, bool)
        hits[numbers] = True
        matching = hits.nonzero()[0]
        return listed(matching, total[matching])

    def length(self, field: str) -> Array:
        """Return the tokens of a field in each document, shape (documents,)."""
        return self._whole.length(field)[self.sections]

    def statistics(self, field: str) -> tuple[int, float]:
        """Return the number of all live sections that have a field and their mean length."""
        return self._whole.statistics(field)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents with a term."""
        found = self.snapshot.postings(field, term)
        rows = rows_within(found.ids, self.sections, self._wanted)
        numbers = self._number.take(found.ids.take(rows))
        return Postings(numbers, found.freqs.take(rows), len(found.ids))

    def lift(self, sections: IntArray) -> IntArray:
        """Return the documents that hold some sections, ascending."""
        return self._number[sections[self._wanted[sections]]]

    def _stamps(self) -> IntArray:
        return self.snapshot.published[self.sections]

    def _of_articles(self, leads: IntArray) -> BoolArray:
        return self._whole._of_articles(leads)[self.sections]
