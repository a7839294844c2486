"""What sorted runs hold of the lists of a piece, list by list.

In: runs (`runs.py`), in memory or on the disk; pieces of lists (`pieces.py`).  Out: documents,
frequencies and positions.
A piece is read from all runs at once, and put in order by one sort of what each run has of a list.
A list that is a piece of its own is read some runs at a time, and cut where each of its planes
begins with a byte: so the longest takes no more memory than others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from search.engines.embedded.segments.packing import before, changes, targets
from search.engines.embedded.writing.pieces import LOT
from search.engines.embedded.writing.runs import Run, Values
from search.system.arrays import Array, IntArray, smallest


class Gathered(NamedTuple):
    """Documents and frequencies of postings in a row; positions of all, none where none are."""

    docs: Array
    freqs: Array
    positions: Array

    @classmethod
    def together(cls, parts: Sequence[Gathered]) -> Self:
        """Return the postings of all parts."""
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def part(self, postings: slice, positions: slice) -> Gathered:
        """Return postings in a row."""
        return Gathered(self.docs[postings], self.freqs[postings], self.positions[positions])


class Heads(NamedTuple):
    """Of each list its postings and far positions."""

    doc_freqs: Array
    far: Array


class RunPieces:
    """Runs, and where in each of them every piece begins."""

    def __init__(self, runs: Sequence[Run[Values]], borders: IntArray) -> None:
        """`borders`: where each piece begins, and the end."""
        self._runs, self._borders = runs, borders
        # Of each run (row): its lists, postings and occurrences before each piece.
        self._lists, self._postings, self._occurrences = (
            np.empty((len(runs), len(borders)), np.uint32) for _ in range(3)
        )

    def read_heads(self) -> Heads:
        """Find where the pieces begin; to be called once, before the others."""
        lists = int(self._borders[-1]) if len(self._borders) > 1 else 0
        heads = Heads(np.zeros(lists, np.uint32), np.zeros(lists, np.uint32))
        for row, run in enumerate(self._runs):
            numbers, counts, sizes = run.lists[:], run.counts[:], run.sizes[:]
            self._lists[row] = at = numbers.searchsorted(self._borders)
            for ends, values in ((self._postings, counts), (self._occurrences, sizes)):
                ends[row] = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))[at]
            heads.doc_freqs[numbers] += counts.astype(np.uint32)
            heads.far[numbers] += run.far[:].astype(np.uint32)
        return heads

    def gathered(self, piece: int, lists: Array, *, placed: bool) -> Gathered:
        """Return the postings of the lists of a piece, in the order of `lists`."""
        start = int(self._borders[piece])
        rank = np.empty(len(lists), smallest(len(lists) - 1))
        rank[lists - np.uint32(start)] = np.arange(len(lists))
        here = self._read("lists", self._lists, piece)
        here -= np.uint32(start)
        order = rank[here].argsort(kind="stable")
        del here

        def in_order(columns: dict[str, Array], counts: Array) -> list[Array]:
            rows = targets(before(counts)[order], counts[order])
            return [self._read(name, at, piece)[rows] for name, at in columns.items()]

        counts = self._read("counts", self._lists, piece)
        docs, freqs = in_order(dict.fromkeys(("docs", "freqs"), self._postings), counts)
        if not placed:
            return Gathered(docs, freqs, np.empty(0, np.uint8))
        sizes = self._read("sizes", self._lists, piece)
        return Gathered(docs, freqs, *in_order({"positions": self._occurrences}, sizes))

    def of_large(
        self, piece: int, bits: int, high: int, *, placed: bool
    ) -> Iterator[tuple[Gathered, int]]:
        """Yield the postings of the only list of a piece, about a lot at a time, and how many bytes
        of the bitmap of documents are theirs.

        Documents are less by those that the bytes before are for, so that they are packed like
        those of a list of their own.

        Args:
            bits: low bits of its documents.
            high: bytes of the bitmap.
        """
        sizes = self._occurrences[:, piece + 1] - self._occurrences[:, piece]
        starts = changes(np.cumsum(sizes) // LOT).nonzero()[0].tolist()
        rest = Gathered(*(np.empty(0, np.uint8) for _ in Gathered._fields))
        done = byte = 0  # postings and bytes before
        for first, stop in zip(starts, [*starts[1:], len(sizes)], strict=True):
            rest = Gathered.together((rest, self._some(piece, slice(first, stop), placed=placed)))
            postings, occurrences, at = _cut(rest, bits, done)
            if postings:
                some = rest.part(slice(postings), slice(occurrences))
                yield _moved(some, bits, done, byte), at - byte
                rest = rest.part(slice(postings, None), slice(occurrences, None))
                done, byte = done + postings, at
        yield _moved(rest, bits, done, byte), high - byte

    def _some(self, piece: int, runs: slice, *, placed: bool) -> Gathered:
        return Gathered(
            self._read("docs", self._postings, piece, runs),
            self._read("freqs", self._postings, piece, runs),
            self._read("positions", self._occurrences, piece, runs if placed else slice(0)),
        )

    def _read(self, name: str, at: Array, piece: int, some: slice = slice(None)) -> Array:
        """Return what some runs have of a piece in a column, in a row."""
        places = at[some, piece : piece + 2].tolist()
        pairs = zip(self._runs[some], places, strict=True)
        found = [getattr(run, name)[start:end] for run, (start, end) in pairs if start < end]
        return np.concatenate([*found, np.empty(0, np.uint8)])


def _cut(some: Gathered, bits: int, done: int) -> tuple[int, int, int]:
    """Return the last place where every plane begins with a byte: postings and occurrences before
    it, and the byte of the bitmap of documents; zeros if there is none.

    `done`: postings before, with which every plane ends with a byte.
    """
    begins = before(some.freqs)
    bit = (some.docs >> bits).astype(np.int64)
    if bits:
        bit += np.arange(done, done + len(bit))
    bit >>= 3
    fits = changes(bit) & (begins & 7 == 0)
    fits[1::2] = False
    fits[:1] = False
    cuts = fits.nonzero()[0]
    if not len(cuts):
        return 0, 0, 0
    last = int(cuts[-1])
    return last, int(begins[last]), int(bit[last])


def _moved(some: Gathered, bits: int, done: int, byte: int) -> Gathered:
    first = (8 * byte - (done if bits else 0)) << bits
    return some._replace(docs=(some.docs.astype(np.int64) - first).astype(np.uint32))
