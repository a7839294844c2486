"""Put lists of words aside that are full, and number the words of all of them anew.

In: lists of words, each by number.  Out: all words, ascending, by a number of their own; of each
list these numbers.
Whatever knows words by number (`numbering.py`) takes some dozen bytes for each: one that is full is
put aside, sorted, and another begins; in the end they are merged (`analysis/merging.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import merging
from search.analysis.texts import Texts, ranked
from search.arrays import Array
from search.engines.embedded.writing.aside import put_aside


class WordList(NamedTuple):
    """The words of a list, ascending; of each by its number in the list its place there."""

    data: Array
    ends: Array
    places: Array


class _Page(NamedTuple):
    """Words in a row."""

    data: Array
    ends: Array


class _Numbers(NamedTuple):
    numbers: Array


def put_list_aside(words: Texts, path: Path) -> Callable[[], WordList]:
    """Write a list to the disk; return what maps it."""
    names, places = ranked(words)
    return put_aside(WordList(names.data, names.ends, places), path)


class AllWords:
    """Words, ascending, by number; those of a slice are read when they are asked for."""

    def __init__(self) -> None:
        self._pages: list[Callable[[], _Page]] = []
        self._firsts = [0]

    def append(self, words: Texts, path: Path) -> None:
        """Take the next words, which lie at a path from then on."""
        self._pages.append(put_aside(_Page(words.data, words.ends), path))
        self._firsts.append(len(self) + len(words))

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, some: slice) -> list[str]:
        """Return words in a row."""
        start, stop, _ = some.indices(len(self))
        found: list[str] = []
        while start < stop:
            page = bisect_right(self._firsts, start) - 1
            first = self._firsts[page]
            words = Texts(*self._pages[page]())
            found += words.part(slice(start - first, min(stop - first, len(words)))).strings()
            start = first + len(words)
        return found


def merged(
    lists: Sequence[Callable[[], WordList]], folder: Path
) -> tuple[AllWords, list[Callable[[], Array]]]:
    """Return the words of all lists, and what maps the numbers of those of each list.

    `folder`: where both may lie.
    """
    words = AllWords()
    texts = [partial(_texts, load) for load in lists]
    numbers = [np.empty(len(load()), np.uint32) for load in texts]
    for number, distinct in enumerate(merging.merged(texts, numbers)):
        words.append(distinct, folder / f"all-{number}.words")
    mapped = []
    for number, load in enumerate(lists):
        by_number = _Numbers(numbers[number].take(load().places))
        mapped.append(_first_of(put_aside(by_number, folder / f"all-{number}.numbers")))
        numbers[number] = numbers[number][:0]
    return words, mapped


def _texts(load: Callable[[], WordList]) -> Texts:
    return Texts(*load()[:2])


def _first_of(load: Callable[[], _Numbers]) -> Callable[[], Array]:
    return lambda: load().numbers
