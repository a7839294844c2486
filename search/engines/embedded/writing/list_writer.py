"""Pack lists of postings that lie in sorted runs, see `lists.py` for what becomes of them.

In: runs (`runs.py`), whose lists are numbered by rising number of occurrences.  Out: arrays.
The lists are gathered from all runs, a quarter of a million occurrences at a time: what is gathered
together is a piece (`pieces.py run_pieces.py`). They are packed in lots that fit a cache; of a list
of more than a lot some is gathered and packed at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise, repeat

import numpy as np

from search.engines.embedded.segments.packing import (
    Shapes,
    before,
    changes,
    fewest_bytes,
    pack_docs,
    pack_marks,
    planes_of,
)  # fmt: skip
from search.engines.embedded.writing.pieces import LOT, Order, Places, Stretch, borders_of
from search.engines.embedded.writing.run_pieces import Gathered, RunPieces
from search.engines.embedded.writing.runs import NEAR, Run, Values
from search.engines.embedded.writing.threads import each
from search.system import heap
from search.system.arrays import Array, ArrayWriter, IntArray, let_go, smallest

# Planes, and where they go if not behind the ones before.
Packed = tuple[Stretch | None, dict[str, Array]]
Job = Callable[[], list[Packed]]
# Planes of a bit an occurrence, which some lists lack.
_MARKS = ("heads", "far_marks")


def write_lists(
    name: str,
    sizes: Array,
    runs: Sequence[Run[Values]],
    documents: int,
    out: ArrayWriter,
    *,
    placed: bool = False,
) -> Array:
    """Pack lists of so many occurrences, ascending; return the number that each gets.

    `placed`: with positions.
    """
    borders = borders_of(sizes)
    pieces = RunPieces(runs, borders)
    heads = pieces.read_heads()
    heap.give_back()
    order = Order((sizes, *heads), borders)
    size, doc_freq, far = (v[order.examples].astype(np.int64) for v in (sizes, *heads))
    del heads
    shapes = Shapes(size, doc_freq, far, fewest_bytes(doc_freq, documents))
    for part, values in {"lists": order.counts, **shapes._asdict()}.items():
        out.add(f"{name}/{part}", values.astype(smallest(int(values.max(initial=0)))))
    places = Places(shapes, order.counts, documents, placed=placed)
    far_kind = "u4" if any(run.positions.dtype.itemsize > 2 for run in runs) else "u1"
    rooms = {
        part: out.room(f"{name}/{part}", far_kind if part == "far_values" else "u1", size)
        for part, size in places.sizes.items()
    }
    large = (sizes[borders[:-1]] > LOT).tolist()
    let_go(sizes)
    heap.give_back()
    packing = _Packing(pieces, order, shapes, documents, placed=placed)
    jobs = ((pack,) for pack in packing.jobs(borders, large))
    for packed in each(lambda pack: pack(), jobs):
        for stretch, planes in packed:
            for part, at in places.of(stretch).items() if stretch else ():
                rooms[part].go_to(at)
            for part, values in planes.items():
                rooms[part].append(values)
    heap.give_back()
    return order.numbers()


class _Packing:
    """Lists in their order, of these shapes, to be packed piece by piece."""

    def __init__(
        self, pieces: RunPieces, order: Order, shapes: Shapes, documents: int, *, placed: bool
    ) -> None:
        self._pieces, self._order, self._shapes = pieces, order, shapes
        self._documents, self._placed = documents, placed

    def jobs(self, borders: IntArray, large: Sequence[bool]) -> Iterator[Job]:
        """Yield what packs the pieces in turn. `large`: those of one list that is above LOT."""
        ranges = pairwise(borders.tolist())
        for piece, (some, is_large) in enumerate(zip(ranges, large, strict=True)):
            if is_large:
                yield from self._jobs_of_large(piece)
            else:
                yield partial(self._pack, piece, *some)

    def _of(self, kinds: slice | IntArray) -> Shapes:
        return Shapes(*(column[kinds] for column in self._shapes))

    def _pack(self, piece: int, start: int, end: int) -> list[Packed]:
        kinds = self._order.kinds(start, end)
        lists = self._order.lists[start:end]
        gathered = self._pieces.gathered(piece, lists, placed=self._placed)
        firsts = {stretch.start - start: stretch for stretch in self._order.stretches[piece]}
        packed: list[Packed] = []
        for rows, lot in _lots(gathered, self._of(kinds), [*firsts]):
            shapes = self._of(kinds[rows])
            taken = planes_of(shapes, self._documents, placed=self._placed)
            packed.append((firsts.get(rows.start), _packed(lot, shapes, taken)))
        return packed

    def _jobs_of_large(self, piece: int) -> Iterator[Job]:
        (stretch,) = self._order.stretches[piece]
        shapes = self._of(slice(stretch.kind, stretch.kind + 1))
        taken = planes_of(shapes, self._documents, placed=self._placed)
        bits, high = int(shapes.bits[0]), int(taken["high"][0])
        parts = self._pieces.of_large(piece, bits, high, placed=self._placed)
        for first, (some, size) in zip(chain((stretch,), repeat(None)), parts, strict=False):
            yield partial(self._pack_part, first, shapes, taken, some, size)

    def _pack_part(
        self,
        first: Stretch | None,
        shapes: Shapes,
        taken: dict[str, IntArray],
        some: Gathered,
        size: int,
    ) -> list[Packed]:
        """Pack some of a list of this shape; `size`: bytes of the bitmap of these documents."""
        counts = np.array([some.freqs.sum(dtype=np.int64)]), np.array([len(some.docs)])
        own = shapes._replace(sizes=counts[0], doc_freqs=counts[1])
        planes = planes_of(own, self._documents, placed=self._placed)
        marks = (own.sizes + 7) >> 3
        planes |= {name: marks * (taken[name] > 0) for name in _MARKS if name in planes}
        planes["high"] = np.array([size])
        return [(first, _packed(some, own, planes))]


def _lots(
    gathered: Gathered, shapes: Shapes, starts: Sequence[int]
) -> Iterator[tuple[slice, Gathered]]:
    """Yield which lists of a piece are packed at a time, and what was gathered of them.

    `starts`: lists that are not packed with the one before.
    """
    occurrences, postings = (np.cumsum(counts) for counts in shapes[:2])
    last = changes(occurrences[::-1] // LOT)[::-1]
    last[np.array(starts, np.int64) - 1] = True  # before the first there is the last
    row = posting = position = 0
    for end in (last.nonzero()[0] + 1).tolist():
        stop, until = int(postings[end - 1]), int(occurrences[end - 1])
        yield slice(row, end), gathered.part(slice(posting, stop), slice(position, until))
        row, posting, position = end, stop, until


def _packed(gathered: Gathered, shapes: Shapes, taken: dict[str, IntArray]) -> dict[str, Array]:
    """Return the planes of some lists; `taken`: the bytes of each list in each."""
    docs, freqs, positions = gathered
    sizes, doc_freqs, _, _ = shapes
    planes = pack_docs(docs, shapes, taken)
    owners: Array = np.arange(len(doc_freqs), dtype=np.uint32).repeat(doc_freqs)
    planes["heads"] = pack_marks(before(freqs), owners, taken["heads"], sizes)
    if "near" in taken:
        marked = (positions > NEAR).nonzero()[0]
        owners = np.cumsum(sizes).searchsorted(marked, "right")
        planes["near"] = positions.astype(np.uint8)
        planes["far_marks"] = pack_marks(marked, owners, taken["far_marks"], sizes)
        planes["far_values"] = positions[marked] >> 8
    return planes
