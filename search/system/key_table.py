"""Number keys of 64 bits in the order of first sight, millions at once.

In: keys.  Out: a number for each, from 1 on, the same for equal keys.
A third of the table at least is free; it is probed in a row, and keys are placed by a random
factor, so that no text can be made to fill one place of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import numpy as np

from search.system.arrays import Array

_SMALL_BITS = 15
# Numbers that get a new place at a time when the table grows: bounds memory.
_AGAIN = 1 << 18
_ALL = (1 << 64) - 1


class KeyTable:
    """Number → key in the order of first sight, from 1 on, by open addressing.

    Keys stand by number, without gaps: a table of keys would be two thirds empty after it grew.
    """

    def __init__(self, highest: int = 1 << 32, room: int = 0) -> None:
        """`highest`: all numbers stay below it; `room`: for so many keys from the beginning."""
        self.count, self._highest = 1, highest
        self._multiplier = secrets.randbits(64) | 1
        self._factor = np.uint64(self._multiplier)
        self._keys = np.zeros(1, np.uint64)
        self._make(max(_SMALL_BITS, (8 * room // 5).bit_length()))
        self._views = self._numbers.data, self._keys.data

    def _make(self, bits: int) -> None:
        self._bits, self._mask = bits, (1 << bits) - 1
        self._numbers = np.zeros(1 << bits, np.uint32)  # 0: a free place

    def reserve(self, count: int) -> int:
        """Return the first of some numbers in a row that are given to nobody else."""
        first, self.count = self.count, self.count + count
        if self.count > self._highest:
            raise OverflowError(f"more than {self._highest} different beginnings of words")
        return first

    def numbers(self, keys: Array) -> Array:
        """Return the number of each key; new ones get the next in the order of first sight."""
        numbers = self.found(keys)
        missing = np.flatnonzero(numbers == 0)
        if len(missing):
            new, first, inverse = np.unique(keys[missing], return_index=True, return_inverse=True)
            given = np.empty(len(new), np.uint32)
            start = self.reserve(len(new))
            given[np.argsort(first)] = np.arange(start, start + len(new))
            self._enter(new, given)
            numbers[missing] = given[inverse]
        return numbers

    def number(self, key: int) -> int:
        """Return the number of one key, 0 if it is not there; quicker than `found` of one."""
        numbers, keys = self._views
        key &= _ALL
        place = (key * self._multiplier & _ALL) >> 64 - self._bits
        while (number := numbers[place]) and keys[number] != key:
            place = place + 1 & self._mask
        return number

    def _homes(self, keys: Array) -> Array:
        return ((keys * self._factor) >> np.uint64(64 - self._bits)).astype(np.int64)

    def found(self, keys: Array) -> Array:
        """Return the number of each key, 0 of what is not there."""
        places = self._homes(keys)
        numbers = self._numbers.take(places)
        other = np.flatnonzero((self._keys.take(numbers) != keys) & (numbers != 0))
        while len(other):
            places[other] = at = (places[other] + 1) & self._mask
            numbers[other] = held = self._numbers.take(at)
            other = other[(self._keys.take(held) != keys[other]) & (held != 0)]
        return numbers

    def _enter(self, keys: Array, numbers: Array) -> None:
        """Enter distinct keys that are not there."""
        if self.count > len(self._keys):
            more = max(self.count - len(self._keys), len(self._keys) // 4)
            self._keys = np.concatenate((self._keys, np.zeros(more, np.uint64)))
        self._keys[numbers] = keys
        if 8 * self.count > 5 << self._bits:
            held = self._numbers[self._numbers > 0]
            self._make((8 * self.count // 5).bit_length())
            for first in range(0, len(held), _AGAIN):
                self._place(held[first : first + _AGAIN])
        self._place(numbers)
        self._views = self._numbers.data, self._keys.data

    def _place(self, numbers: Array) -> None:
        """Give numbers a place each, by their keys."""
        places = self._homes(self._keys.take(numbers))
        while len(numbers):
            free = self._numbers.take(places) == 0
            self._numbers[places[free]] = numbers[free]
            left = np.flatnonzero(self._numbers.take(places) != numbers)
            numbers, places = numbers[left], (places[left] + 1) & self._mask


def hashes_of(texts: Sequence[str]) -> Array:
    """Return what a text is known by where its hash will do: its key is `hash(text)`."""
    return np.fromiter(map(hash, texts), np.int64, len(texts)).view(np.uint64)
