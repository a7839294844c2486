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


class Frequency(Protocol):
    """Words as written and how often each occurs; some may be there twice."""

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[str, int]]:
        """Go through all words in the same order; done twice."""


class WordCount:
    """How often words in lower case occur; `written`: how many there are as written."""

    def __init__(self, frequency: Frequency) -> None:
        numbers, times = np.empty(len(frequency), np.uint64), np.empty(len(frequency), np.uint32)
        capital = np.empty(len(frequency), bool)
        self.written = 0
        for page in _pages(frequency):
            rows = slice(self.written, self.written + len(page))
            numbers[rows] = numbers_of([word.lower() for word, _ in page])
            times[rows] = [often for _, often in page]
            capital[rows] = [_is_capital(word) for word, _ in page]
            self.written += len(page)
        order = np.argsort(numbers[: self.written], kind="stable").astype(np.uint32)
        numbers = numbers[order]
        heads = np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)].nonzero()[0]
        self._numbers = numbers[heads]
        # Where the first of each stands among the words as written.
        self._first = order[heads]
        del numbers
        self._times = _sums(times[order], heads)
        times[~capital] = 0
        self._capital = _sums(times[order], heads)

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
        del self._first, self._capital

    def often(self, frequency: Frequency, least: int) -> Iterator[str]:
        """Yield the words in lower case that occur so often, of what was counted."""
        wanted = np.zeros(self.written, bool)
        wanted[self._first[self._times >= least]] = True
        first = 0
        for page in _pages(frequency):
            for row in wanted[first : first + len(page)].nonzero()[0].tolist():
                yield page[row][0].lower()
            first += len(page)

    def _looked_up(self, words: Iterable[str], column: Array) -> Array:
        found, rest = [np.empty(0, np.uint32)], iter(words)
        while page := list(islice(rest, AT_ONCE)):
            counts = np.zeros(len(page), np.uint32)
            found.append(counts)
            if len(self):
                numbers = numbers_of(page)
                order = np.argsort(numbers)  # in a row they are found in a third of the time
                places = np.minimum(self._numbers.searchsorted(numbers[order]), len(self) - 1)
                here = self._numbers[places] == numbers[order]
                counts[order[here]] = column[places[here]]
        return np.concatenate(found)


def _sums(values: Array, heads: Array) -> Array:
    return np.add.reduceat(values, heads, dtype=np.uint32) if len(heads) else values


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
