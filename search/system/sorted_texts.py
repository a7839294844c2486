"""Sorted words as two arrays, in memory or mapped.

In: the UTF-8 bytes of the words in a row, and where each ends.  Out: the number of a word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from search.system.arrays import Array
from search.system.texts import Texts

# Every so many words one is kept at hand; what is between two is searched as bytes.
STEP = 64


class SortedTexts:
    """Words by number; nothing is read before it is asked for."""

    def __init__(self, terms: Array, ends: Array) -> None:
        self._terms, self._bytes, self._ends = terms, terms.data, ends

    @cached_property
    def _fences(self) -> tuple[list[bytes], list[int]]:
        """Every STEPth word, and where the bytes of each start, with the end of all."""
        starts = [0, *self._ends[STEP - 1 :: STEP].tolist()]
        if len(self) % STEP:
            starts.append(len(self._bytes))
        return [self[number] for number in range(0, len(self), STEP)], starts

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:
        start = int(self._ends[index - 1]) if index else 0
        return bytes(self._bytes[start : int(self._ends[index])])

    def texts(self) -> Texts:
        """Return all words."""
        return Texts(self._terms, self._ends)

    def find(self, word: bytes) -> int | None:
        """Return the number of a word, None if it is not there."""
        # A word of a text has some ten endings that are looked up, and most are no words: one
        # search in a stretch of bytes says so at once, where halving takes eighteen slices.
        fences, starts = self._fences
        row = bisect_right(fences, word) - 1
        if row < 0:
            return None
        stretch = bytes(self._bytes[starts[row] : starts[row + 1]])
        if word not in stretch:
            return None
        first = row * STEP
        ends = self._ends[first : first + STEP].tolist()
        place = stretch.find(word)
        while place >= 0:
            start = starts[row] + place
            number = bisect_left(ends, start + len(word))
            before = ends[number - 1] if number else starts[row]
            if before == start and ends[number] == start + len(word):
                return first + number
            place = stretch.find(word, place + 1)
        return None
