"""Where a phrase stands: places, that is section and position in one number.

A row of words begins where the rarest of them stands, if each other stands so far before or after:
its places are looked up in those of the others, the rarer first.

In: a snapshot, terms.  Out: ascending arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.reading.ascending import distinct, followed, in_both, union
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.term_postings import POSITION_BITS, TermPostings
from search.system.arrays import BoolArray, IntArray

_POSITION = (1 << POSITION_BITS) - 1
_NOWHERE = np.empty(0, np.int64)

Words = tuple[tuple[str, ...] | None, ...]


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
        return _NOWHERE
    among = None
    if not all(found.read for _, alternatives in row for found in alternatives):
        # To read where words stand takes longer than to see whether any section has all of them.
        common = _with_all([alternatives for _, alternatives in row], within)
        if not len(common):
            return _NOWHERE
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
        begins = followed(begins, places, offset)
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
