"""Count the words of a corpus in lower case.

In: how often each word occurs, as written.  Out: how often it occurs in lower case, and how often
of these with a capital.
Most words of a large corpus occur once and are nothing to learn from. So none is kept as a string:
words are counted by a number of their letters (`pieces.py`), and only those that occur
often enough are made once more. What has an entry a word waits on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from search.analysis.compounds.grammar import LONGEST_WORD
from search.analysis.compounds.pieces import AT_ONCE, numbers_of
from search.system.arrays import Array, let_go
from search.system.on_disk import columns_on_disk

# The highest number of a byte: it, and what is above it, stands apart.
_APART = 255
# Numbers looked at together.
_PAGE = 1 << 17


class Frequency(Protocol):
    """Words as written and how often each occurs; some may be there twice."""

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[str, int]]:
        """Go through all words in the same order; done twice."""


class _Counts:
    """Counts that are mostly small: a byte each, and what is above that apart."""

    def __init__(self, small: Array, places: Array, values: Array) -> None:
        """`small`: all, _APART at most; `places`, `values`: of those of _APART or more."""
        self.small, self._places, self._values = small, places, values

    def take(self, places: Array) -> Array:
        """Return some of the counts."""
        found = self.small[places].astype(np.uint32)
        apart = (found == _APART).nonzero()[0]
        found[apart] = self._values[self._places.searchsorted(places[apart])]
        return found


class WordCount:
    """How often words in lower case occur; `written`: how many there are as written."""

    def __init__(self, frequency: Frequency, least: int, folder: Path | None = None) -> None:
        """`least`: of what occurs so often `often` tells; `folder`: see `on_disk.py`."""
        columns = map(_columns, _pages(frequency))
        numbers, *counts = columns_on_disk(columns, (np.uint64, np.uint32, np.uint32), folder)
        self.written = len(numbers)
        # Of the words as written the first of each that occurs so often.
        self._wanted = np.zeros(self.written, bool)
        # Of both counts what stands apart.
        places: list[list[Array]] = [[], []]
        values: list[list[Array]] = [[], []]

        def sums() -> Iterator[tuple[Array, ...]]:
            done = 0
            for rows in _ranges(numbers):
                order = rows[np.argsort(numbers[rows], kind="stable")]
                some = numbers[order]
                heads = np.append(True, some[1:] != some[:-1])[: len(some)].nonzero()[0]
                found = [np.add.reduceat(each[order], heads, dtype=np.uint32) for each in counts]
                self._wanted[order[heads[found[0] >= least]]] = True
                for every, apart, where in zip(found, values, places, strict=True):
                    high = (every >= _APART).nonzero()[0]
                    where.append(high + done)
                    apart.append(every[high])
                yield some[heads], *(np.minimum(every, _APART) for every in found)
                done += len(heads)
                for each in (numbers, *counts):
                    let_go(each)

        self._numbers, *small = columns_on_disk(sums(), (np.uint64, np.uint8, np.uint8), folder)
        self._times, self._capital = (
            _Counts(of_all, *(np.concatenate([np.empty(0, np.uint32), *each]) for each in apart))
            for of_all, *apart in zip(small, places, values, strict=True)
        )

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
        for read in (self._numbers, column.small):
            let_go(read)
        return np.concatenate(found)


def _ranges(numbers: Array) -> Iterator[Array]:
    """Yield the places of numbers by ascending ranges of these: of a sixteenth each, by chance."""
    ranges = np.empty(len(numbers), np.uint8)
    for first in range(0, len(numbers), _PAGE):
        page = slice(first, first + _PAGE)
        ranges[page] = numbers[page] >> np.uint64(60)
    for number in range(16):
        rows = (ranges == number).nonzero()[0]
        if len(rows):
            yield rows


def _columns(page: list[tuple[str, int]]) -> tuple[Array, Array, Array]:
    """Return of words as written the numbers in lower case, the counts, those with a capital."""
    times = np.array([often for _, often in page], np.uint32)
    capital = np.array([_is_capital(word) for word, _ in page], bool)
    return numbers_of([word.lower() for word, _ in page]), times, times * capital


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
