"""A sketch: the 32 smallest shingle hashes of a text, and which sketches share some of them.

In: shingles; sketches of many texts.  Out: pairs of texts worth a closer look.
Bottom-k sketches (Broder 1997): one hash function, and unlike bands of MinHash values they also
meet when one text is a small part of the other – papers cut from the end.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from corpus.copies.shingles import Hashes

Sketch = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.integer]

# Raise with every change of shingles or sketch: kept sketches are then made anew.
SKETCH_VERSION = 2
SKETCH_SIZE = 32
# One or two shared hashes are chance or a phrase; copies share seven of 32 or more.
MIN_SHARED = 3
# A hash in more texts is a phrase or a large group: there every text meets its next neighbours.
WINDOW = 6
# Rows whose pairs are found at a time, and parts of all hashes that are sorted: bounds memory.
ROWS = 16_384
_PART_BITS = 4


def sketch(hashes: Hashes) -> Sketch:
    """Return the sketch of ascending shingle hashes.

    The upper bits choose, the lower are kept: the smallest numbers are alike in their upper bits.
    """
    return (hashes[:SKETCH_SIZE] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def candidates(
    keys: Sketch, sizes: Rows, is_new: npt.NDArray[np.bool_]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows whose sketches meet, at least one of them new.

    They are sorted by the first row, then by how much they share: texts are read row after row.

    Args:
        keys: the sketches of all rows in a row. sizes, is_new: by row.
    """
    ends = np.cumsum(sizes)
    parts = [_shared(keys, ends, is_new, part) for part in range(1 << _PART_BITS)]
    del ends
    keys, owners = (np.concatenate(each) for each in zip(*parts, strict=True))
    del parts
    for first in range(0, len(is_new), ROWS):
        some = (owners >= first) & (owners < first + ROWS)
        pairs = _pairs(keys, owners, is_new, some.nonzero()[0])
        yield from zip(*pairs, strict=True)


def _shared(
    keys: Sketch, ends: Rows, is_new: npt.NDArray[np.bool_], part: int
) -> tuple[Sketch, Rows]:
    """Return the keys of a part that several texts have, one of them new, and who has them."""
    places = (keys >> np.uint32(32 - _PART_BITS) == part).nonzero()[0]
    # Sorted as one number: an order to sort by takes thrice the time, and more memory.
    both = keys[places].astype(np.uint64)
    both <<= np.uint64(32)
    both |= ends.searchsorted(places, "right").astype(np.uint64)
    both.sort()
    owners = both.astype(np.uint32)
    both >>= np.uint64(32)
    found = both.astype(np.uint32)
    del both
    heads = np.append(True, found[1:] != found[:-1])[: len(found)].nonzero()[0]
    if len(heads):
        shared = np.diff(heads, append=len(found)) > 1
        shared &= np.logical_or.reduceat(is_new[owners], heads)
        kept = np.repeat(shared, np.diff(heads, append=len(found)))
        found, owners = found[kept], owners[kept]
    return found, owners


def _pairs(
    keys: Sketch, owners: Sketch, is_new: npt.NDArray[np.bool_], places: Rows
) -> tuple[list[int], list[int]]:
    """Return the pairs whose first row owns one of the keys at some places."""
    codes = [np.empty(0, np.int64)]
    for step in range(1, WINDOW + 1):
        places = places[places + step < len(keys)]
        places = places[keys[places] == keys[places + step]]
        mine, theirs = owners[places].astype(np.int64), owners[places + step]
        met = (is_new[mine] | is_new[theirs]) & (mine != theirs)
        codes.append(mine[met] << 32 | theirs[met])
    met_at = np.concatenate(codes)
    met_at.sort()
    # Pairs that met often enough, still once for each time beyond.
    beyond = MIN_SHARED - 1
    often = met_at[beyond:][met_at[beyond:] == met_at[: len(met_at) - beyond]]
    pairs, shared = np.unique(often, return_counts=True)
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    order = np.lexsort((other, -shared, one))
    return one[order].tolist(), other[order].tolist()
