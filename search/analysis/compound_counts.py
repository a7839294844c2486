"""Count the words of a corpus in lower case.

In: how often each word occurs, as written.  Out: how often it occurs in lower case, and how often
of these with a capital.
Most words of a large corpus occur once and are nothing to learn from. So none is kept as a string:
words are counted by a number of their letters (`compound_pieces.py`), and only those that occur
often enough are made once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

import numpy as np

from search.analysis.compound_grammar import LONGEST_WORD
from search.analysis.compound_pieces import AT_ONCE, numbers_of
from search.arrays import Array

# The highest number of a byte: it, and what is above it, stands apart.
_APART = 255


class Frequency(Protocol):
    """Words as written and how often each occurs; some may be there twice."""

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[str, int]]:
        """Go through all words in the same order; done twice."""


class _Counts:
    """Counts that are mostly small: a byte each, and what is above that apart."""

    def __init__(self, counts: Array) -> None:
        self._places = (counts >= _APART).nonzero()[0]
        self._values = counts[self._places]
        self._bytes = np.minimum(counts, _APART).astype(np.uint8)

    def take(self, places: Array) -> Array:
        """Return some of the counts."""
        found = self._bytes[places].astype(np.uint32)
        apart = (found == _APART).nonzero()[0]
        found[apart] = self._values[self._places.searchsorted(places[apart])]
        return found


class WordCount:
    """How often words in lower case occur; `written`: how many there are as written."""

    def __init__(self, frequency: Frequency, least: int) -> None:
        """`least`: of what occurs so often `often` tells."""
        numbers, times = np.empty(len(frequency), np.uint64), np.empty(len(frequency), np.uint32)
        capital = np.empty(len(frequency), bool)
        self.written = 0
        for page in _pages(frequency):
            rows = slice(self.written, self.written + len(page))
            numbers[rows] = numbers_of([word.lower() for word, _ in page])
            times[rows] = [often for _, often in page]
            capital[rows] = [_is_capital(word) for word, _ in page]
            self.written += len(page)
        # Of the words as written the first of each that occurs so often.
        self._wanted = np.zeros(self.written, bool)
        found, sums = [np.empty(0, np.uint64)], ([np.empty(0, np.uint32)], [np.empty(0, np.uint32)])
        for places in _ranges(numbers[: self.written]):
            order = places[np.argsort(numbers[places], kind="stable")]
            some, own = numbers[order], times[order]
            heads = np.append(True, some[1:] != some[:-1])[: len(some)].nonzero()[0]
            found.append(some[heads])
            for kept, values in zip(sums, (own, own * capital[order]), strict=True):
                kept.append(np.add.reduceat(values, heads, dtype=np.uint32))
            self._wanted[order[heads[sums[0][-1] >= least]]] = True
        del numbers, times, capital
        self._numbers = np.concatenate(found)
        self._times, self._capital = (_Counts(np.concatenate(kept)) for kept in sums)

    def __len__(self) -> int:
        """Return how many words there are in lower case."""
        return len(self._numbers)

    def times(self, words: Iterable[str]) -> Array:
        """Return how often each of some words in lower case occurs."""
        return self._looked_up(words, self._times)

    def capital(self, words: Iterable[str]) -> Array:
        """Return how often each of some words in lower case occurs with a capital."""
        return self._looked_up(words, self._capital)

    def forget(self) -> None:
        """Forget all but how often words occur."""
        del self._wanted, self._capital

    def often(self, frequency: Frequency) -> Iterator[str]:
        """Yield the words in lower case that occur often, of what was counted."""
        first = 0
        for page in _pages(frequency):
            for row in self._wanted[first : first + len(page)].nonzero()[0].tolist():
                yield page[row][0].lower()
            first += len(page)

    def _looked_up(self, words: Iterable[str], column: _Counts) -> Array:
        found, rest = [np.empty(0, np.uint32)], iter(words)
        while page := list(islice(rest, AT_ONCE)):
            counts = np.zeros(len(page), np.uint32)
            found.append(counts)
            if len(self):
                numbers = numbers_of(page)
                order = np.argsort(numbers)  # in a row they are found in a third of the time
                places = np.minimum(self._numbers.searchsorted(numbers[order]), len(self) - 1)
                here = self._numbers[places] == numbers[order]
                counts[order[here]] = column.take(places[here])
        return np.concatenate(found)


def _ranges(numbers: Array) -> Iterator[Array]:
    """Yield the places of numbers by ascending ranges of these: of an eighth each, by chance."""
    ranges = (numbers >> np.uint64(61)).astype(np.uint8)
    for number in range(8):
        rows = (ranges == number).nonzero()[0]
        if len(rows):
            yield rows


def _pages(frequency: Frequency) -> Iterator[list[tuple[str, int]]]:
    rows = (
        (word, times)
        for word, times in frequency.items()
        if word.isalpha() and len(word) <= LONGEST_WORD
    )
    while page := list(islice(rows, AT_ONCE)):
        yield page


def _is_capital(word: str) -> bool:
    # Short words in capitals are mostly abbreviations.
    return word[0].isupper() and (len(word) > 5 or not word.isupper())
