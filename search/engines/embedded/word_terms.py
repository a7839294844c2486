"""The terms that each word has, by numbers.

In: the different terms of a kind and, for every word, the numbers of its own.  Out: the terms of
many words at once.
"""

from __future__ import annotations

import numpy as np

from search.analysis.bulk import KindTerms
from search.arrays import Array
from search.engines.embedded.packing import IntArray, targets


class WordTerms:
    """Terms, among them all of a kind, ascending, and the numbers of those that each word has."""

    def __init__(self, terms: KindTerms) -> None:
        self.names, self.numbers, self.counts = terms
        self.starts = np.cumsum(self.counts, dtype=np.uint32) - self.counts

    def of(self, words: IntArray) -> tuple[Array, IntArray]:
        """Return the terms of some words in a row, and for each the place of its word."""
        counts = self.counts[words].astype(np.int64)
        places = np.repeat(np.arange(len(words)), counts)
        return self.numbers[targets(self.starts[words], counts)], places
