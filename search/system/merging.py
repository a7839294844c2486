"""Merge sorted lists of texts: no more of them in memory than is sorted at a time.

In: lists, each ascending.  Out: the texts of all, ascending, and where those of each list stand
there. What the lists have in common is found by ranges of texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from search.system.arrays import Room, let_go
from search.system.sorted_texts import SortedTexts
from search.system.texts import LOT, Texts, ranked

# Of a list every so many texts one is looked at, to cut the texts of all lists into ranges.
_STEP = 1 << 10

List = Callable[[], Texts]


def merged(lists: Sequence[List], rooms: Sequence[Room]) -> Iterator[Texts]:
    """Yield the distinct texts of all lists, ascending, range by range.

    Args:
        lists: what gives each list, mapped: what was read of a map is let go of.
        rooms: of each list, for the numbers that its texts get, as ranges are yielded.
    """
    starts, count = [0] * len(lists), 0
    for stops in _stops(lists):
        slices = [slice(*each) for each in zip(starts, stops, strict=True)]
        parts = [_copied(load(), some) for load, some in zip(lists, slices, strict=True)]
        distinct, ranks = ranked(Texts.together(parts))
        del parts
        ranks += np.uint32(count)
        done = 0
        for room, some in zip(rooms, slices, strict=True):
            size = some.stop - some.start
            room.append(ranks[done : done + size])
            done += size
        del ranks
        yield distinct
        starts, count = stops, count + len(distinct)


def _stops(lists: Sequence[List]) -> list[list[int]]:
    """Return range by range where it ends in each list."""
    sample: list[bytes] = []
    for load in lists:
        texts = load()
        known = SortedTexts(texts.data, texts.ends)
        sample += [known[place] for place in range(0, len(known), _STEP)]
        let_go(texts.data)
    sample.sort()
    borders = sample[LOT // _STEP :: LOT // _STEP]
    stops = []
    for load in lists:
        texts = load()
        known, of_list = SortedTexts(texts.data, texts.ends), [0]
        for border in borders:
            of_list.append(bisect_left(known, border, of_list[-1]))
        stops.append([*of_list[1:], len(known)])
        let_go(texts.data)
    return [list(each) for each in zip(*stops, strict=True)]


def _copied(texts: Texts, some: slice) -> Texts:
    part = texts.part(some)
    copy = Texts(part.data.copy(), part.ends.copy())
    let_go(texts.data)
    return copy
