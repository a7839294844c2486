"""Ascending lists of numbers: union, intersection, look-up.

In: arrays that are ascending, most without repetitions.  Out: arrays, or rows of them.
"""

from __future__ import annotations

import numpy as np

from search.system.arrays import Array, BoolArray, IntArray

# Two lists are matched by binary search if one is so many times as long as the other, else merged.
HALVING = 10
_NO_ROWS = np.empty(0, np.int64)


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


def followed(one: IntArray, two: IntArray, offset: int) -> IntArray:
    """Return what of an ascending list is in another one once `offset` is added."""
    if HALVING * len(one) < len(two):
        return one[holds(two, one + offset)]
    return in_both(one, two - offset)


def rows_within(ids: IntArray, wanted: IntArray, mask: BoolArray | None) -> IntArray:
    """Return the rows of an ascending list that hold a wanted number; a mask would say the same."""
    if mask is None or len(ids) > HALVING * len(wanted):
        return rows_of(ids, wanted)[0]
    # With numbers of 32 bits `mask[ids]` takes twice the time.
    return mask.take(ids).nonzero()[0]
