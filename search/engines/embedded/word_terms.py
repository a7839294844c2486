"""The terms that each word has, by numbers.

In: the different terms of a kind and, for every word, the numbers of its own.  Out: the terms of
many words at once, and how terms are written, without a string for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np

from search.analysis.bulk import KindTerms
from search.arrays import Array
from search.engines.embedded.packing import IntArray, before, targets

_BREAK = "\n"  # in no term


class Texts(NamedTuple):
    """Texts in UTF-8 in a row, and how many bytes each takes."""

    data: Array
    lengths: IntArray

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Return texts, none with a line break, as arrays."""
        data = np.frombuffer(_BREAK.join((*texts, "")).encode(), np.uint8)
        breaks = np.flatnonzero(data == ord(_BREAK))
        return cls(np.delete(data, breaks), np.diff(breaks, prepend=-1) - 1)

    def take(self, numbers: Array) -> Texts:
        """Return some of the texts."""
        lengths = self.lengths[numbers]
        return Texts(self.data[targets(before(self.lengths)[numbers], lengths)], lengths)


class WordTerms:
    """Terms, among them all of a kind, ascending, and the numbers of those that each word has."""

    def __init__(self, terms: KindTerms) -> None:
        self.names = Texts.of(terms.names)
        self.numbers, self.counts = terms.numbers, terms.counts.astype("i8")
        self.starts = before(self.counts)

    def of(self, words: IntArray) -> tuple[Array, IntArray]:
        """Return the terms of some words in a row, and for each the place of its word."""
        counts = self.counts[words]
        places = np.repeat(np.arange(len(words)), counts)
        return self.numbers[targets(self.starts[words], counts)], places
