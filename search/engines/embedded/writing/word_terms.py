"""The terms that each word has, by numbers.

In: the different terms of a kind and, for every word, the numbers of its own.  Out: the words of
each term, of many words at once. All lie on the disk: what is not read takes no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import KINDS, Vocabulary
from search.analysis.bulk import KindTerms, terms_of_words
from search.analysis.compounds.pieces import Words
from search.engines.embedded.segments.packing import targets
from search.engines.embedded.writing.own_process import in_own_process
from search.engines.embedded.writing.waiting_arrays import aside_at, put_aside
from search.system import heap
from search.system.arrays import Array, let_go
from search.system.texts import Texts

# Words whose terms are looked up at a time; about so many pairs of term and word are sorted.
_PAGE, _PAIRS = 1 << 17, 1 << 18


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

    def pairs(self, words: Array) -> Iterator[Array]:
        """Yield the terms of some words, each over the place of its word, ascending (uint64).

        They come by ranges of terms: all pairs of a term at once.
        """
        starts, counts = self.starts[words], self.counts[words]
        ranges = int(counts.sum(dtype=np.int64)) // _PAIRS + 1
        for low, high in pairwise(len(self.ends) * part // ranges for part in range(ranges + 1)):
            found = [np.empty(0, np.uint64)]
            for first in range(0, len(words), _PAGE):
                page = slice(first, first + _PAGE)
                numbers = self.numbers[targets(starts[page], counts[page])]
                rows = np.arange(first, first + len(counts[page]), dtype=np.uint32)
                rows = rows.repeat(counts[page])
                if ranges > 1:
                    mine = ((numbers >= low) & (numbers < high)).nonzero()[0]
                    numbers, rows = numbers[mine], rows[mine]
                found.append(numbers.astype(np.uint64))
                found[-1] <<= np.uint64(32)
                found[-1] |= rows
            pairs = np.concatenate(found)
            del found
            let_go(self.numbers)
            pairs.sort()
            yield pairs


def word_terms(
    words: Words, vocabulary: Vocabulary, folder: Path
) -> dict[str, Callable[[], WordTerms]]:
    """Return what maps the terms of every word by kind, see `terms_of_words`.

    `folder`: where the terms may lie.
    """

    def work() -> Sequence[Array]:
        heap.spare()
        for kind, terms in terms_of_words(words, vocabulary, folder=folder):
            put_terms_aside(terms, folder / kind)
            del terms  # not as long as the next are made
        return ()

    in_own_process(work, len(words), folder)
    return {kind: aside_at(folder / kind, WordTerms) for kind in KINDS}


def put_terms_aside(terms: KindTerms, path: Path) -> Callable[[], WordTerms]:
    """Write the terms of words, which may be mapped, to the disk; return what maps them."""
    names, numbers, counts = terms
    return put_aside(WordTerms(names.data, names.ends, numbers, counts), path)
