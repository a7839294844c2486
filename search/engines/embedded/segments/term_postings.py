"""The live sections with a term, and where it stands in them.

Positions are kept by form (`forms.py`); those of a term with several are put together only when
they are asked for: at first in the sections that matter alone, all once that was asked often.
In: decoded documents and frequencies, and what reads where the forms stand.  Out: places, that is
section and position in one number: what follows a word is found by adding 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.embedded.segments.packing import targets
from search.system.arrays import Array, BoolArray, IntArray

_NO_PLACES = np.empty(0, np.int64)

# A term is put together as a whole when more than one section in so many is asked for, or so often,
# or it stands in so few: the positions of a stop word take 10 ms, some hundred of them a tenth.
FEW, OFTEN, SOON = 8, 8, 4000
# A place is (section << POSITION_BITS) + position.
POSITION_BITS = 32


class Occurrences(NamedTuple):
    """Where the forms of a term stand, one form after the other.

    `docs`: of each posting, ascending within a form (uint32: half the room); `counts`: how many
    positions it has; `forms`: how many there are.
    """

    docs: Array
    counts: Array
    positions: Array
    forms: int

    def at(self, sections: IntArray) -> IntArray:
        """Return the places in some ascending sections, ascending."""
        wanted = np.zeros(max(int(sections[-1]), int(self.docs.max())) + 1, bool)
        wanted[sections] = True
        rows = wanted.take(self.docs).nonzero()[0]
        counts = self.counts[rows].astype(np.int64)
        starts = np.cumsum(self.counts, dtype=np.uint32)[rows] - counts
        positions = self.positions[targets(starts, counts)]
        return Occurrences(self.docs[rows], counts, positions, self.forms).merged()

    def merged(self) -> IntArray:
        """Return all places, ascending."""
        places: IntArray = (self.docs.astype(np.int64) << POSITION_BITS).repeat(self.counts)
        places |= self.positions
        if self.forms > 1:
            places.sort(kind="stable")  # merges what is in order
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


class Placed:
    """Where a term stands; put together as a whole only if it pays."""

    def __init__(self, occurrences: Occurrences, live: BoolArray | None = None) -> None:
        """`live`: the mask of live sections, None if all are."""
        self._held: Occurrences | IntArray = occurrences
        self._live, self._asked = live, 0
        # What it takes at most, put together or not.
        self.nbytes = 8 * len(occurrences.positions)
        if occurrences.forms == 1:
            self._held = self._whole(occurrences)

    def _whole(self, occurrences: Occurrences) -> IntArray:
        places = occurrences.merged()
        return places if self._live is None else places[self._live[places >> POSITION_BITS]]

    def places(self, among: IntArray | None) -> IntArray:
        """Return its places, ascending: all, or at least those in the live sections of some."""
        held = self._held
        if isinstance(held, Occurrences):
            self._asked += 1
            seldom = self._asked <= OFTEN and len(held.docs) > SOON
            if seldom and among is not None and 0 < len(among) * FEW < len(held.docs):
                return held.at(among >> POSITION_BITS)
            self._held = held = self._whole(held)
        return held


class TermPostings:
    """Live sections with a term, ascending (int32); how often it occurs in each, and where.

    `placed`: reads where, None if positions are not kept; only what asks how words stand reads it.
    `kept`: tells whether that was done.
    """

    def __init__(
        self,
        ids: Array,
        freqs: Array,
        placed: Callable[[], Placed] | None = None,
        kept: Callable[[], bool] = lambda: True,
    ) -> None:
        self.ids, self.freqs, self._placed, self._kept = ids, freqs, placed, kept
        self.nbytes = ids.nbytes + freqs.nbytes

    @property
    def read(self) -> bool:
        """Whether its places are read already, so that to ask for them takes no time."""
        return self._kept()

    def places(self, among: IntArray | None = None) -> IntArray:
        """Return the places of the term, ascending: all, or at least those in the sections of some.

        `among`: ascending places.
        """
        return _NO_PLACES if self._placed is None else self._placed().places(among)
