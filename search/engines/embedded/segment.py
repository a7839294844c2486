"""One segment: what a batch of sections became, as arrays. Knows nothing of Whoosh.

For each inverted field F, its terms in the order of their UTF-8 bytes:
    F/terms     the bytes of all terms in a row       F/ends      where each ends
    F/first     first posting of each term, and the number of postings at the end
    F/docs      document (section) of each posting, ascending within a term
Text fields also:
    F/freqs     occurrences of each posting
Those of them that phrases look at also:
    F/places    first position of each term, …        F/positions of all postings in a row,
                                                      ascending within a posting
By document: number, revision, published, length/GROUP. By article: articles/terms, articles/ends.

In: a mapped file.  Out: views and slices; nothing is copied before it is asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array, ArrayFile

IntArray = npt.NDArray[np.int64]


class Slice(NamedTuple):
    """The postings of a term: documents, frequencies (None: once each), positions if kept."""

    docs: Array
    freqs: Array | None
    positions: Array | None


# Every so many terms one is kept at hand once a lexicon was asked so often: a command that answers
# one query is done before.
FENCE, ASKED_OFTEN = 64, 32


class Lexicon:
    """The terms of one field, sorted."""

    def __init__(self, terms: Array, ends: Array) -> None:
        self.data = terms
        self._bytes = terms.data
        self._ends = ends
        self._asked = 0

    @cached_property
    def _fences(self) -> list[bytes]:
        return [self[number] for number in range(0, len(self), FENCE)]

    def __len__(self) -> int:
        return len(self._ends)

    def bounds(self, numbers: IntArray) -> tuple[IntArray, IntArray]:
        """Return where the bytes of some terms start and end in `data`."""
        starts = np.where(numbers > 0, self._ends[numbers - 1].astype(np.int64), 0)
        return starts, self._ends[numbers].astype(np.int64)

    def texts(self, numbers: IntArray) -> list[str]:
        """Return some terms, given in ascending order."""
        if not len(numbers):
            return []
        starts, ends = self.bounds(numbers)
        low, first = int(starts[0]), int(numbers[0])
        block = self.data[low : int(ends[-1])]
        borders = self._ends[first : int(numbers[-1])].astype(np.int64) - low
        if len(numbers) * 4 > len(borders):
            # Most of a stretch: cut all of it at once, which is quicker than one by one.
            texts = np.insert(block, borders, ord("\n")).tobytes().decode().split("\n")
            if len(texts) == len(borders) + 1:  # no term holds a line break itself
                return [texts[row] for row in (numbers - first).tolist()]
        pairs = zip((starts - low).tolist(), (ends - low).tolist(), strict=True)
        return [block[start:end].tobytes().decode() for start, end in pairs]

    def __getitem__(self, index: int) -> bytes:
        start = int(self._ends[index - 1]) if index else 0
        return bytes(self._bytes[start : int(self._ends[index])])

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not below this one."""
        low, high = 0, len(self)
        self._asked += 1
        if self._asked > ASKED_OFTEN:
            row = bisect_left(self._fences, term)
            low, high = max(low, (row - 1) * FENCE), min(high, row * FENCE)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: bytes) -> int | None:
        """Return the number of a term, None if it does not occur."""
        place = self.place(term)
        return place if place < len(self) and self[place] == term else None

    def beginning(self, prefix: bytes) -> range:
        """Return the numbers of the terms that begin with a prefix."""
        if not prefix:
            return range(len(self))
        # No UTF-8 text holds the byte 0xFF: it is above all that goes on from the prefix.
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


class InvertedField:
    """Terms and postings of one field."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        self.lexicon = Lexicon(arrays[f"{name}/terms"], arrays[f"{name}/ends"])
        self._first, self._docs = arrays[f"{name}/first"], arrays[f"{name}/docs"]
        self._freqs, self._positions, self._places = (
            arrays.get(f"{name}/{part}") for part in ("freqs", "positions", "places")
        )

    def postings(self, term: int) -> Slice:
        """Return the postings of a term by its number."""
        start, end = int(self._first[term]), int(self._first[term + 1])
        freqs = None if self._freqs is None else self._freqs[start:end]
        if self._positions is None or self._places is None:
            return Slice(self._docs[start:end], freqs, None)
        low, high = int(self._places[term]), int(self._places[term + 1])
        return Slice(self._docs[start:end], freqs, self._positions[low:high])

    def docs(self, terms: range) -> Array:
        """Return the documents of neighbouring terms, not sorted, perhaps more than once."""
        if not len(terms):
            return self._docs[:0]
        return self._docs[int(self._first[terms.start]) : int(self._first[terms.stop])]

    def docs_of(self, numbers: IntArray) -> tuple[Array, IntArray]:
        """Return the documents of some terms in a row, and how many each has."""
        counts = self.doc_freqs(numbers)
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        starts = self._first[numbers].astype(np.int64)
        return self._docs[np.arange(total) + np.repeat(starts - (ends - counts), counts)], counts

    def doc_freqs(self, numbers: IntArray) -> IntArray:
        """Return the number of documents with each of some terms, deleted ones included."""
        return self._first[numbers + 1].astype(np.int64) - self._first[numbers].astype(np.int64)

    def doc_freq(self, term: int) -> int:
        """Return the number of documents with a term, deleted ones included."""
        return int(self._first[term + 1]) - int(self._first[term])


class SegmentArrays:
    """A segment, mapped."""

    def __init__(self, path: Path) -> None:
        self.arrays = ArrayFile(path)
        self._fields: dict[str, InvertedField] = {}

    @cached_property
    def number(self) -> Array:
        """The number of each section within its article, from 0."""
        return self.arrays["number"]

    def __len__(self) -> int:
        return len(self.number)

    def field(self, name: str) -> InvertedField:
        """Return an inverted field."""
        if name not in self._fields:
            self._fields[name] = InvertedField(self.arrays, name)
        return self._fields[name]

    def column(self, name: str) -> Array:
        """Return a number for each section: number, revision, published, length/GROUP."""
        return self.arrays[name]

    @cached_property
    def inverted(self) -> frozenset[str]:
        """The names of the inverted fields."""
        names = (name.removesuffix("/first") for name in self.arrays if name.endswith("/first"))
        return frozenset(names)

    @cached_property
    def article_of(self) -> Array:
        """For each section the rank of its article by first section, from 0."""
        return np.cumsum(self.number == 0) - 1

    @cached_property
    def article_ids(self) -> Lexicon:
        """The id of each article by its rank (not sorted)."""
        return Lexicon(self.arrays["articles/terms"], self.arrays["articles/ends"])
