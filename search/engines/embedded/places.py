"""Places of words: section and position in one number, and the places where a phrase begins.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.snapshot import BoolArray, IntArray, Snapshot, TermPostings

# A place is (section << POSITION_BITS) + position.
POSITION_BITS = 32
# A number is looked up in a list of so many by halving, in a shorter one by walking through it.
HALVING = 10

Words = tuple[tuple[str, ...] | None, ...]


def distinct(ascending: IntArray) -> IntArray:
    """Return each number once; np.unique hashes, which is ten times slower on sorted numbers."""
    if not len(ascending):
        return ascending
    return ascending[np.concatenate(([True], ascending[1:] != ascending[:-1]))]


def union(parts: list[IntArray]) -> IntArray:
    """Return all numbers of some ascending lists, ascending, each once."""
    if len(parts) == 1:
        return parts[0]
    return distinct(np.sort(np.concatenate(parts))) if parts else np.empty(0, np.int64)


def rows_of(one: IntArray, two: IntArray) -> tuple[IntArray, IntArray]:
    """Return the rows of each of two ascending lists that hold a number of the other.

    The shorter list is looked up in the longer: a tenth of what np.intersect1d takes, which sorts.
    """
    if len(one) > len(two):
        there, here = rows_of(two, one)
        return here, there
    if not len(one):
        return one[:0], one[:0]
    at = np.minimum(np.searchsorted(two, one), len(two) - 1)
    here = np.flatnonzero(two[at] == one)
    return here, at[here]


def rows_within(ids: IntArray, wanted: IntArray, mask: BoolArray) -> IntArray:
    """Return the rows of an ascending list that hold a wanted number; `mask` says the same."""
    if len(ids) > HALVING * len(wanted):
        return rows_of(ids, wanted)[0]
    return np.flatnonzero(mask[ids])


def sections_with_phrase(
    snapshot: Snapshot, field: str, words: Words, within: BoolArray | None = None
) -> IntArray:
    """Return the sections in which words[0], words[1], … stand one after the other."""
    return distinct(row_starts(snapshot, field, words, within) >> POSITION_BITS)


def row_starts(
    snapshot: Snapshot, field: str, words: Words, within: BoolArray | None = None
) -> IntArray:
    """Return the places where words[0], words[1], … begin to stand one after the other.

    `within`: only in the sections that this mask holds.
    """
    found = [
        (offset, [snapshot.postings(field, term) for term in terms])
        for offset, terms in enumerate(words)
        if terms is not None
    ]
    # The rarest word first: whatever it lacks is not looked at in the others.
    found.sort(key=lambda item: sum(len(postings.ids) for postings in item[1]))
    mask, common = within, None
    for _, alternatives in found:
        rows = []
        for ids in (postings.ids for postings in alternatives):
            if common is not None and mask is not None:
                ids = ids[rows_within(ids, common, mask)]
            elif mask is not None:
                ids = ids[mask[ids]]
            rows.append(ids)
        common = union(rows)
        if not len(common):
            return common
        mask = np.zeros(len(snapshot.live), bool)
        mask[common] = True
    if common is None or mask is None:
        return np.empty(0, np.int64)
    starts: IntArray | None = None
    for offset, alternatives in found:
        here = union([_starts(postings, common, mask, offset) for postings in alternatives])
        starts = here if starts is None else starts[rows_of(starts, here)[0]]
    return starts if starts is not None else common << POSITION_BITS


def _starts(found: TermPostings, common: IntArray, mask: BoolArray, offset: int) -> IntArray:
    """Return where a row would begin if its word at `offset` is this one."""
    rows = rows_within(found.ids, common, mask)
    counts, positions = found.positions_at(rows)
    positions = positions - offset
    starts: IntArray = (np.repeat(found.ids[rows], counts) << POSITION_BITS) + positions
    return starts[positions >= 0] if offset else starts
