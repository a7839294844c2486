"""Number the words of many sections as they come, and put them aside on the disk.

Runs of some million of words are put aside as they are: only when the last is in are they analysed,
once each, so that what a vocabulary learns from a corpus can be used on all of it.

In: blocks of words by group (text, title, author).  Out: the distinct words in the order of their
numbers; for each group its words as numbers with the document, first position and size of each
block, in runs that lie on the disk.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import BLOCK_GAP, written
from search.arrays import Array
from search.engines.embedded.aside import put_aside

RUN_TOKENS = 4_000_000


class Numbering(dict[str, int]):
    """Text → number in the order of first sight."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Tokens(NamedTuple):
    """Words as they came: their numbers; the document, first position and size of each block."""

    words: Array
    docs: Array
    starts: Array
    counts: Array


class Group:
    """The words of one group of fields (the exact and the stemmed form of a text)."""

    def __init__(self, name: str, numbering: Numbering, folder: Path) -> None:
        self._name, self._numbering, self._folder = name, numbering, folder
        self._aside: list[Callable[[], Tokens]] = []
        self._clear()

    def _clear(self) -> None:
        self.tokens = array("I")
        self._docs, self._starts, self._counts = array("I"), array("I"), array("I")

    def add(self, doc: int, blocks: Sequence[Sequence[str]]) -> int:
        """Take the blocks of a document; return how many words they have."""
        start = total = 0
        for words in blocks:
            self.tokens.extend(map(self._numbering.__getitem__, words))
            self._docs.append(doc)
            self._starts.append(start)
            self._counts.append(len(words))
            start += len(words) + BLOCK_GAP
            total += len(words)
        return total

    def spill(self) -> None:
        """Put aside what was taken since the last time."""
        if self.tokens:
            taken = (self.tokens, self._docs, self._starts, self._counts)
            tokens = Tokens(*(np.frombuffer(values, np.uint32) for values in taken))
            path = self._folder / f"{self._name}-{len(self._aside)}"
            self._aside.append(put_aside(tokens, path))
            self._clear()

    def counts(self) -> dict[str, int]:
        """Return each word and how often it occurs in this group."""
        total = np.zeros(len(self._numbering), np.int64)
        self.spill()
        for load in self._aside:
            total += np.bincount(load().words, minlength=len(total))
        found: Counter[str] = Counter()
        for word, count in zip(self._numbering, total.tolist(), strict=True):
            if count:
                found[written(word).word] += count
        return found

    def aside(self) -> list[Callable[[], Tokens]]:
        """Return what maps each part that was put aside, all that was taken among them."""
        self.spill()
        return self._aside
