"""Rows of words that stand near each other, by their positions.

In: a `Nearby` of a plan and a snapshot.  Out: the sections where it holds.
A place is section and position in one number, so places of different sections are far apart.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.reading.ascending import distinct
from search.engines.embedded.reading.places import row_starts
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.term_postings import POSITION_BITS
from search.query import plan
from search.system.arrays import BoolArray, IntArray


def sections_nearby(
    snapshot: Snapshot, node: plan.Nearby, within: BoolArray | None = None
) -> IntArray:
    """Return the live sections in which a row of each side stands within the distance.

    `within`: only of the sections that this mask holds.
    """
    sides = sorted((node.left, node.right), key=lambda rows: _postings(snapshot, rows))
    begins, ends = _places(snapshot, sides[0], within)
    sections = np.zeros(len(snapshot.live), bool)
    sections[begins >> POSITION_BITS] = True
    other_begins, other_ends = _places(snapshot, sides[1], sections)
    found = np.concatenate(
        [
            _soon_after(ends, other_begins, node.distance),
            _soon_after(other_ends, begins, node.distance),
        ]
    )
    return distinct(np.sort(found >> POSITION_BITS))


def _postings(snapshot: Snapshot, rows: tuple[plan.InOrder, ...]) -> int:
    """Return about how much there is to read of a side: its rarest words decide."""
    return sum(
        min(
            sum(len(snapshot.postings(row.field, term).ids) for term in terms)
            for terms in row.words
            if terms is not None
        )
        for row in rows
    )


def _places(
    snapshot: Snapshot, rows: tuple[plan.InOrder, ...], within: BoolArray | None
) -> tuple[IntArray, IntArray]:
    """Return the first and the last places of all rows of a side, each ascending."""
    begins = [row_starts(snapshot, row.field, row.words, within) for row in rows]
    ends = [found + len(row.words) - 1 for found, row in zip(begins, rows, strict=True)]
    if len(rows) == 1:
        return begins[0], ends[0]
    return np.sort(np.concatenate(begins)), np.sort(np.concatenate(ends))


def _soon_after(ends: IntArray, begins: IntArray, distance: int) -> IntArray:
    """Return the ends after which something begins within the distance."""
    if not len(begins):
        return ends[:0]
    following = np.searchsorted(begins, ends, side="right")
    there = following < len(begins)
    ends, following = ends[there], following[there]
    return ends[begins[following] - ends <= distance]
