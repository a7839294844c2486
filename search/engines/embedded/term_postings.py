"""The live sections with a term, and where it stands in them.

Positions are kept by form (`forms.py`); those of a term with several are put together only when
they are asked for: at first in the sections that matter alone, all once that was asked often.
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

# A term is put together as a whole when more than one section in so many is asked for, or so often:
# the positions of a stop word take 10 ms, those in some hundred sections a hundredth.
FEW, OFTEN = 8, 8
_POSITION = 0xFFFFFFFF


class Form(NamedTuple):
    """Where a form stands: its documents, ascending, where the positions of each begin, and end.

    Documents and starts are uint32: half the room, and looked up faster.
    """

    docs: Array
    starts: Array
    positions: Array

    def places(self, docs: Array) -> IntArray:
        """Return the places, (document << 32) + position, in some ascending documents (uint32)."""
        at = np.minimum(self.docs.searchsorted(docs), len(self.docs) - 1)
        rows = at[self.docs[at] == docs]
        starts = self.starts[rows].astype(np.int64)
        counts = self.starts[rows + 1] - starts
        return _places(self.docs[rows], counts, self.positions[targets(starts, counts)])

    def all_places(self) -> IntArray:
        """Return the places in all documents."""
        return _places(self.docs, self.starts[1:] - self.starts[:-1], self.positions)


def _places(docs: Array, counts: Array, positions: Array) -> IntArray:
    places: IntArray = (docs.astype(np.int64) << 32).repeat(counts)
    places |= positions
    return places


def _merged(parts: list[IntArray]) -> IntArray:
    """Return the positions of places, ascending by place."""
    places = np.concatenate(parts)
    places.sort(kind="stable")  # merges what is in order
    places &= _POSITION
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
        self._asked = 0
        # What is read later is counted from the beginning: the forms, or starts and positions.
        self.nbytes = ids.nbytes + freqs.nbytes
        if forms:
            self.nbytes += 4 * len(ids) + 2 * max(size, 2 * len(ids))

    @cached_property
    def _forms(self) -> Sequence[Form]:
        return self._read() if self._read else ()

    @cached_property
    def positions(self) -> Array:
        """The positions of all postings in a row; only what asks how words stand reads them."""
        forms = self._forms
        self.__dict__.pop("_forms", None)  # another thread may have been here
        if not forms:
            return np.empty(0, np.uint8)
        if len(forms) == 1:
            return forms[0].positions
        kind = np.result_type(*(form.positions.dtype for form in forms))
        return _merged([form.all_places() for form in forms]).astype(kind)

    @property
    def starts(self) -> Array:
        """Where the positions of each posting begin."""
        if self._starts is None:
            self._starts = np.cumsum(self.freqs, dtype=np.uint32) - self.freqs
        return self._starts

    def positions_at(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Return the number of positions of some postings, and all those positions in a row."""
        counts = self.freqs[rows].astype(np.int64)
        self._asked += 1
        if self._read and self._asked <= OFTEN and len(rows) * FEW < len(self.ids):
            docs = self.ids[rows].astype(np.uint32)
            return counts, _merged([form.places(docs) for form in self._forms])
        starts = self.starts[rows].astype(np.int64)
        total = int(counts.sum())
        if total > len(rows):
            starts = targets(starts, counts)
        return counts, self.positions[starts].astype(np.int64)
