"""Give each distinct string of bytes a number, for millions of strings at once.

In: a buffer of UTF-8 and the places of strings in it.  Out: a number for each string, the same for
equal strings and for no others, whatever they hold: nothing rests on a hash being different.

A string is taken as its first eight bytes, then four bytes at a time. Every beginning has a number,
found in one table under a key of 64 bits that tells all of it:

    the first eight bytes, or fewer and zeros
    0b11111 (5 bits), number of the beginning so far (27 bits), the next four bytes or fewer

The last byte of the former is one of UTF-8, which has none above 0xF7. Most words of a text are
found with one look, and none is ever a Python object. A third of the table at least is free; it is
probed in a row, and keys are placed by a random factor, so that no text can be made to fill one
place of it.
"""

from __future__ import annotations

import secrets

import numpy as np

from search.analysis.texts import bytes_at
from search.arrays import Array

# Longer strings are one in ten thousand: a dict holds them, so that one does not cost many steps.
LONGEST = 48
PADDING = bytes(16)
_FIRST, _STEP = 8, 4
_MORE = np.uint64(0b11111 << 59)
_HIGHEST = 1 << 27
_SMALL_BITS = 15
# Numbers that get a new place at a time when the table grows: bounds memory.
_AGAIN = 1 << 18


class Interned:
    """Numbers of strings; 0 is never one. `count`: all numbers given are below it."""

    def __init__(self) -> None:
        self._table = _KeyTable()
        self._long: dict[bytes, int] = {}

    @property
    def count(self) -> int:
        """Return the number that comes next."""
        return self._table.count

    def numbers(self, data: bytes, starts: Array, ends: Array) -> Array:
        """Return the number of each string, shape (strings,), uint32.

        Args:
            data: UTF-8 without zeros in any string, followed by PADDING.
            starts, ends: int64, shape (strings,); no string is empty.
        """
        lanes = np.frombuffer(data, "<u8", len(data) // 8)
        lengths = ends - starts
        numbers = self._table.numbers(bytes_at(lanes, starts, lengths, _FIRST))
        rest, done = np.flatnonzero(lengths > _FIRST), _FIRST
        if len(rest) and int(lengths.max()) > LONGEST:
            for place in np.flatnonzero(lengths > LONGEST).tolist():
                numbers[place] = self._number_of_long(data[starts[place] : ends[place]])
            rest = rest[lengths[rest] <= LONGEST]
        while len(rest):
            piece = bytes_at(lanes, starts[rest] + done, lengths[rest] - done, _STEP)
            before = numbers[rest].astype(np.uint64) << np.uint64(32)
            numbers[rest] = self._table.numbers(_MORE | before | piece)
            done += _STEP
            rest = rest[lengths[rest] > done]
        return numbers

    def _number_of_long(self, text: bytes) -> int:
        number = self._long.get(text)
        if number is None:
            number = self._long[text] = self._table.reserve(1)
        return number


class _KeyTable:
    """Number → key in the order of first sight, from 1 on, by open addressing.

    Keys stand by number, without gaps: a table of keys would be two thirds empty after it grew.
    """

    def __init__(self) -> None:
        self.count = 1
        self._factor = np.uint64(secrets.randbits(64) | 1)
        self._keys = np.zeros(1, np.uint64)
        self._make(_SMALL_BITS)

    def _make(self, bits: int) -> None:
        self._bits, self._mask = bits, (1 << bits) - 1
        self._numbers = np.zeros(1 << bits, np.uint32)  # 0: a free place

    def reserve(self, count: int) -> int:
        """Return the first of some numbers in a row that are given to nobody else."""
        first, self.count = self.count, self.count + count
        if self.count > _HIGHEST:
            raise OverflowError(f"more than {_HIGHEST} different beginnings of words")
        return first

    def numbers(self, keys: Array) -> Array:
        """Return the number of each key; new ones get the next in the order of first sight."""
        numbers = self._found(keys)
        missing = np.flatnonzero(numbers == 0)
        if len(missing):
            new, first, inverse = np.unique(keys[missing], return_index=True, return_inverse=True)
            given = np.empty(len(new), np.uint32)
            start = self.reserve(len(new))
            given[np.argsort(first)] = np.arange(start, start + len(new))
            self._enter(new, given)
            numbers[missing] = given[inverse]
        return numbers

    def _homes(self, keys: Array) -> Array:
        return ((keys * self._factor) >> np.uint64(64 - self._bits)).astype(np.int64)

    def _found(self, keys: Array) -> Array:
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

    def _place(self, numbers: Array) -> None:
        """Give numbers a place each, by their keys."""
        places = self._homes(self._keys.take(numbers))
        while len(numbers):
            free = self._numbers.take(places) == 0
            self._numbers[places[free]] = numbers[free]
            left = np.flatnonzero(self._numbers.take(places) != numbers)
            numbers, places = numbers[left], (places[left] + 1) & self._mask
