"""The terms that each word has, by numbers.

In: the different terms of a kind and, for every word, the numbers of its own.  Out: the words of
each term, of many words at once. All lie on the disk: what is not read takes no memory.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis.bulk import KindTerms
from search.analysis.texts import Texts
from search.arrays import Array, ArrayWriter, let_go
from search.engines.embedded.segments.packing import targets
from search.engines.embedded.writing.aside import aside_at

# Words whose terms are looked up at a time.
_PAGE = 1 << 17


class WordTerms(NamedTuple):
    """Terms, among them all of a kind, ascending; the numbers of those that each word has."""

    data: Array
    ends: Array
    numbers: Array
    counts: Array

    @property
    def names(self) -> Texts:
        """Return the terms."""
        return Texts(self.data, self.ends)

    @property
    def starts(self) -> Array:
        """Return where the numbers of each word begin."""
        starts: Array = np.cumsum(self.counts, dtype=np.uint32)
        starts -= self.counts
        return starts

    def pairs(self, words: Array) -> Array:
        """Return the terms of some words, each over the place of its word, ascending (uint64)."""
        starts, counts = self.starts[words], self.counts[words]
        pairs = np.empty(int(counts.sum(dtype=np.int64)), np.uint64)
        done = 0
        for first in range(0, len(words), _PAGE):
            page = slice(first, first + _PAGE)
            places = targets(starts[page], counts[page])
            some = pairs[done : done + len(places)]
            some[:] = self.numbers[places]
            some <<= np.uint64(32)
            rows = np.arange(first, first + len(counts[page]), dtype=np.uint32)
            some |= rows.repeat(counts[page])
            done += len(places)
        pairs.sort()
        return pairs


def put_terms_aside(terms: KindTerms, path: Path) -> Callable[[], WordTerms]:
    """Write the terms of words, which may be mapped, to the disk; return what maps them."""
    names, numbers, counts = terms
    arrays = WordTerms(names.data, names.ends, numbers, counts)
    with ArrayWriter(path) as out:
        for name, values in arrays._asdict().items():
            room = out.room(name, values.dtype.str[1:], len(values))
            for first in range(0, len(values), _PAGE):
                room.append(values[first : first + _PAGE])
                let_go(values)
    return aside_at(path, WordTerms)
