"""Give each distinct string of bytes a number, for millions of strings at once.

In: a buffer of UTF-8 and the places of strings in it.  Out: a number for each string, the same for
equal strings and for no others, whatever they hold: nothing rests on a hash being different.

A string is taken as its first eight bytes, then four bytes at a time. Every beginning has a number,
found in one table under a key of 64 bits that tells all of it:

    the first eight bytes, or fewer and zeros
    0b11111 (5 bits), number of the beginning so far (27 bits), the next four bytes or fewer

The last byte of the former is one of UTF-8, which has none above 0xF7. Most words of a text are
found with one look, and none is ever a Python object.
"""

from __future__ import annotations

import numpy as np

from search.system.arrays import Array
from search.system.key_table import KeyTable
from search.system.texts import bytes_at

# Longer strings are one in ten thousand: a dict holds them, so that one does not cost many steps.
LONGEST = 48
PADDING = bytes(16)
_FIRST, _STEP = 8, 4
_MORE = np.uint64(0b11111 << 59)
_HIGHEST = 1 << 27


class Interned:
    """Numbers of strings; 0 is never one. `count`: all numbers given are below it."""

    def __init__(self, room: int = 0) -> None:
        """`room`: for so many strings from the beginning."""
        self._table = KeyTable(_HIGHEST, room)
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
