"""Pack lists of postings that lie in sorted runs, see `lists.py` for what becomes of them.

In: runs (`runs.py`), whose lists are numbered by rising number of occurrences.  Out: arrays.
The lists are gathered from all runs, half a million occurrences at a time: what is gathered
together is a piece of every run. They are packed in lots that fit a processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Self

import numpy as np

from search import heap
from search.arrays import Array, ArrayWriter, smallest
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
from search.engines.embedded.writing.runs import NEAR, Run
from search.engines.embedded.writing.threads import each

# Occurrences gathered at a time, and of these packed at a time: a list stays in one piece, and so
# do lists of one size, however many there are; half of all words occur once.
PIECE, LOT = 500_000, 1 << 17


def write_lists(
    name: str,
    sizes: Array,
    runs: Sequence[Callable[[], Run]],
    documents: int,
    out: ArrayWriter,
    *,
    placed: bool = False,
) -> Array:
    """Pack lists of so many occurrences, ascending; return the number that each gets.

    `placed`: with positions.
    """
    doc_freqs, far = np.zeros(len(sizes), np.uint32), np.zeros(len(sizes), np.uint32)
    far_kind, borders, parts = "u1", _borders(sizes), []
    for load in runs:
        run = load()
        parts.append(_Part.of(load, run, borders))
        doc_freqs[run.lists] += run.counts.astype(np.uint32)
        far[run.lists] += run.far.astype(np.uint32)
        if run.positions.itemsize > 2:
            far_kind = "u4"
    heap.give_back()
    order = np.lexsort((far, doc_freqs, sizes)).astype(np.uint32)

    def shapes_of(lists: Array) -> Shapes:
        size, doc_freq, beyond = (v[lists].astype(np.int64) for v in (sizes, doc_freqs, far))
        return Shapes(size, doc_freq, beyond, fewest_bytes(doc_freq, documents))

    first = _first_of_each((sizes, doc_freqs, far), order)
    lists = np.diff(first, append=len(order))
    shapes = shapes_of(order[first])
    for part, values in {"lists": lists, **shapes._asdict()}.items():
        out.add(f"{name}/{part}", values.astype(smallest(int(values.max(initial=0)))))
    rooms = {
        part: out.room(
            f"{name}/{part}", far_kind if part == "far_values" else "u1", int((lists * taken).sum())
        )
        for part, taken in planes_of(shapes, documents, placed=placed).items()
    }

    heap.give_back()

    def pack(piece: int) -> list[dict[str, Array]]:
        lists = order[borders[piece] : borders[piece + 1]]
        gathered = _gather(parts, piece, lists, doc_freqs[lists], sizes[lists], placed=placed)
        return [
            _packed(lot, shapes_of(lists[rows]), documents, placed=placed)
            for rows, lot in _lots(gathered, doc_freqs[lists], sizes[lists])
        ]

    # A list of many occurrences is a piece of its own, larger than others: these come alone.
    large = _first_large(sizes, borders)
    small = each(pack, ((piece,) for piece in range(large)))
    for packed in chain(small, map(pack, range(large, len(borders) - 1))):
        for planes in packed:
            for part, values in planes.items():
                rooms[part].append(values)
    number_of = np.empty_like(order)
    number_of[order] = np.arange(len(order), dtype=np.uint32)
    return number_of


def _first_of_each(columns: Iterable[Array], order: Array) -> IntArray:
    """Return where, in an order, rows begin to be others in any column."""
    found = np.zeros(len(order), bool)
    for values in columns:
        found |= changes(values[order])
    return found.nonzero()[0]


def _borders(sizes: Array) -> IntArray:
    """Return where what is gathered together begins, and the end; lists of one size stay so."""
    ends = np.append(changes(sizes).nonzero()[0], len(sizes))[1:]
    sums = np.cumsum(sizes, dtype=np.int64)[ends - 1]
    borders, row, done = [0], 0, 0
    while row < len(ends):
        row = max(row, int(sums.searchsorted(done + PIECE, "right")) - 1)
        borders.append(int(ends[row]))
        row, done = row + 1, int(sums[row])
    return np.array(borders, np.int64)


def _first_large(sizes: Array, borders: IntArray) -> int:
    """Return the first piece, of ascending ones, that is a list of more than twice a piece."""
    return int(sizes[borders[:-1]].searchsorted(2 * PIECE, "right"))


class _Part(NamedTuple):
    """A run, and where in it each piece begins: its lists, its postings, its occurrences."""

    load: Callable[[], Run]
    lists: IntArray
    postings: IntArray
    occurrences: IntArray

    @classmethod
    def of(cls, load: Callable[[], Run], run: Run, borders: IntArray) -> Self:
        """Return a run with the places of all pieces, which lie between borders."""
        lists = run.lists.searchsorted(borders)
        postings, occurrences = (
            np.concatenate(([0], np.cumsum(counts)))[lists] for counts in (run.counts, run.sizes)
        )
        return cls(load, lists, postings, occurrences)


Gathered = tuple[Array, Array, Array]


def _gather(
    parts: Sequence[_Part],
    piece: int,
    lists: Array,
    doc_freqs: Array,
    sizes: Array,
    *,
    placed: bool,
) -> Gathered:
    """Return documents, frequencies and positions of the lists of a piece, list by list.

    `doc_freqs`, `sizes`: postings and occurrences of each list.
    """
    start = int(lists.min())
    docs = np.empty(int(doc_freqs.sum()), np.uint32)
    freqs = np.empty(len(docs), np.uint32)
    positions = np.empty(int(sizes.sum()) if placed else 0, np.uint32)
    # Where the next posting and the next position of each list go.
    posting_at, position_at = np.empty(len(lists), np.uint32), np.empty(len(lists), np.uint32)
    posting_at[lists - start] = before(doc_freqs)
    position_at[lists - start] = before(sizes)
    for part in parts:
        run = part.load()
        mine, postings, occurrences = (slice(*at[piece : piece + 2].tolist()) for at in part[1:])
        here, taken = run.lists[mine] - start, run.counts[mine]
        room = targets(posting_at[here], taken)
        docs[room], freqs[room] = run.docs[postings], run.freqs[postings]
        posting_at[here] += taken.astype(np.uint32)
        if placed:
            taken = run.sizes[mine]
            positions[targets(position_at[here], taken)] = run.positions[occurrences]
            position_at[here] += taken.astype(np.uint32)
    return docs, freqs, positions


def _lots(gathered: Gathered, doc_freqs: Array, sizes: Array) -> Iterator[tuple[slice, Gathered]]:
    """Yield which lists of a piece are packed at a time, and what was gathered of them."""
    docs, freqs, positions = gathered
    postings, occurrences = (np.cumsum(counts, dtype=np.int64) for counts in (doc_freqs, sizes))
    last = changes(occurrences[::-1] // LOT)[::-1].nonzero()[0]
    row = posting = position = 0
    for end in (last + 1).tolist():
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
