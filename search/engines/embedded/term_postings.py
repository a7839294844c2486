"""The live sections with a term, and where it stands in them.

Positions are kept by form (`forms.py`); those of a term with several are put together only when
they are asked for: at first in the sections that matter alone, all if they are asked for again.
In: decoded documents and frequencies, and what reads the forms.  Out: positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array
from search.engines.embedded.packing import targets

IntArray = npt.NDArray[np.int64]

# A term is put together as a whole when its forms are asked for more than one section in so many.
FEW = 8
_POSITION = 0xFFFFFFFF


class Form(NamedTuple):
    """Where a form stands: its documents, ascending, where the positions of each begin, and end."""

    docs: IntArray
    starts: Array
    positions: Array

    def places(self, docs: IntArray) -> IntArray:
        """Return the places, (document << 32) + position, in some ascending documents."""
        at = np.minimum(self.docs.searchsorted(docs), len(self.docs) - 1)
        rows = at[self.docs[at] == docs]
        starts = self.starts[rows].astype(np.int64)
        counts = self.starts[rows + 1] - starts
        places: IntArray = (self.docs[rows] << 32).repeat(counts)
        places |= self.positions[targets(starts, counts)]
        return places

    def all_places(self) -> IntArray:
        """Return the places in all documents."""
        places: IntArray = (self.docs << 32).repeat(np.diff(self.starts))
        places |= self.positions
        return places


class Placed:
    """Where a term stands: its forms, and what was put together of them."""

    def __init__(self, forms: Sequence[Form], starts: Array) -> None:
        """`starts`: where the positions of each posting begin in the positions of all forms."""
        self.forms, self.starts = forms, starts
        self.asked = False
        # Counted as if all was put together, with two bytes a position.
        self.nbytes = starts.nbytes + 12 * len(starts)
        self.nbytes += 2 * sum(len(form.positions) for form in forms)

    @cached_property
    def positions(self) -> Array:
        """The positions of all postings in a row."""
        if len(self.forms) == 1:
            return self.forms[0].positions
        kind = np.result_type(*(form.positions.dtype for form in self.forms))
        return _merged([form.all_places() for form in self.forms]).astype(kind)

    def within(self, docs: IntArray) -> IntArray:
        """Return the positions in some ascending documents."""
        return _merged([form.places(docs) for form in self.forms])


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
        placed = self._placed()
        if not placed.asked:
            placed.asked = True
            if len(placed.forms) > 1 and len(rows) * FEW < len(self.ids):
                return counts, placed.within(self.ids[rows])
        starts = placed.starts[rows].astype(np.int64)
        total = int(counts.sum())
        if total > len(rows):
            starts = targets(starts, counts)
        return counts, placed.positions[starts].astype(np.int64)


def _merged(parts: list[IntArray]) -> IntArray:
    places = np.concatenate(parts)
    places.sort(kind="stable")  # merges what is in order
    return places & _POSITION
