"""The live sections with a term, and where it stands in them.

Positions are kept by form (`forms.py`); those of a term with several are put together only when
they are asked for: at first in the sections that matter alone, all once that was asked often.
In: decoded documents and frequencies, and what reads where the forms stand.  Out: positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array
from search.engines.embedded.packing import targets

IntArray = npt.NDArray[np.int64]

# A term is put together as a whole when more than one section in so many is asked for, or so often,
# or it stands in so few: the positions of a stop word take 10 ms, some hundred of them a tenth.
FEW, OFTEN, SOON = 8, 8, 4000
_POSITION = 0xFFFFFFFF


class Occurrences(NamedTuple):
    """Where the forms of a term stand, one form after the other.

    `docs`: of each posting, ascending within a form (uint32: half the room); `counts`: how many
    positions it has; both empty where there is one form alone, whose positions are in order.
    `forms`: how many there are.
    """

    docs: Array
    counts: Array
    positions: Array
    forms: int

    def at(self, docs: IntArray) -> IntArray:
        """Return the positions in some ascending documents in a row."""
        wanted = np.zeros(max(int(docs[-1]), int(self.docs.max())) + 1 if len(docs) else 1, bool)
        wanted[docs] = True
        rows = wanted.take(self.docs).nonzero()[0] if len(docs) else docs
        counts = self.counts[rows].astype(np.int64)
        starts = np.cumsum(self.counts, dtype=np.uint32)[rows] - counts
        return _in_order(self.docs[rows], counts, self.positions[targets(starts, counts)])

    def merged(self) -> Array:
        """Return the positions in all documents in a row."""
        if self.forms == 1:
            return self.positions
        return _in_order(self.docs, self.counts, self.positions).astype(self.positions.dtype)


def _in_order(docs: Array, counts: Array, positions: Array) -> IntArray:
    places: IntArray = (docs.astype(np.int64) << 32).repeat(counts)
    places |= positions
    places.sort(kind="stable")  # merges what is in order
    places &= _POSITION
    return places


def joined(parts: Sequence[Occurrences]) -> Occurrences:
    """Return the occurrences in several ranges of documents as one."""
    if len(parts) == 1:
        return parts[0]
    return Occurrences(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.positions for part in parts]),
        max(part.forms for part in parts),
    )


class _Whole(NamedTuple):
    """All positions of a term in a row, and where those of each live posting begin."""

    positions: Array
    starts: Array


class Placed:
    """Where the live postings of a term stand; put together as a whole only if it pays."""

    def __init__(self, occurrences: Occurrences, starts: Callable[[], Array]) -> None:
        """`starts`: tells where the positions of each posting begin in all positions in a row."""
        self._held: Occurrences | _Whole = occurrences
        self._starts = starts
        self._asked = 0
        if occurrences.forms == 1:
            self._held = _Whole(occurrences.positions, starts())
        # Put together later, they take no more: documents make room for where postings begin.
        self.nbytes = sum(each.nbytes for each in self._held if isinstance(each, np.ndarray))

    def positions(self, ids: Array, rows: IntArray, counts: IntArray) -> IntArray:
        """Return the positions of some postings of the term's, each with so many, in a row."""
        held = self._held
        if isinstance(held, Occurrences):
            self._asked += 1
            if self._asked <= OFTEN and len(rows) * FEW < len(ids) > SOON:
                return held.at(ids[rows])
            self._held = held = _Whole(held.merged(), self._starts())
        starts = held.starts[rows].astype(np.int64)
        if int(counts.sum()) > len(rows):
            starts = targets(starts, counts)
        return held.positions[starts].astype(np.int64)


class TermPostings:
    """Live sections with a term, ascending (int32); how often it occurs in each, and where.

    `placed`: reads where, None if positions are not kept; only what asks how words stand reads it.
    """

    def __init__(
        self, ids: Array, freqs: Array, placed: Callable[[], Placed] | None = None
    ) -> None:
        self.ids, self.freqs, self._placed = ids, freqs, placed
        self.nbytes = ids.nbytes + freqs.nbytes

    def positions_at(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Return the number of positions of some postings, and all those positions in a row."""
        counts = self.freqs[rows].astype(np.int64)
        if self._placed is None:
            return counts, np.empty(0, np.int64)
        return counts, self._placed().positions(self.ids, rows, counts)
