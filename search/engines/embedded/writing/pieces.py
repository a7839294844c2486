"""In what pieces lists are packed, and where what is packed of each piece goes.

In: occurrences, postings and far positions of lists that runs number by rising occurrences.  Out:
pieces, each a range of these lists; the number each list gets in a segment, where the lists of a
kind (that have these three in common) stand in a row.
A piece bounds what is gathered at a time. Mostly its lists stand in a row in the segment as well;
but half of all words occur once: lists of one size may be several pieces, and then each kind of
every piece has a place of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from search.engines.embedded.segments.packing import (
    Shapes,
    before,
    changes,
    planes_of,
)
from search.system.arrays import Array, IntArray

# Occurrences gathered at a time, or lists: a list stays in one piece.
PIECE, LISTS = 250_000, 1 << 16
# Occurrences packed at a time; a list of more is a piece of its own.
LOT = 1 << 17


def borders_of(sizes: Array) -> IntArray:
    """Return where each piece begins, and the end; `sizes`: occurrences of each list."""
    firsts = changes(sizes).nonzero()[0]
    classes = zip(
        firsts.tolist(), np.diff(firsts, append=len(sizes)).tolist(), sizes[firsts].tolist(),
        strict=True,
    )  # fmt: skip
    borders, lists, held = [0], 0, 0
    for first, count, size in classes:
        full = held + count * size > PIECE or lists + count > LISTS or size > LOT
        if first > borders[-1] and full:
            borders.append(first)
            lists = held = 0
        lists, held = lists + count, held + count * size
        most = max(1, min(PIECE // size, LISTS)) if size else LISTS
        if size > LOT:
            most = 1
        if count > most:
            borders += range(first + most, first + count, most)
            lists = LISTS  # whatever comes next begins another piece
    if len(sizes):
        borders.append(len(sizes))
    return np.array(borders, np.int64)


class Stretch(NamedTuple):
    """Lists of a piece that stand in a row in the segment.

    `start`: the first of them in the order; `kind`, `number`: of that one.
    """

    start: int
    kind: int
    number: int


class Order:
    """The lists piece by piece, those of a piece by ascending kind.

    lists: in this order               examples: a list of each kind, ascending
    counts: lists of each kind         stretches: those of each piece
    """

    def __init__(self, columns: Sequence[Array], borders: IntArray) -> None:
        """`columns`: occurrences, postings and far positions of each list."""
        self.lists = np.empty(len(columns[0]), np.uint32)
        starts = [np.empty(0, np.int64)]
        for first, end in pairwise(borders.tolist()):
            some = [values[first:end] for values in columns]
            own = np.lexsort(some[::-1])
            self.lists[first:end] = own + first
            starts.append(_heads([values[own] for values in some]) + first)
        # Of what a piece has of a kind: where it starts, how many lists, its kind and first number.
        self._starts = np.concatenate(starts)
        sizes = np.diff(self._starts, append=len(self.lists))
        keys = [values[self.lists[self._starts]] for values in columns]
        by_kind = np.lexsort(keys[::-1])
        heads = _heads([values[by_kind] for values in keys])
        self._kinds, self._numbers = np.empty_like(by_kind), np.empty_like(by_kind)
        self._kinds[by_kind] = np.repeat(np.arange(len(heads)), np.diff(heads, append=len(by_kind)))
        self._numbers[by_kind] = before(sizes[by_kind])
        self.examples = self.lists[self._starts[by_kind[heads]]]
        self.counts = np.bincount(self._kinds, sizes, len(heads)).astype(np.int64)
        goes_on = np.zeros(len(by_kind), bool)
        goes_on[1:] = self._numbers[1:] == (self._numbers + sizes)[:-1]
        goes_on[np.isin(self._starts, borders)] = False
        first = (~goes_on).nonzero()[0]
        every = zip(
            self._starts[first].tolist(), self._kinds[first].tolist(),
            self._numbers[first].tolist(),
            strict=True,
        )  # fmt: skip
        found = list(map(Stretch._make, every))
        ends = self._starts[first].searchsorted(borders).tolist()
        self.stretches = [found[start:end] for start, end in pairwise(ends)]

    def kinds(self, start: int, end: int) -> IntArray:
        """Return the kind of each list from one place in the order up to another, of a piece."""
        first, stop = self._starts.searchsorted((start, end)).tolist()
        sizes = np.diff(self._starts[first:stop], append=end)
        kinds: IntArray = np.repeat(self._kinds[first:stop], sizes)
        return kinds

    def numbers(self) -> Array:
        """Return the number of each list."""
        numbers = np.empty_like(self.lists)
        shifts = (self._numbers - self._starts).tolist()
        for (start, end), shift in zip(
            pairwise([*self._starts.tolist(), len(numbers)]), shifts, strict=True
        ):
            numbers[self.lists[start:end]] = np.arange(start + shift, end + shift, dtype=np.uint32)
        return numbers


def _heads(columns: Sequence[Array]) -> IntArray:
    """Return where rows begin to be others in any column."""
    found = np.zeros(len(columns[0]), bool)
    for values in columns:
        found |= changes(values)
    return found.nonzero()[0]


class Places:
    """Where each stretch stands in every plane. `sizes`: of the planes."""

    def __init__(self, shapes: Shapes, counts: IntArray, documents: int, *, placed: bool) -> None:
        """`counts`: lists of each shape; `placed`: with positions."""
        self._taken = planes_of(shapes, documents, placed=placed)
        self._starts = {part: before(counts * taken) for part, taken in self._taken.items()}
        self.sizes = {part: int((counts * taken).sum()) for part, taken in self._taken.items()}
        self._numbers = before(counts)

    def of(self, stretch: Stretch) -> dict[str, int]:
        """Return where a stretch begins in each plane."""
        kind, earlier = stretch.kind, stretch.number - int(self._numbers[stretch.kind])
        return {
            part: int(starts[kind] + earlier * self._taken[part][kind])
            for part, starts in self._starts.items()
        }
