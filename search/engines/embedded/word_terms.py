"""The terms that each word has, by numbers.

In: the different terms of a kind and, for every word, the numbers of its own.  Out: the words of
each term, of many words at once.
"""

from __future__ import annotations

import numpy as np

from search.analysis.bulk import KindTerms
from search.arrays import Array
from search.engines.embedded.packing import targets


class WordTerms:
    """Terms, among them all of a kind, ascending, and the numbers of those that each word has."""

    def __init__(self, terms: KindTerms) -> None:
        self.names, self.numbers, self.counts = terms
        self.starts = np.cumsum(self.counts, dtype=np.uint32) - self.counts

    def pairs(self, words: Array) -> Array:
        """Return the terms of some words, each over the place of its word, ascending (uint64)."""
        counts = self.counts[words]
        pairs = self.numbers[targets(self.starts[words], counts)].astype(np.uint64)
        pairs <<= np.uint64(32)
        pairs |= np.repeat(np.arange(len(words), dtype=np.uint32), counts)
        pairs.sort()
        return pairs
