"""A sketch: the 32 smallest shingle hashes of a text, and which sketches share some of them.

In: shingles; sketches of many texts.  Out: pairs of texts worth a closer look.
Bottom-k sketches (Broder 1997): one hash function, and unlike bands of MinHash values they also
meet when one text is a small part of the other – papers cut from the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.copies.numbers_aside import NumbersAside
from corpus.copies.shingles import Hashes

Sketch = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.integer]

# Raise with every change of shingles or sketch: kept sketches are then made anew.
SKETCH_VERSION = 2
SKETCH_SIZE = 32
# A key and a row are one number of 64 bits.
_ROW_BITS, _ROW = np.uint64(32), np.uint64(0xFFFFFFFF)
# One or two shared hashes are chance or a phrase; copies share seven of 32 or more.
MIN_SHARED = 3
# A hash in more texts is a phrase or a large group: there every text meets its next neighbours.
WINDOW = 6
# Rows whose pairs are found at a time, and hashes that are sorted or looked through: bounds memory.
ROWS, LOT = 4_096, 1 << 18
# Pairs yielded from one array.
PAGE = 1 << 10


class Keys(Protocol):
    """Sketches of texts in a row, in memory or not."""

    def __len__(self) -> int: ...

    def __getitem__(self, some: slice, /) -> Sketch: ...


def sketch(hashes: Hashes) -> Sketch:
    """Return the sketch of ascending shingle hashes.

    The upper bits choose, the lower are kept: the smallest numbers are alike in their upper bits.
    """
    return (hashes[:SKETCH_SIZE] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def candidates(
    keys: Keys, sizes: Rows, is_new: npt.NDArray[np.bool_], folder: Path
) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows whose sketches meet, at least one of them new.

    They are sorted by the first row, then by how much they share: texts are read row after row.

    Args:
        keys: the sketches of all rows in a row. sizes, is_new: by row.
        folder: on the disk, where what is not looked at waits.
    """
    ends = np.cumsum(sizes)
    parts = 1 << (len(keys) // LOT).bit_length()
    borders = [0]
    with closing(NumbersAside(np.uint64, folder)) as shared:
        for part in range(parts):
            shared.append(_shared(keys, ends, is_new, part, parts))
            borders.append(len(shared))
        del ends
        for first in range(0, len(is_new), ROWS):
            pairs = _pairs(
                [_met(shared[slice(*each)], is_new, first) for each in pairwise(borders)]
            )
            # As numbers of Python they take ten times as much.
            for start in range(0, len(pairs), PAGE):
                some = pairs[start : start + PAGE]
                yield from zip((some >> _ROW_BITS).tolist(), (some & _ROW).tolist(), strict=True)


def _shared(keys: Keys, ends: Rows, is_new: npt.NDArray[np.bool_], part: int, parts: int) -> Hashes:
    """Return the keys of a part that several texts have, one of them new, each over who has it.

    `parts`: a power of two; the lower bits of a key tell its part.
    """
    found = []
    for first in range(0, len(keys), LOT):
        some = keys[slice(first, first + LOT)]
        places = (some & np.uint32(parts - 1) == part).nonzero()[0]
        # Sorted as one number: an order to sort by takes thrice the time, and more memory.
        both = some[places].astype(np.uint64)
        both <<= _ROW_BITS
        both |= ends.searchsorted(places + first, "right").astype(np.uint64)
        found.append(both)
    both = np.concatenate((np.empty(0, np.uint64), *found))
    del found
    both.sort()
    of_keys = both >> _ROW_BITS
    heads = np.append(True, of_keys[1:] != of_keys[:-1])[: len(both)].nonzero()[0]
    if len(heads):
        shared = np.diff(heads, append=len(both)) > 1
        shared &= np.logical_or.reduceat(is_new[both.astype(np.uint32)], heads)
        both = both[np.repeat(shared, np.diff(heads, append=len(both)))]
    return both


def _met(shared: Hashes, is_new: npt.NDArray[np.bool_], first: int) -> Hashes:
    """Return pairs that meet in what `_shared` found, once each time, as one number.

    `first`: that row and the next are the first of a pair.
    """
    owners = shared.astype(np.uint32)
    places = (owners - np.uint32(first) < ROWS).nonzero()[0]
    pairs = [np.empty(0, np.uint64)]
    for step in range(1, WINDOW + 1):
        places = places[places + step < len(shared)]
        alike = shared[places] ^ shared[places + step] <= _ROW
        places = places[alike]
        mine, theirs = owners[places], owners[places + step]
        met = (is_new[mine] | is_new[theirs]) & (mine != theirs)
        pairs.append(mine[met].astype(np.uint64) << _ROW_BITS | theirs[met])
    return np.concatenate(pairs)


def _pairs(parts: list[Hashes]) -> Hashes:
    """Return the pairs that meet often enough in all parts, which are cleared."""
    met = np.concatenate(parts)
    parts.clear()
    met.sort()
    # Still once for each time beyond.
    beyond = MIN_SHARED - 1
    often = met[beyond:][met[beyond:] == met[: len(met) - beyond]]
    del met
    pairs, shared = np.unique(often, return_counts=True)
    order = np.lexsort((pairs & _ROW, -shared, pairs >> _ROW_BITS))
    found: Hashes = pairs[order]
    return found
