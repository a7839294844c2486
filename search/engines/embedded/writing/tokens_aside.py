"""Put the words of many sections aside on the disk, as they come.

Runs of some million of words are put aside as they are: only when the last is in are they analysed,
once each, so that what a vocabulary learns from a corpus can be used on all of it.

In: words as numbers, by group (text, title, author).  Out: for each group its words with document,
first position and size of each block, in runs that lie on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import BLOCK_GAP, written
from search.analysis.joined import MARK
from search.engines.embedded.writing.waiting_arrays import aside_at, put_one_aside, put_pieces_aside
from search.engines.embedded.writing.word_lists import AllWords
from search.system.arrays import Array, let_go

# Words are decoded so many at a time, and so many numbered anew: each takes eight bytes for it.
PAGE, TAKEN = 10_000, 1 << 17


class Tokens(NamedTuple):
    """Words as they came: their numbers; the document, first position and size of each block."""

    words: Array
    docs: Array
    starts: Array
    counts: Array


class Group:
    """The words of one group of fields (the exact and the stemmed form of a text).

    `aside`: what maps each run that was put aside, by the number of the list of words that its
    numbers are of; `held`: the words that were not yet.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder
        self.aside: list[tuple[int, Callable[[], Tokens]]] = []
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

    def spill(self, words: int) -> None:
        """Put aside what was taken since the last time; `words`: the number of their list."""
        if self.held:
            path = self._folder / f"{self._name}-{len(self.aside)}"
            self.aside.append((words, put_pieces_aside(self._taken, path)))
        self._taken.clear()
        self.held = 0

    def absorb(self, folder: Path, lists: Sequence[int], base: int) -> None:
        """Take in the runs that a group of the same name put aside in another folder.

        `lists`: the number of the list of words of each; `base`: our number of its first document.
        """

        def moved(load: Callable[[], Tokens]) -> Tokens:
            tokens = load()
            return tokens._replace(docs=tokens.docs + np.uint32(base))

        for run, words in enumerate(lists):
            load = aside_at(folder / f"{self._name}-{run}", Tokens)
            self.aside.append((words, partial(moved, load)))

    def runs(self, numbers: Sequence[Callable[[], Array]]) -> Runs:
        """Return what maps each run; `numbers`: of the words of each list, those to be used."""

        def renumbered(load: Callable[[], Tokens], of_list: Callable[[], Array]) -> Tokens:
            taken, *blocks = load()
            numbers, words = of_list(), np.empty(len(taken), np.uint32)
            for first in range(0, len(taken), TAKEN):
                page = slice(first, first + TAKEN)
                words[page] = numbers.take(taken[page])
            # Copied: no map of the words is held beside them.
            return Tokens(words, *map(np.array, blocks))

        return [partial(renumbered, load, numbers[words]) for words, load in self.aside]


# What maps the words of each run.
Runs = Sequence[Callable[[], Tokens]]


def put_counts_aside(runs: Runs, words: int, path: Path) -> Callable[[], Array]:
    """Count how often each of so many words occurs in some runs; return what maps that."""
    total = np.zeros(words, np.uint32)
    for load in runs:
        np.add.at(total, load().words, np.uint32(1))
    return put_one_aside(total, path)


class WordCounts:
    """Words and how often each occurs; they are made anew whenever they are gone through.

    `counts`: maps how often each word occurs, by number.
    """

    def __init__(self, words: AllWords, counts: Callable[[], Array]) -> None:
        self._words, self._total = words, counts()
        self._count = int(np.count_nonzero(self._total))

    def __len__(self) -> int:
        return self._count

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield each word with its count; the first of a chain may come with several."""
        for first in range(0, len(self._words), PAGE):
            page = slice(first, first + PAGE)
            for word, count in zip(self._words[page], self._total[page].tolist(), strict=True):
                if count:
                    yield written(word).word if MARK in word else word, count
            let_go(self._total)
