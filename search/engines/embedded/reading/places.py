"""Places of words: section and position in one number, and the places where a phrase begins.

A row of words begins where the rarest of them stands, if each other stands so far before or after:
its places are looked up in those of the others, the rarer first.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.reading.snapshot import BoolArray, IntArray, Snapshot
from search.engines.embedded.segments.term_postings import POSITION_BITS, TermPostings
from search.system.arrays import Array

# A number is looked up in a list of so many by halving, in a shorter one by walking through it.
HALVING = 10
_POSITION = (1 << POSITION_BITS) - 1
_NO_ROWS = np.empty(0, np.int64)

Words = tuple[tuple[str, ...] | None, ...]


def distinct(ascending: IntArray) -> IntArray:
    """Return each number once; np.unique hashes, which is ten times slower on sorted numbers."""
    return ascending[firsts(ascending)]


def firsts(ascending: IntArray) -> BoolArray:
    """Return where a number stands for the first time."""
    first = np.empty(len(ascending), bool)
    first[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return first


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
    row = [
        (offset, [snapshot.postings(field, term) for term in terms])
        for offset, terms in enumerate(words)
        if terms is not None
    ]
    row.sort(key=lambda word: sum(len(postings.ids) for postings in word[1]))
    if not row:
        return _NO_ROWS
    among = None
    if not all(found.read for _, alternatives in row for found in alternatives):
        # To read where words stand takes longer than to see whether any section has all of them.
        common = _with_all([alternatives for _, alternatives in row], within)
        if not len(common):
            return _NO_ROWS
        among = common.astype(np.int64) << POSITION_BITS
    (first, rarest), *others = row
    begins = union([postings.places(among) for postings in rarest])
    if within is not None:
        begins = begins[within[begins >> POSITION_BITS]]
    if first:
        if words[0] is None:
            # Any word comes first: it too must be within the section.
            begins = begins[begins & _POSITION >= first]
        begins = begins - first
    for offset, alternatives in others:
        if not len(begins):
            break
        places = union([postings.places(begins) for postings in alternatives])
        if HALVING * len(begins) < len(places):
            begins = begins[holds(places, begins + offset)]
        else:
            begins = in_both(begins, places - offset)
    return begins


def _with_all(row: Sequence[Sequence[TermPostings]], within: BoolArray | None) -> IntArray:
    """Return the sections, ascending, that have all words, each of them by one of its terms."""
    first, *others = row
    common = union([postings.ids for postings in first])
    if within is not None:
        common = common[within.take(common)]
    for alternatives in others:
        common = union([in_both(common, postings.ids) for postings in alternatives])
    return common
