"""Pack lists of postings that lie in sorted runs, see `lists.py` for what becomes of them.

In: runs (`runs.py`), whose lists are numbered by rising number of occurrences.  Out: arrays.
The lists are gathered from all runs, half a million occurrences at a time: what is gathered
together is a piece (`pieces.py`) of every run. They are packed in lots that fit a cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Self

import numpy as np

from search import heap
from search.arrays import Array, ArrayWriter, let_go, smallest
from search.engines.embedded.segments.packing import (
    IntArray,
    Shapes,
    before,
    changes,
    fewest_bytes,
    pack_docs,
    pack_marks,
    planes_of,
    targets,
)  # fmt: skip
from search.engines.embedded.writing.pieces import Order, Places, Stretch, borders_of
from search.engines.embedded.writing.runs import NEAR, Run
from search.engines.embedded.writing.threads import each

# Occurrences packed at a time; a list stays in one lot.
LOT = 1 << 17
# Of so many runs a piece is read before what was read of their map is let go of.
_HELD = 16
# A list of more occurrences is packed alone.
LARGE = 1_000_000


def write_lists(
    name: str,
    sizes: Array,
    runs: Sequence[Run],
    documents: int,
    out: ArrayWriter,
    *,
    placed: bool = False,
) -> Array:
    """Pack lists of so many occurrences, ascending; return the number that each gets.

    `placed`: with positions.
    """
    borders = borders_of(sizes)
    parts, doc_freqs, far, far_kind = _parts(runs, len(sizes), borders)
    heap.give_back()
    order = Order((sizes, doc_freqs, far), borders)
    size, doc_freq, beyond = (v[order.examples].astype(np.int64) for v in (sizes, doc_freqs, far))
    del doc_freqs, far
    shapes = Shapes(size, doc_freq, beyond, fewest_bytes(doc_freq, documents))
    for part, values in {"lists": order.counts, **shapes._asdict()}.items():
        out.add(f"{name}/{part}", values.astype(smallest(int(values.max(initial=0)))))
    places = Places(shapes, order.counts, documents, placed=placed)
    rooms = {
        part: out.room(f"{name}/{part}", far_kind if part == "far_values" else "u1", size)
        for part, size in places.sizes.items()
    }
    heap.give_back()

    def pack(piece: int) -> list[tuple[Stretch | None, dict[str, Array]]]:
        start, end = borders[piece : piece + 2].tolist()
        kinds = order.kinds(start, end)
        some = shapes.sizes[kinds], shapes.doc_freqs[kinds]
        gathered = _gather(parts, piece, order.lists[start:end], *some, placed=placed)
        firsts = {stretch.start - start: stretch for stretch in order.stretches[piece]}
        packed = []
        for rows, lot in _lots(gathered, *some, list(firsts)):
            of_lot = Shapes(*(column[kinds[rows]] for column in shapes))
            planes = _packed(lot, of_lot, documents, placed=placed)
            packed.append((firsts.get(rows.start), planes))
        return packed

    def pack_alone(piece: int) -> list[tuple[Stretch | None, dict[str, Array]]]:
        heap.give_back()  # what is free of other sizes
        return pack(piece)

    # A list of many occurrences is a piece of its own, larger than others: these come alone.
    large = int(sizes[borders[:-1]].searchsorted(LARGE, "right"))
    let_go(sizes)
    small = each(pack, ((piece,) for piece in range(large)))
    for packed in chain(small, map(pack_alone, range(large, len(borders) - 1))):
        for stretch, planes in packed:
            for part, at in places.of(stretch).items() if stretch else ():
                rooms[part].go_to(at)
            for part, values in planes.items():
                rooms[part].append(values)
    heap.give_back()
    return order.numbers()


def _parts(
    runs: Sequence[Run], lists: int, borders: IntArray
) -> tuple[list[_Part], Array, Array, str]:
    """Return where each piece is in every run; of each list postings and far positions, and of
    what kind these are.
    """
    parts, doc_freqs, far = [], np.zeros(lists, np.uint32), np.zeros(lists, np.uint32)
    far_kind = "u1"
    for run in runs:
        parts.append(_Part.of(run, borders))
        doc_freqs[run.lists] += run.counts.astype(np.uint32)
        far[run.lists] += run.far.astype(np.uint32)
        if run.positions.itemsize > 2:
            far_kind = "u4"
        let_go(run.lists)
    return parts, doc_freqs, far, far_kind


class _Part(NamedTuple):
    """A run, and where in it each piece begins: its lists, its postings, its occurrences."""

    run: Run
    lists: IntArray
    postings: IntArray
    occurrences: IntArray

    @classmethod
    def of(cls, run: Run, borders: IntArray) -> Self:
        """Return a run with the places of all pieces, which lie between borders."""
        lists = run.lists.searchsorted(borders)
        postings, occurrences = (
            np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))[lists]
            for counts in (run.counts, run.sizes)
        )
        return cls(run, lists, postings, occurrences)


Gathered = tuple[Array, Array, Array]


def _gather(
    parts: Sequence[_Part],
    piece: int,
    lists: Array,
    sizes: Array,
    doc_freqs: Array,
    *,
    placed: bool,
) -> Gathered:
    """Return documents, frequencies and positions of the lists of a piece, list by list.

    `sizes`, `doc_freqs`: occurrences and postings of each list.
    """
    start = int(lists.min())
    docs = np.empty(int(doc_freqs.sum()), np.uint32)
    freqs = np.empty(len(docs), np.uint32)
    positions = np.empty(int(sizes.sum()) if placed else 0, np.uint32)
    # Where the next posting and the next position of each list go.
    posting_at, position_at = np.empty(len(lists), np.uint32), np.empty(len(lists), np.uint32)
    posting_at[lists - start] = before(doc_freqs)
    position_at[lists - start] = before(sizes)
    for number, part in enumerate(parts, 1):
        run = part.run
        mine, postings, occurrences = (slice(*at[piece : piece + 2].tolist()) for at in part[1:])
        here, taken = run.lists[mine] - start, run.counts[mine]
        room = targets(posting_at[here], taken)
        docs[room], freqs[room] = run.docs[postings], run.freqs[postings]
        posting_at[here] += taken.astype(np.uint32)
        if placed:
            taken = run.sizes[mine]
            positions[targets(position_at[here], taken)] = run.positions[occurrences]
            position_at[here] += taken.astype(np.uint32)
        if number % _HELD == 0 or number == len(parts):
            let_go(run.docs)
    return docs, freqs, positions


def _lots(
    gathered: Gathered, sizes: Array, doc_freqs: Array, starts: Sequence[int]
) -> Iterator[tuple[slice, Gathered]]:
    """Yield which lists of a piece are packed at a time, and what was gathered of them.

    `starts`: lists that are not packed with the one before.
    """
    docs, freqs, positions = gathered
    postings, occurrences = (np.cumsum(counts, dtype=np.int64) for counts in (doc_freqs, sizes))
    last = changes(occurrences[::-1] // LOT)[::-1]
    last[np.array(starts, np.int64) - 1] = True  # before the first there is the last
    row = posting = position = 0
    for end in (last.nonzero()[0] + 1).tolist():
        rows, stop, until = slice(row, end), int(postings[end - 1]), int(occurrences[end - 1])
        yield rows, (docs[posting:stop], freqs[posting:stop], positions[position:until])
        row, posting, position = end, stop, until


def _packed(
    gathered: Gathered, shapes: Shapes, documents: int, *, placed: bool
) -> dict[str, Array]:
    docs, freqs, positions = gathered
    sizes, doc_freqs, _, _ = shapes
    taken = planes_of(shapes, documents, placed=placed)
    planes = pack_docs(docs, shapes, taken)
    owners: Array = np.arange(len(doc_freqs), dtype=np.uint32).repeat(doc_freqs)
    begins = before(freqs)
    planes["heads"] = pack_marks(begins, owners, taken["heads"], sizes)
    if placed:
        marked = (positions > NEAR).nonzero()[0]
        owners = np.cumsum(sizes).searchsorted(marked, "right")
        planes["near"] = positions.astype(np.uint8)
        planes["far_marks"] = pack_marks(marked, owners, taken["far_marks"], sizes)
        planes["far_values"] = positions[marked] >> 8
    return planes
