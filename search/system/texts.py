"""Many texts as two arrays: sorted, numbered and picked without a string for each.

In: texts without zero bytes, none with a line break.  Out: the same in UTF-8 in a row.
A million words as strings of Python take 70 MB, here 15, and no longer to be sorted. They are
sorted by their first eight bytes as one number, then those that are alike by four bytes more at a
time: UTF-8 sorts as the letters do. The few that are alike for long are sorted as objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Self

import numpy as np

from search.system.arrays import Array, smallest

_BREAK = "\n"
_CODING = ("utf-8", "surrogatepass")
_FIRST, _STEP = 8, 4
# Texts that are alike in so many bytes are compared as a whole. By arrays, two "words" of 100,000
# letters, as a file of odd lines has them, would take 25,000 rounds of a dozen operations.
_ALIKE = 256
# So many texts are picked at a time: every byte of theirs takes sixteen while they are.
PAGE = 16_384
# So many are sorted at a time, in ranges that a sample tells: half of it does not pay, and a
# million texts of a range take 80 MB while they are sorted.
LOT, _SAMPLE = 1 << 17, 1 << 13
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in UTF-8 in a row, and where each ends (uint32)."""

    data: Array
    ends: Array

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return texts as arrays."""
        data = np.frombuffer(_BREAK.join((*texts, "")).encode(*_CODING), np.uint8)
        breaks = np.flatnonzero(data == ord(_BREAK))
        ends = breaks - np.arange(len(breaks))
        return cls(np.delete(data, breaks), ends.astype(np.uint32))

    @classmethod
    def together(cls, pieces: Sequence[Texts]) -> Self:
        """Return the texts of all pieces in a row."""
        if not pieces:
            return cls(np.empty(0, np.uint8), np.empty(0, np.uint32))
        shifts = np.cumsum([0, *(len(piece.data) for piece in pieces[:-1])]).astype(np.uint32)
        ends = [piece.ends + shift for piece, shift in zip(pieces, shifts, strict=True)]
        return cls(np.concatenate([piece.data for piece in pieces]), np.concatenate(ends))

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def lengths(self) -> Array:
        """Return the bytes of each text."""
        return np.diff(self.ends, prepend=np.uint32(0))

    def lengths_of(self, numbers: Array) -> Array:
        """Return the bytes of some of the texts; both int64."""
        starts = np.where(numbers > 0, self.ends[numbers - 1], np.uint32(0))
        return self.ends[numbers] - starts.astype(np.int64)

    def part(self, some: slice) -> Texts:
        """Return texts in a row, whose bytes stay where they are."""
        ends = self.ends[some]
        if not len(ends):
            return Texts(self.data[:0], ends)
        start = self.ends[some.start - 1] if some.start else np.uint32(0)
        return Texts(self.data[int(start) : int(ends[-1])], ends - start)

    def __getitem__(self, some: slice) -> list[str]:
        """Return texts in a row as strings."""
        return self.part(some).strings()

    def pages(self, numbers: Array) -> Iterator[Texts]:
        """Yield some of the texts, some thousand at a time."""
        for first in range(0, len(numbers), PAGE):
            page = numbers[first : first + PAGE].astype(np.int64)
            yield cut(self.data, self.ends[page], self.lengths_of(page))

    def take(self, numbers: Array) -> Texts:
        """Return some of the texts."""
        return Texts.together(list(self.pages(numbers)))

    def strings(self) -> list[str]:
        """Return all texts as strings."""
        if not len(self):
            return []
        breaks = self.ends[:-1].astype(np.int64)
        return np.insert(self.data, breaks, ord(_BREAK)).tobytes().decode(*_CODING).split(_BREAK)


def cut(data: Array, ends: Array, lengths: Array) -> Texts:
    """Return the strings of so many bytes (int64) that end at some places of UTF-8 in a row."""
    new_ends = np.cumsum(lengths)
    places = np.arange(lengths.sum()) + np.repeat(ends - new_ends, lengths)
    return Texts(data[places], new_ends.astype(np.uint32))


def ranked(texts: Texts) -> tuple[Texts, Array]:
    """Return the distinct ones of some texts, ascending, and the number of each among these.

    Many are sorted by ranges of their first bytes: what it takes to sort them is as much as for
    LOT, unless most begin alike.
    """
    if len(texts) <= LOT:
        return _ranked(texts)
    # Never more than there are; what is not written to is no memory yet.
    data, ends = np.empty_like(texts.data), np.empty_like(texts.ends)
    ranks = np.empty(len(texts), np.uint32)
    count = size = 0
    for rows in _ranges(texts):
        some, own = _ranked(texts.take(rows))
        ranks[rows] = own + np.uint32(count)
        data[size : size + len(some.data)] = some.data
        ends[count : count + len(some)] = some.ends + np.uint32(size)
        count, size = count + len(some), size + len(some.data)
    return Texts(data[:size], ends[:count]), ranks


def _ranges(texts: Texts) -> Iterator[Array]:
    """Yield the numbers of all texts by ascending ranges of their first bytes."""
    count = len(texts)
    sample = np.sort(_first_bytes(texts.take(np.arange(0, count, max(1, count // _SAMPLE)))))
    borders = np.unique(sample[:: max(1, len(sample) * LOT // count)])[1:]
    ranges = np.empty(count, smallest(len(borders)))
    for first in range(0, count, PAGE):
        page = slice(first, first + PAGE)
        ranges[page] = borders.searchsorted(_first_bytes(texts.part(page)), "right")
    for number in range(len(borders) + 1):
        yield (ranges == number).nonzero()[0]


def _first_bytes(texts: Texts) -> Array:
    """Return the first bytes of texts as numbers that sort as the texts do."""
    lengths = texts.lengths
    found = bytes_at(lanes_of(texts.data), texts.ends - lengths, lengths, _FIRST)
    return found.byteswap()


def _ranked(texts: Texts) -> tuple[Texts, Array]:
    count, lengths = len(texts), texts.lengths
    lanes = lanes_of(texts.data)
    starts = texts.ends - lengths
    ranks = np.zeros(count, np.uint32)  # of each: how many of the texts are before it, so far
    rows, done = np.arange(count, dtype=np.uint32), 0
    while len(rows) and done < _ALIKE:
        step = _STEP if done else _FIRST
        keys = np.empty(len(rows), np.uint64)
        for first in range(0, len(rows), PAGE):
            page = slice(first, first + PAGE)
            some = rows[page]
            skipped = np.minimum(lengths[some], np.uint32(done)).astype(np.int64)
            found = bytes_at(lanes, starts[some] + skipped, lengths[some] - skipped, step)
            keys[page] = found.byteswap() >> np.uint64(64 - 8 * step)
            if done:
                keys[page] |= ranks[some].astype(np.uint64) << np.uint64(32)
        order = np.argsort(keys)
        rows = rows[order]
        del order
        keys.sort()  # once more takes less memory than to pick them in that order
        heads = _heads(keys)
        del keys
        sizes = _sizes(heads, len(rows))
        # Whatever shared a rank is all here, in a row: it begins at the same place of all.
        groups = ranks[rows]
        of_group = _heads(groups)
        shifts = np.repeat(of_group, _sizes(of_group, len(rows)))[heads]
        ranks[rows] = np.repeat(groups[heads] + heads - shifts, sizes)
        del groups, of_group, shifts
        done += step
        longest = np.maximum.reduceat(lengths[rows], heads)
        rows = rows[np.repeat((sizes > 1) & (longest > done), sizes)]
    del lanes, starts, lengths
    if len(rows):
        _rank_as_wholes(texts, rows, ranks)
    one_of = np.zeros(count, np.uint32)
    one_of[ranks] = np.arange(count, dtype=np.uint32)
    taken = np.zeros(count, bool)
    taken[ranks] = True
    numbers = np.cumsum(taken, dtype=np.uint32) - np.uint32(1)
    return texts.take(one_of[taken]), numbers[ranks]


def _rank_as_wholes(texts: Texts, rows: Array, ranks: Array) -> None:
    """Give each of some texts, ordered by the rank that they share with others, its own rank."""
    ends, lengths = texts.ends[rows].tolist(), texts.lengths[rows].tolist()
    wholes = (
        texts.data[end - length : end].tobytes() for end, length in zip(ends, lengths, strict=True)
    )
    found = zip(ranks[rows].tolist(), wholes, rows.tolist(), strict=True)
    for shared, group in groupby(found, itemgetter(0)):
        own, last = shared, None
        for place, (_, whole, row) in enumerate(sorted(group)):
            if whole != last:
                own, last = shared + place, whole
            ranks[row] = own


def _heads(values: Array) -> Array:
    """Return where values that stand in a row begin to be others."""
    return np.append(True, values[1:] != values[:-1]).nonzero()[0].astype(np.uint32)


def _sizes(heads: Array, count: int) -> Array:
    """Return how many values there are from each head to the next, of `count` in all."""
    return np.append(heads[1:], np.uint32(count)) - heads


def lanes_of(data: Array) -> Array:
    """Return bytes by eight, so many zeros behind them that any eight can be read."""
    padded = np.zeros((len(data) + 31) // 8 * 8, np.uint8)
    padded[: len(data)] = data
    return padded.view("<u8")


def bytes_at(lanes: Array, starts: Array, lengths: Array, most: int) -> Array:
    """Return the first bytes of strings as numbers, little-endian, at most `most` of each."""
    places = starts >> 3
    shifts = ((starts & 7) << 3).astype(np.uint64)
    low = lanes.take(places) >> shifts
    # In two steps, because a shift by 64 is none.
    high = (lanes.take(places + 1) << np.uint64(1)) << (np.uint64(63) - shifts)
    taken: Array = (low | high) & _MASKS.take(np.minimum(lengths, most))
    return taken
