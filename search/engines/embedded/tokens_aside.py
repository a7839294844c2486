"""Put the words of many sections aside on the disk, as they come.

Runs of some million of words are put aside as they are: only when the last is in are they analysed,
once each, so that what a vocabulary learns from a corpus can be used on all of it.

In: words as numbers, by group (text, title, author).  Out: for each group its words with document,
first position and size of each block, in runs that lie on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import BLOCK_GAP, written
from search.analysis.joined import MARK
from search.arrays import Array, smallest
from search.engines.embedded.aside import aside_at, put_aside
from search.engines.embedded.numbering import PAGE, Numbering


class Tokens(NamedTuple):
    """Words as they came: their numbers; the document, first position and size of each block."""

    words: Array
    docs: Array
    starts: Array
    counts: Array


class Group:
    """The words of one group of fields (the exact and the stemmed form of a text).

    `aside`: what maps each run that was put aside; `held`: the words that were not yet.
    """

    def __init__(self, name: str, numbering: Numbering, folder: Path) -> None:
        self._name, self._numbering, self._folder = name, numbering, folder
        self.aside: list[Callable[[], Tokens]] = []
        self.held = 0
        self._taken: list[Tokens] = []

    def add(self, words: Array, docs: Array, counts: Array) -> None:
        """Take blocks of words: all words in a row, document and number of words of each block.

        A document's blocks come in a row.
        """
        sizes = counts + BLOCK_GAP
        begins = np.cumsum(sizes) - sizes
        is_first = np.diff(docs, prepend=-1) != 0
        starts = begins - begins[is_first][np.cumsum(is_first) - 1]
        self._taken.append(Tokens(*(v.astype(np.uint32) for v in (words, docs, starts, counts))))
        self.held += len(words)

    def spill(self) -> None:
        """Put aside what was taken since the last time."""
        if self.held:
            tokens = Tokens(*map(np.concatenate, zip(*self._taken, strict=True)))
            path = self._folder / f"{self._name}-{len(self.aside)}"
            self.aside.append(put_aside(tokens, path))
        self._taken.clear()
        self.held = 0

    def absorb(self, folder: Path, runs: int, numbers: Array, base: int) -> None:
        """Take in the runs that a group of the same name put aside in another folder.

        `numbers`: ours of its words; `base`: our number of its first document.
        """

        def translated(load: Callable[[], Tokens]) -> Tokens:
            tokens = load()
            docs = tokens.docs + np.uint32(base)
            return tokens._replace(words=numbers.take(tokens.words), docs=docs)

        for run in range(runs):
            load = aside_at(folder / f"{self._name}-{run}", Tokens)
            self.aside.append(partial(translated, load))

    def counts(self) -> WordCounts:
        """Return the words of what was put aside and how often each occurs."""
        total = np.zeros(len(self._numbering), np.int64)
        for load in self.aside:
            total += np.bincount(load().words, minlength=len(total))
        return WordCounts(self._numbering, total.astype(smallest(int(total.max(initial=0)))))


class WordCounts:
    """Words and how often each occurs; they are made anew whenever they are gone through."""

    def __init__(self, numbering: Numbering, total: Array) -> None:
        self._numbering, self._total = numbering, total

    def __len__(self) -> int:
        return int(np.count_nonzero(self._total))

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield each word with its count; the first of a chain may come with several."""
        for word, count in zip(self._numbering, self._pages(), strict=True):
            if count:
                yield written(word).word if MARK in word else word, count

    def _pages(self) -> Iterator[int]:
        for first in range(0, len(self._total), PAGE):
            yield from self._total[first : first + PAGE].tolist()
