"""Places of words: section and position in one number, and the places where a phrase begins.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.snapshot import IntArray, Snapshot, TermPostings

# A place is (section << POSITION_BITS) + position.
POSITION_BITS = 32

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


def sections_with_phrase(snapshot: Snapshot, field: str, words: Words) -> IntArray:
    """Return the sections in which words[0], words[1], … stand one after the other."""
    return distinct(row_starts(snapshot, field, words) >> POSITION_BITS)


def row_starts(
    snapshot: Snapshot, field: str, words: Words, within: IntArray | None = None
) -> IntArray:
    """Return the places where words[0], words[1], … begin to stand one after the other.

    `within`: only in these sections, ascending.
    """
    found = [
        (offset, [snapshot.postings(field, term) for term in terms])
        for offset, terms in enumerate(words)
        if terms is not None
    ]
    common = within
    for _, alternatives in found:
        ids = union([postings.ids for postings in alternatives])
        common = ids if common is None else np.intersect1d(common, ids, assume_unique=True)
    if common is None or not len(common):
        return np.empty(0, np.int64)
    starts: IntArray | None = None
    for offset, alternatives in found:
        here = union([_starts(postings, common, offset) for postings in alternatives])
        starts = here if starts is None else np.intersect1d(starts, here, assume_unique=True)
    return starts if starts is not None else common << POSITION_BITS


def _starts(found: TermPostings, common: IntArray, offset: int) -> IntArray:
    """Return where a row would begin if its word at `offset` is this one."""
    _, rows, at = np.intersect1d(common, found.ids, assume_unique=True, return_indices=True)
    counts, positions = found.positions_at(at)
    positions = positions - offset
    starts: IntArray = (np.repeat(common[rows], counts) << POSITION_BITS) + positions
    return starts[positions >= 0]
