"""Which sets each form is in.

In: sets of forms (`forms.py`).  Out: the same the other way round, as runs are sorted by it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.embedded.segments.packing import before, changes, targets
from search.engines.embedded.writing.forms import Sets, in_pages
from search.system.arrays import Array, let_go, smallest


class SetsOfForms(NamedTuple):
    """How many sets each form is in, where these begin in `sets`; there they ascend."""

    counts: Array
    starts: Array
    sets: Array


def sets_of_forms(sets: Sets, forms: int) -> SetsOfForms:
    """Return the sets of each of so many forms: some thousand members of sets are placed at a time,
    behind those of the sets before.
    """
    counts = np.zeros(forms, np.uint32)
    np.add.at(counts, sets.forms, np.uint32(1))
    ends = np.cumsum(counts, dtype=np.uint32) - counts  # of what is in the row already
    counts = counts.astype(smallest(int(counts.max(initial=0))))
    row, done = np.empty(len(sets.forms), np.uint32), 0
    for some, members in in_pages(sets.forms, before(sets.counts), sets.counts):
        pairs = members.astype(np.uint64)
        pairs <<= np.uint64(32)
        pairs |= np.arange(done, done + len(some), dtype=np.uint32).repeat(some)
        pairs.sort()
        done += len(some)
        members = (pairs >> np.uint64(32)).astype(np.uint32)
        heads = changes(members).nonzero()[0]
        each, taken = members[heads], np.diff(heads, append=len(members)).astype(np.uint32)
        row[targets(ends[each], taken)] = pairs.astype(np.uint32)
        ends[each] += taken
    let_go(sets.forms)
    return SetsOfForms(counts, ends - counts, row)
