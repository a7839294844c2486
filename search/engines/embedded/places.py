"""Places of words: section and position in one number, and the places where a phrase begins.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

import numpy as np

from search.arrays import Array
from search.engines.embedded.snapshot import BoolArray, IntArray, Snapshot
from search.engines.embedded.term_postings import TermPostings

# A place is (section << POSITION_BITS) + position.
POSITION_BITS = 32
# A number is looked up in a list of so many by halving, in a shorter one by walking through it.
HALVING = 10
# So many are looked up sooner than a mask of all sections is made.
SEVERAL = 4096

_NO_ROWS = np.empty(0, np.int64)

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
        return _NO_ROWS, _NO_ROWS
    # Of one kind: else the longer list is copied to compare it.
    at = two.searchsorted(one.astype(two.dtype, copy=False))
    np.minimum(at, len(two) - 1, out=at)
    here = (two[at] == one).nonzero()[0]
    return here, at[here]


def values_at(ids: IntArray, values: Array, wanted: IntArray) -> Array:
    """Return the values of some documents, 0 of those that are not in an ascending list."""
    if not len(ids):
        return np.zeros(len(wanted), values.dtype)
    rows, there = _looked_up(ids, wanted)
    found: Array = values.take(rows, mode="clip")
    found *= there
    return found


def holds(ids: IntArray, wanted: IntArray) -> BoolArray:
    """Return which of some numbers are in an ascending list that is not empty."""
    return _looked_up(ids, wanted)[1]


def _looked_up(ids: IntArray, wanted: IntArray) -> tuple[IntArray, BoolArray]:
    """Return the rows of some numbers in an ascending list, and which of them are there."""
    # Of one kind: else the list is copied to compare it.
    wanted = wanted.astype(ids.dtype, copy=False)
    rows = ids.searchsorted(wanted)
    return rows, ids.take(rows, mode="clip") == wanted


def in_both(one: IntArray, two: IntArray) -> IntArray:
    """Return what is in both of two ascending lists, each without repetitions."""
    if len(one) > len(two):
        one, two = two, one
    if not len(one):
        return one
    if HALVING * len(one) < len(two):
        return one[holds(two, one)]
    merged = np.concatenate((one, two))
    merged.sort(kind="stable")  # merges what is in order
    both: IntArray = merged[:-1][merged[1:] == merged[:-1]]
    return both


def rows_within(ids: IntArray, wanted: IntArray, mask: BoolArray | None) -> IntArray:
    """Return the rows of an ascending list that hold a wanted number; a mask would say the same."""
    if mask is None or len(ids) > HALVING * len(wanted):
        return rows_of(ids, wanted)[0]
    # With numbers of 32 bits `mask[ids]` takes twice the time.
    return mask.take(ids).nonzero()[0]


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
        _Word(offset, [snapshot.postings(field, term) for term in terms])
        for offset, terms in enumerate(words)
        if terms is not None
    ]
    # The rarest word first: whatever it lacks is not looked at in the others.
    found.sort(key=lambda word: word.size)
    common: IntArray | None = None
    for word in found:
        common = word.narrow(common, within)
        if not len(common):
            return common
    if common is None:
        return _NO_ROWS
    mask: BoolArray | None = None
    if len(common) > SEVERAL:
        mask = np.zeros(len(snapshot.live), bool)
        mask[common] = True
    starts = found[0].starts(common, mask)
    for word in found[1:]:
        starts = in_both(starts, word.starts(common, mask))
    return starts


class _Word:
    """A word of a phrase: the postings of the terms that may stand for it."""

    def __init__(self, offset: int, alternatives: list[TermPostings]) -> None:
        self._offset, self._alternatives = offset, alternatives
        self.size = sum(len(postings.ids) for postings in alternatives)

    def narrow(self, common: IntArray | None, within: BoolArray | None) -> IntArray:
        """Return those of some sections, ascending, that have the word; None: of all `within`."""
        parts = []
        for postings in self._alternatives:
            ids = postings.ids
            if common is not None:
                ids = in_both(common, ids)
            elif within is not None:
                ids = ids[within.take(ids)]
            parts.append(ids)
        return union(parts)

    def starts(self, common: IntArray, mask: BoolArray | None) -> IntArray:
        """Return where a row would begin in these sections if its word here is this one."""
        return union([self._starts(postings, common, mask) for postings in self._alternatives])

    def _starts(self, found: TermPostings, common: IntArray, mask: BoolArray | None) -> IntArray:
        few = mask is None or len(found.ids) > HALVING * len(common)
        if few and len(self._alternatives) == 1:
            rows, sections = found.ids.searchsorted(common), common  # all of them have it
        else:
            rows = rows_within(found.ids, common, mask)
            sections = found.ids[rows]
        counts, positions = found.positions_at(rows)
        starts: IntArray = sections.astype(np.int64) << POSITION_BITS
        if len(positions) > len(starts):
            starts = starts.repeat(counts)
        starts += positions
        if not self._offset:
            return starts
        starts -= self._offset
        return starts[positions >= self._offset]
