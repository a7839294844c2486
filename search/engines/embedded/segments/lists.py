"""Packed lists of postings, decoded one by one or many at once.

Lists are numbered so that those of one shape stand together: as many occurrences, postings and
far positions. A shape tells the bytes of every plane of a list, so a list is found by its number
alone: nothing is kept for each, which matters where half of all words occur once.
    N/lists N/sizes N/doc_freqs N/far   by shape: how many lists; occurrences, postings and
    N/bits                              positions above 255 of each; low bits of its documents
    N/low N/nibbles N/high              documents, see `packing.py`
    N/heads                             a bit an occurrence, set where a posting begins; no bytes
                                        where each posting has one occurrence
Lists with positions also:
    N/near                              the lowest byte of each position
    N/far_marks N/far_values            a bit an occurrence, set where the position is above 255;
                                        the rest of those positions. Nothing where none is
In: the arrays of a segment.  Out: documents, frequencies, positions.
Numbers that cannot be are refused as damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.embedded.segments.packing import (
    LOW_BITS,
    Shapes,
    before,
    nibbles_of,
    planes_of,
    set_bits,
    targets,
)  # fmt: skip
from search.engines.embedded.segments.term_postings import Occurrences
from search.errors import IndexDamagedError
from search.system.arrays import Array, ArrayFile, IntArray, smallest

# Lists of so many postings are decoded one by one; of shorter ones so many together: their arrays
# stay in the caches.
ALONE, TOGETHER = 2048, 2048
# Bytes of a list in a plane up to which many lists are gathered byte by byte, not cut one by one.
SHORT = 64


class _Places(NamedTuple):
    """Of each shape: its first list; what a list takes in each plane; where the shape begins."""

    first: IntArray
    taken: dict[str, IntArray]
    starts: dict[str, IntArray]


class Lists:
    """The lists of a segment that are kept under one name."""

    def __init__(self, arrays: ArrayFile, name: str, documents: int) -> None:
        self._arrays, self._name, self._documents = arrays, name, documents
        self._planes: dict[str, Array] = {}

    def __len__(self) -> int:
        return int(self._places.first[-1])

    @cached_property
    def _shapes(self) -> Shapes:
        shapes = Shapes(*(self._numbers(part) for part in Shapes._fields))
        sizes, doc_freqs, far, bits = shapes
        if not len(sizes) == len(doc_freqs) == len(far) == len(bits):
            raise self._damaged("shapes")
        if len(sizes) and not (
            doc_freqs.min() > 0
            and (doc_freqs <= np.minimum(sizes, self._documents)).all()
            and (far <= sizes).all()
            and np.isin(bits, LOW_BITS).all()
        ):
            raise self._damaged("shapes")
        return shapes

    @cached_property
    def _places(self) -> _Places:
        counts = self._numbers("lists")
        placed = f"{self._name}/near" in self._arrays
        taken = planes_of(self._shapes, self._documents, placed=placed)
        starts = {}
        for part, each in taken.items():
            self._planes[part] = self._arrays[f"{self._name}/{part}"]
            if len(counts) != len(each) or counts @ each != len(self._planes[part]):
                raise self._damaged(part)
            starts[part] = before(counts * each)
        return _Places(np.concatenate(([0], np.cumsum(counts))), taken, starts)

    def _numbers(self, part: str) -> IntArray:
        return self._arrays[f"{self._name}/{part}"].astype(np.int64)

    def _damaged(self, part: str) -> IndexDamagedError:
        return IndexDamagedError(f"{self._arrays.path}: the lists {self._name}/{part} are damaged")

    def _shape(self, number: int) -> int:
        first = self._places.first
        if not 0 <= number < first[-1]:
            raise self._damaged("lists")
        return int(first.searchsorted(number, "right")) - 1

    def _of(self, part: str, number: int, shape: int) -> Array:
        """Return the bytes of a list in a plane."""
        taken = int(self._places.taken[part][shape])
        within = number - int(self._places.first[shape])
        start = int(self._places.starts[part][shape]) + within * taken
        return self._planes[part][start : start + taken]

    def postings(self, number: int) -> tuple[Array, Array, int]:
        """Return documents, ascending, frequencies and the number of occurrences of a list."""
        shape = self._shape(number)
        docs, size = self._docs(number, shape), int(self._shapes.sizes[shape])
        if size == len(docs):
            return docs, np.ones(size, np.uint8), size
        freqs = self._starts(number, shape)
        np.subtract(freqs[1:], freqs[:-1], out=freqs[:-1])
        freqs[-1] = size - freqs[-1]
        return docs, freqs.astype(smallest(int(freqs.max()))), size

    def occurrences(self, numbers: IntArray) -> Occurrences:
        """Return where some lists stand, one after the other, in any order."""
        rows, parts = zip(*self._decoded(numbers), strict=True)
        numbers = numbers[np.concatenate(rows)]
        shape = self._shapes_of(numbers)
        docs = np.concatenate(parts).astype(np.uint32)
        counts = self._counts(numbers, shape)
        return Occurrences(docs, counts, self._positions(numbers, shape), len(numbers))

    def positions(self, number: int) -> Array:
        """Return where a list stands: all positions in a row, perhaps as they are mapped."""
        numbers = np.array([number])
        return self._positions(numbers, self._shapes_of(numbers))

    def _counts(self, numbers: IntArray, shape: IntArray) -> Array:
        """Return how often each posting of some lists occurs, of all lists in a row."""
        sizes, doc_freqs, _, _ = (each[shape] for each in self._shapes)
        # Lists without two occurrences in a posting have no heads.
        headed = sizes > doc_freqs
        total = int(doc_freqs.sum())
        if not headed.any():
            return np.ones(total, np.uint8)
        of_each = doc_freqs[headed]
        heads, begins = self._marks("heads", numbers[headed], shape[headed], of_each)
        first = before(of_each)
        last = first + of_each - 1
        lengths = np.empty_like(heads)
        np.subtract(heads[1:], heads[:-1], out=lengths[:-1])
        lengths[last] = begins + sizes[headed] - heads[last]
        if (heads[first] != begins).any() or lengths[last].min() <= 0:
            raise self._damaged("heads")
        counts: Array = np.ones(total, smallest(int(lengths.max())))
        counts[headed.repeat(doc_freqs)] = lengths
        return counts

    def _positions(self, numbers: IntArray, shape: IntArray) -> Array:
        positions, sizes = self._bytes("near", numbers, shape)
        far = self._shapes.far[shape]
        rows = far.nonzero()[0]
        if not len(rows):
            return positions
        of_each = far[rows]
        marked, begins = self._marks("far_marks", numbers[rows], shape[rows], of_each)
        if (marked[np.cumsum(of_each) - 1] >= begins + sizes[rows]).any():
            raise self._damaged("far_marks")
        marked += (before(sizes)[rows] - begins).repeat(of_each)
        values, _ = self._bytes("far_values", numbers[rows], shape[rows])
        positions = positions.astype(np.uint16 if values.itemsize == 1 else np.uint32)
        positions[marked] += values.astype(positions.dtype) << 8
        return positions

    def _marks(
        self, part: str, numbers: IntArray, shape: IntArray, of_each: IntArray
    ) -> tuple[IntArray, IntArray]:
        """Return the places of the bits set in the bitmaps of some lists, and where each begins.

        Refused unless as many bits are set in each as are told.
        """
        planes, taken = self._bytes(part, numbers, shape)
        marks, begins = set_bits(planes), 8 * before(taken)
        if len(marks) != of_each.sum() or (marks.searchsorted(begins) != before(of_each)).any():
            raise self._damaged(part)
        return marks, begins

    def _bytes(self, part: str, numbers: IntArray, shape: IntArray) -> tuple[Array, IntArray]:
        """Return the bytes of some lists in a plane in a row, and how many each has."""
        places, plane = self._places, self._planes[part]
        taken = places.taken[part][shape]
        starts = places.starts[part][shape] + (numbers - places.first[shape]) * taken
        if int(taken.sum()) <= SHORT * len(taken):
            return plane[targets(starts, taken)], taken
        bounds = zip(starts.tolist(), (starts + taken).tolist(), strict=True)
        cut = [plane[start:end] for start, end in bounds]
        return cut[0] if len(cut) == 1 else np.concatenate(cut), taken

    def _docs(self, number: int, shape: int) -> Array:
        """Return the documents of a list, ascending (int32: half the room is half the time)."""
        bits = int(self._shapes.bits[shape])
        docs = set_bits(self._of("high", number, shape)).astype(np.int32)
        if len(docs) != self._shapes.doc_freqs[shape]:
            raise self._damaged("high")
        if bits:
            docs -= np.arange(len(docs), dtype=np.int32)
            docs <<= bits
            if bits & 4:
                halves = nibbles_of(self._of("nibbles", number, shape))[: len(docs)]
                docs |= halves.astype(np.int32) << (bits & 24)
            if bits >= 8:
                low = self._of("low", number, shape)
                docs |= low if bits < 16 else low.view("<u2")
        # Only numbers with the highest high bits can be too high.
        if int(docs[-1]) | (1 << bits) - 1 >= self._documents <= docs.max():
            raise self._damaged("high")
        return docs

    def _starts(self, number: int, shape: int) -> IntArray:
        size, doc_freq = int(self._shapes.sizes[shape]), int(self._shapes.doc_freqs[shape])
        starts = set_bits(self._of("heads", number, shape))
        if len(starts) != doc_freq or starts[0] != 0 or starts[-1] >= size:
            raise self._damaged("heads")
        return starts

    def sizes(self, numbers: IntArray) -> IntArray:
        """Return the number of occurrences of some lists."""
        return self._shapes.sizes[self._shapes_of(numbers)]

    def doc_freq(self, number: int) -> int:
        """Return the number of documents of a list."""
        return int(self._shapes.doc_freqs[self._shape(number)])

    def doc_freqs(self, numbers: IntArray) -> IntArray:
        """Return the number of documents of some lists."""
        return self._shapes.doc_freqs[self._shapes_of(numbers)]

    def _shapes_of(self, numbers: IntArray) -> IntArray:
        first = self._places.first
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() < first[-1]:
            raise self._damaged("lists")
        return first.searchsorted(numbers, "right") - 1

    def docs_of(self, numbers: IntArray) -> tuple[IntArray, IntArray]:
        """Return the documents of some lists in a row, and how many each has."""
        counts = self.doc_freqs(numbers)
        starts = before(counts)
        docs = np.empty(int(counts.sum()), np.int64)
        for rows, found in self._decoded(numbers):
            docs[targets(starts[rows], counts[rows])] = found
        return docs, counts

    def docs_in_any(self, numbers: IntArray) -> IntArray:
        """Return the documents of some lists, in no order, perhaps more than once."""
        found = [docs for _, docs in self._decoded(numbers)]
        return np.concatenate([*found, np.empty(0, np.int64)])

    def _decoded(self, numbers: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield rows of `numbers`, and the documents of those lists in a row."""
        shape = self._shapes_of(numbers)
        bits = self._shapes.bits[shape]
        alone = (self._shapes.doc_freqs[shape] >= ALONE) | (bits == 0)
        for row in alone.nonzero()[0].tolist():
            yield np.array([row]), self._docs(int(numbers[row]), int(shape[row]))
        for of_bits in LOW_BITS[1:]:
            rows = ((bits == of_bits) & ~alone).nonzero()[0]
            for cut in range(0, len(rows), TOGETHER):
                some = rows[cut : cut + TOGETHER]
                yield some, self._docs_alike(numbers[some], shape[some], of_bits)

    def _docs_alike(self, numbers: IntArray, shape: IntArray, bits: int) -> IntArray:
        """Return the documents of lists with so many low bits in a row."""
        counts = self._shapes.doc_freqs[shape]
        planes, taken = self._bytes("high", numbers, shape)
        docs = set_bits(planes)
        first, starts = before(8 * taken), before(counts)
        # As many bits are set in each bitmap as it has numbers: else one would take another's.
        set_before = docs.searchsorted(first + 8 * taken)
        if (set_before != starts + counts).any():
            raise self._damaged("high")
        docs -= np.arange(len(docs))
        docs -= (first - starts).repeat(counts)
        docs <<= bits
        if bits & 4:
            planes, taken = self._bytes("nibbles", numbers, shape)
            halves = nibbles_of(planes)
            # An odd list leaves the last half unused.
            halves = halves[targets(before(2 * taken), counts)]
            docs |= halves.astype(np.int64) << (bits & 24)
        if bits >= 8:
            low, _ = self._bytes("low", numbers, shape)
            docs |= low if bits < 16 else low.view("<u2")
        if docs.max() >= self._documents:
            raise self._damaged("high")
        return docs
