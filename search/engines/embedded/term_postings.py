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


class TermPostings:
    """Live sections with a term, ascending; how often it occurs in each, and where."""

    def __init__(
        self,
        ids: IntArray,
        freqs: Array,
        forms: Callable[[], Sequence[Form]] | None = None,
        size: int = 0,
        starts: Array | None = None,
    ) -> None:
        """`forms`: what reads the `size` positions, None if none are kept."""
        self.ids, self.freqs = ids, freqs
        self._read, self._starts = forms, starts
        self._asked = False
        # Forms and positions are counted as if they were read, positions with two bytes.
        self.nbytes = ids.nbytes + freqs.nbytes
        if forms:
            self.nbytes += 16 * len(ids) + 2 * size

    @cached_property
    def _forms(self) -> Sequence[Form]:
        return self._read() if self._read else ()

    @cached_property
    def positions(self) -> Array:
        """The positions of all postings in a row; only what asks how words stand reads them."""
        if not self._forms:
            return np.empty(0, np.uint8)
        if len(self._forms) == 1:
            return self._forms[0].positions
        kind = np.result_type(*(form.positions.dtype for form in self._forms))
        return _merged([form.all_places() for form in self._forms]).astype(kind)

    @property
    def starts(self) -> Array:
        """Where the positions of each posting begin."""
        if self._starts is None:
            self._starts = np.cumsum(self.freqs, dtype=np.uint32) - self.freqs
        return self._starts

    def positions_at(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Return the number of positions of some postings, and all those positions in a row."""
        counts = self.freqs[rows].astype(np.int64)
        if not self._asked:
            self._asked = True
            if len(self._forms) > 1 and len(rows) * FEW < len(self.ids):
                ids = self.ids[rows]
                return counts, _merged([form.places(ids) for form in self._forms])
        starts = self.starts[rows].astype(np.int64)
        total = int(counts.sum())
        if total > len(rows):
            starts = targets(starts, counts)
        return counts, self.positions[starts].astype(np.int64)


def _merged(parts: list[IntArray]) -> IntArray:
    places = np.concatenate(parts)
    places.sort(kind="stable")  # merges what is in order
    return places & _POSITION
