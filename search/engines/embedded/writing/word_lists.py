"""Put lists of words aside that are full, and number the words of all of them anew.

In: lists of words, each by number.  Out: all words, ascending, by a number of their own; of each
list these numbers.
Whatever knows words by number (`numbering.py`) takes some dozen bytes for each: one that is full is
put aside, sorted, and another begins; in the end they are merged (`system/merging.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.engines.embedded.writing.own_process import in_own_process
from search.engines.embedded.writing.waiting_arrays import (
    aside_at,
    one_at,
    put_aside,
    put_one_aside,
)
from search.system import merging
from search.system.arrays import Array, let_go
from search.system.on_disk import rows_on_disk
from search.system.texts import Texts, ranked


class WordList(NamedTuple):
    """The words of a list, ascending; of each by its number in the list its place there."""

    data: Array
    ends: Array
    places: Array


class _Page(NamedTuple):
    """Words in a row."""

    data: Array
    ends: Array


def put_list_aside(words: Texts, path: Path) -> Callable[[], WordList]:
    """Write a list to the disk; return what maps it."""
    names, places = ranked(words)
    return put_aside(WordList(names.data, names.ends, places), path)


class AllWords:
    """Words, ascending, by number; those of a slice are read when they are asked for."""

    def __init__(self, pages: Sequence[int], folder: Path) -> None:
        """`pages`: how many words lie in each file of `_merge`."""
        self._pages = [aside_at(_page(folder, number), _Page) for number in range(len(pages))]
        self._firsts = list(accumulate(pages, initial=0))

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
    most = sum(len(load().ends) for load in lists)
    (pages,) = in_own_process(partial(_merge, lists, folder), most, folder)
    numbers = [one_at(_numbers(folder, number)) for number in range(len(lists))]
    return AllWords(pages.tolist(), folder), numbers


def _merge(lists: Sequence[Callable[[], WordList]], folder: Path) -> Sequence[Array]:
    """Put the words of all lists aside by pages; return how many each page has."""
    pages = []
    texts = [partial(_texts, load) for load in lists]
    with rows_on_disk([len(load()) for load in texts], folder) as rows:
        for number, distinct in enumerate(merging.merged(texts, rows.rooms)):
            put_aside(_Page(distinct.data, distinct.ends), _page(folder, number))
            pages.append(len(distinct))
        numbers = rows.filled()
    for number, (load, of_list) in enumerate(zip(lists, numbers, strict=True)):
        put_one_aside(of_list.take(load().places), _numbers(folder, number))
        let_go(of_list)  # of all lists: they lie in one map
    return (np.array(pages, np.int64),)


def _page(folder: Path, number: int) -> Path:
    return folder / f"all-{number}.words"


def _numbers(folder: Path, number: int) -> Path:
    return folder / f"all-{number}.numbers"


def _texts(load: Callable[[], WordList]) -> Texts:
    return Texts(*load()[:2])
