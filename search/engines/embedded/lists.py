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

from search.arrays import Array, ArrayFile, smallest
from search.engines.embedded.packing import (
    LOW_BITS,
    IntArray,
    Shapes,
    before,
    nibbles_of,
    planes_of,
    set_bits,
    targets,
)  # fmt: skip
from search.engines.embedded.term_postings import Occurrences
from search.errors import IndexDamagedError

# Lists of so many postings are decoded one by one; of shorter ones so many together: their arrays
# stay in the caches.
ALONE, TOGETHER = 2048, 2048


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

    def postings(self, number: int) -> tuple[IntArray, Array, int]:
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
        """Return where some lists stand, one after the other."""
        shape = self._shapes_of(numbers)
        docs, counts = self.docs_of(numbers)
        sizes = self._shapes.sizes[shape]
        lists = list(zip(numbers.tolist(), shape.tolist(), strict=True))
        first = before(sizes)
        # Lists without two occurrences in a posting have no heads: each is the first of its own.
        begins = np.repeat(sizes == counts, sizes)
        begins[self._marked("heads", lists, first)] = True
        starts = begins.nonzero()[0]
        set_before = starts.searchsorted(first)
        as_many = len(starts) == len(docs) and (set_before == before(counts)).all()
        if not as_many or not begins[first].all():
            raise self._damaged("heads")
        positions = np.concatenate([self._of("near", *each) for each in lists])
        if self._shapes.far[shape].any():
            marked = self._marked("far_marks", lists, first)
            values = np.concatenate([self._of("far_values", *each) for each in lists])
            if len(marked) != len(values):
                raise self._damaged("far_marks")
            positions = positions.astype(np.uint16 if values.itemsize == 1 else np.uint32)
            positions[marked] += values.astype(positions.dtype) << 8
        ends = np.append(starts, len(positions)).astype(np.uint32)
        return Occurrences(docs.astype(np.uint32), ends, positions, len(lists))

    def _marked(self, part: str, lists: list[tuple[int, int]], first: IntArray) -> IntArray:
        """Return the occurrences, of all lists in a row, that are marked in a bitmap of each."""
        planes = [self._of(part, *each) for each in lists]
        starts = 8 * before(np.array([len(plane) for plane in planes]))
        bits = set_bits(np.concatenate(planes))
        rows = starts.searchsorted(bits, "right") - 1
        marked = bits + (first - starts)[rows]
        ends = np.append(first[1:], self._total(lists))
        if (marked >= ends[rows]).any():
            raise self._damaged(part)
        return marked

    def _total(self, lists: list[tuple[int, int]]) -> int:
        return sum(int(self._shapes.sizes[shape]) for _, shape in lists)

    def _docs(self, number: int, shape: int) -> IntArray:
        bits = int(self._shapes.bits[shape])
        docs = set_bits(self._of("high", number, shape))
        if len(docs) != self._shapes.doc_freqs[shape]:
            raise self._damaged("high")
        if bits:
            docs -= np.arange(len(docs))
            docs <<= bits
            if bits & 4:
                halves = nibbles_of(self._of("nibbles", number, shape))[: len(docs)]
                docs |= halves.astype(np.int64) << (bits & 24)
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
        places, planes = self._places, self._planes
        counts, within = self._shapes.doc_freqs[shape], numbers - places.first[shape]

        def rows_in(part: str) -> tuple[IntArray, IntArray]:
            taken = places.taken[part][shape]
            return targets(places.starts[part][shape] + within * taken, taken), taken

        rows, taken = rows_in("high")
        docs = set_bits(planes["high"][rows])
        first, starts = before(8 * taken), before(counts)
        # As many bits are set in each bitmap as it has numbers: else one would take another's.
        set_before = docs.searchsorted(first + 8 * taken)
        if (set_before != starts + counts).any():
            raise self._damaged("high")
        docs -= np.arange(len(docs))
        docs -= (first - starts).repeat(counts)
        docs <<= bits
        if bits & 4:
            rows, taken = rows_in("nibbles")
            halves = nibbles_of(planes["nibbles"][rows])
            # An odd list leaves the last half unused.
            halves = halves[targets(before(2 * taken), counts)]
            docs |= halves.astype(np.int64) << (bits & 24)
        if bits >= 8:
            low = planes["low"][rows_in("low")[0]]
            docs |= low if bits < 16 else low.view("<u2")
        if docs.max() >= self._documents:
            raise self._damaged("high")
        return docs
