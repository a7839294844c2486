"""Places of words: section and position in one number, and the places where a phrase begins.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.snapshot import BoolArray, IntArray, Snapshot
from search.engines.embedded.term_postings import TermPostings

# A place is (section << POSITION_BITS) + position.
POSITION_BITS = 32
# A number is looked up in a list of so many by halving, in a shorter one by walking through it.
HALVING = 10

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


def rows_within(ids: IntArray, wanted: IntArray, mask: BoolArray) -> IntArray:
    """Return the rows of an ascending list that hold a wanted number; `mask` says the same."""
    if len(ids) > HALVING * len(wanted):
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
        _Word(offset, [snapshot.postings(field, term) for term in terms], len(snapshot.live))
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
    mask = np.zeros(len(snapshot.live), bool)
    mask[common] = True
    starts = found[0].starts(common, mask)
    for word in found[1:]:
        starts = starts[rows_of(starts, word.starts(common, mask))[0]]
    return starts


class _Word:
    """A word of a phrase: the postings of the terms that may stand for it."""

    def __init__(self, offset: int, alternatives: list[TermPostings], sections: int) -> None:
        self._offset, self._alternatives, self._sections = offset, alternatives, sections
        self.size = sum(len(postings.ids) for postings in alternatives)

    def narrow(self, common: IntArray | None, within: BoolArray | None) -> IntArray:
        """Return those of some sections, ascending, that have the word; None: of all `within`."""
        parts = []
        for postings in self._alternatives:
            ids = postings.ids
            if common is not None:
                ids = _both(common, ids, self._sections)
            elif within is not None:
                ids = ids[within.take(ids)]
            parts.append(ids)
        return union(parts)

    def starts(self, common: IntArray, mask: BoolArray) -> IntArray:
        """Return where a row would begin in these sections if its word here is this one."""
        return union([self._starts(postings, common, mask) for postings in self._alternatives])

    def _starts(self, found: TermPostings, common: IntArray, mask: BoolArray) -> IntArray:
        rows = rows_within(found.ids, common, mask)
        counts, positions = found.positions_at(rows)
        sections = found.ids[rows].astype(np.int64)
        if len(positions) > len(rows):
            sections = sections.repeat(counts)
        starts: IntArray = (sections << POSITION_BITS) + (positions - self._offset)
        return starts[positions >= self._offset] if self._offset else starts


def _both(one: IntArray, two: IntArray, size: int) -> IntArray:
    """Return what is in two ascending lists of numbers below `size`."""
    if HALVING * len(one) < len(two):
        return one[rows_of(one, two)[0]]
    mask = np.zeros(size, bool)
    mask[two] = True
    return one[mask.take(one)]
