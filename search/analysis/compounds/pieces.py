"""Find pieces of many words by a number of their letters.

In: words.  Out: a number of 64 bits for any piece of them; what is known of a piece by its number.
The number comes of two sums of the text (Rabin and Karp, "Efficient randomized pattern-matching
algorithms", 1987). Two pieces share one by chance alone: once in a million large indexes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np

from search.system.arrays import Array

# Any odd numbers whose bits look like chance; the second undoes the first.
_BASE = 0xD1342543DE82EF95
_UNDO = pow(_BASE, -1, 1 << 64)
_LETTER = np.uint64(0x9E3779B97F4A7C15)
# Words that are looked at together; bounds memory: every letter takes some 60 bytes meanwhile.
AT_ONCE = 4_096


class Pieces:
    """The letters of some texts in a row, and the number of any piece of them."""

    def __init__(self, text: str) -> None:
        self.letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        count = len(self.letters)
        powers, self._undo = _powers(count.bit_length())
        values = self.letters * _LETTER
        values *= powers[:count]
        self._sums = np.zeros(count + 1, np.uint64)
        np.cumsum(values, out=self._sums[1:])

    def numbers(self, starts: Array, ends: Array) -> Array:
        """Return the numbers of the pieces [start, end)."""
        found: Array = (self._sums[ends] - self._sums[starts]) * self._undo[starts]
        return found


@cache
def _powers(bits: int) -> tuple[Array, Array]:
    """Return 2**bits powers of the base, and of what undoes it, modulo 2**64."""
    places = np.arange(1 << bits, dtype=np.uint64)
    return np.uint64(_BASE) ** places, np.uint64(_UNDO) ** places


def numbers_of(words: Sequence[str]) -> Array:
    """Return the numbers of whole words, those that `Pieces` has for pieces of such letters."""
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    return Pieces("".join(words)).numbers(np.append(0, ends[:-1]), ends)


class Words(Protocol):
    """Words by number; those of a slice are made when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, some: slice, /) -> Sequence[str]: ...


class FactsTable:
    """The facts of words by the number of their letters; 0 for an unknown word."""

    def __init__(self, words: Words, facts: Array) -> None:
        numbers = np.empty(len(words), np.uint64)
        for first in range(0, len(words), AT_ONCE):
            page = slice(first, first + AT_ONCE)
            numbers[page] = numbers_of(words[page])
        order = np.argsort(numbers)
        self._facts = facts.take(order)
        del order
        numbers.sort()  # once more takes less memory than to pick them in that order
        self._numbers = numbers
        bits = max(1, len(numbers) * 2 - 1).bit_length()  # half of the rows at least are empty
        self._shift = np.uint64(64 - bits)
        # Where each row ends; the last of its words tells.
        self._first = np.zeros((1 << bits) + 1, np.uint32)
        for first in range(0, len(numbers), AT_ONCE):
            rows = (numbers[first : first + AT_ONCE] >> self._shift).astype(np.int64)
            self._first[rows + 1] = np.arange(first + 1, first + 1 + len(rows), dtype=np.uint32)
        np.maximum.accumulate(self._first, out=self._first)

    def of(self, numbers: Array) -> Array:
        """Return the facts of each number."""
        rows = (numbers >> self._shift).astype(np.int64)
        place, last = self._first[rows], self._first[rows + 1]
        found = np.zeros(len(numbers), self._facts.dtype)
        asked = np.flatnonzero(place < last)
        while len(asked):
            at = place[asked]
            alike = self._numbers[at] == numbers[asked]
            found[asked[alike]] = self._facts[at[alike]]
            place[asked] += np.uint32(1)
            asked = asked[~alike & (at + np.uint32(1) < last[asked])]
        return found
