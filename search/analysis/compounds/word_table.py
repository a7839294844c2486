"""Words by number in the order they came, and the number of a word: a sixth of the memory of a
list and a dict.

In: words.  Out: numbers from 0 on; words again, made anew whenever they are asked for.
Words lie in UTF-8 in a row. They are found by their hash of 64 bits, many at once by arrays
(`key_table.py`): two of a million words share one by chance once in thirty million tables.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

import numpy as np

from search.system.arrays import Array
from search.system.key_table import KeyTable, hashes_of
from search.system.texts import Texts

# Words taken or made at a time.
PAGE = 4_096
_CODING = ("utf-8", "surrogatepass")


class _Paged(Sequence[str]):
    """Words that are made some thousand at a time."""

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), PAGE):
            yield from self[first : first + PAGE]


class Picked(_Paged):
    """Some of the words of a table, by their numbers there."""

    def __init__(self, table: WordTable, numbers: Array) -> None:
        self._table, self.numbers = table, numbers.astype(np.uint32)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, some: int) -> str: ...

    @overload
    def __getitem__(self, some: slice) -> list[str]: ...

    def __getitem__(self, some: int | slice) -> str | list[str]:
        if isinstance(some, int):
            return self._table[int(self.numbers[some])]
        return self._table.texts().take(self.numbers[some]).strings()


class WordTable(_Paged):
    """Distinct words by number."""

    def __init__(self) -> None:
        self._data, self._ends = bytearray(), array("I")
        self._keys = KeyTable()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, words: Sequence[str]) -> Array:
        """Take words; return the number of each. Those that are there already keep theirs."""
        known = len(self)
        numbers = self._keys.numbers(hashes_of(words)) - np.uint32(1)
        if self._keys.count - 1 > known:
            rows, first = np.unique(numbers, return_index=True)
            for place in first[rows >= known].tolist():
                self._data += words[place].encode(*_CODING)
                self._ends.append(len(self._data))
        return numbers

    def find(self, word: str) -> int | None:
        """Return the number of a word, None if it is not there."""
        number = self._keys.number(hash(word))
        return number - 1 if number else None

    def find_all(self, words: Sequence[str]) -> tuple[Array, Array]:
        """Return the numbers of words, and which of these are there; of others the number is 0."""
        numbers = self._keys.found(hashes_of(words))
        there = numbers > 0
        return np.where(there, numbers - np.uint32(1), np.uint32(0)), there

    @overload
    def __getitem__(self, some: int) -> str: ...

    @overload
    def __getitem__(self, some: slice) -> list[str]: ...

    def __getitem__(self, some: int | slice) -> str | list[str]:
        if isinstance(some, slice):
            return self.texts()[some]
        start = self._ends[some - 1] if some else 0
        return self._data[start : self._ends[some]].decode(*_CODING)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.find(word) is not None

    def pick(self, wanted: Array) -> Picked:
        """Return some of the words; `wanted`: by number, bool."""
        return Picked(self, wanted.nonzero()[0])

    def texts(self) -> Texts:
        """Return all words as arrays; as long as these are there none can be added."""
        return Texts(np.frombuffer(self._data, np.uint8), np.frombuffer(self._ends, np.uint32))


def pages(words: Iterable[str]) -> Iterator[list[str]]:
    """Yield words some thousand at a time."""
    rest = iter(words)
    while page := list(islice(rest, PAGE)):
        yield page
