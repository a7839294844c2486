"""A sketch: the 32 smallest shingle hashes of a text, and which sketches share some of them.

In: shingles; sketches of many texts.  Out: pairs of texts worth a closer look.
Bottom-k sketches (Broder 1997): one hash function, and unlike bands of MinHash values they also
meet when one text is a small part of the other – papers cut from the end.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.copies.shingles import Hashes

Sketch = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

# Raise with every change of shingles or sketch: kept sketches are then made anew.
SKETCH_VERSION = 2
SKETCH_SIZE = 32
# One or two shared hashes are chance or a phrase; copies share seven of 32 or more.
MIN_SHARED = 3
# A hash in more texts is a phrase or a large group: there every text meets its next neighbours.
WINDOW = 6


def sketch(hashes: Hashes) -> Sketch:
    """Return the sketch of ascending shingle hashes.

    The upper bits choose, the lower are kept: the smallest numbers are alike in their upper bits.
    """
    return (hashes[:SKETCH_SIZE] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def candidates(
    keys: npt.NDArray[np.uint32], owners: Rows, is_new: npt.NDArray[np.bool_]
) -> tuple[Rows, Rows]:
    """Return pairs of rows whose sketches meet, at least one of them new.

    They are sorted by the first row, then by how much they share: texts are read row after row.

    Args:
        keys: all sketches in a row; `owners`: the row of each key, below 2**31.
        is_new: by row.
    """
    if not is_new.all():
        of_new = np.isin(keys, keys[is_new[owners]])
        keys, owners = keys[of_new], owners[of_new]
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    codes = []
    for step in range(1, WINDOW + 1):
        one, other = owners[:-step], owners[step:]
        met = (keys[:-step] == keys[step:]) & (is_new[one] | is_new[other]) & (one != other)
        if not met.any():
            break
        codes.append(one[met] << 32 | other[met])
    if not codes:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    met_at = np.concatenate(codes)
    codes.clear()
    met_at.sort()
    # Pairs that met often enough, still once for each time beyond: np.unique of all takes thrice
    # the memory.
    beyond = MIN_SHARED - 1
    often = met_at[beyond:][met_at[beyond:] == met_at[: len(met_at) - beyond]]
    pairs, shared = np.unique(often, return_counts=True)
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    order = np.lexsort((other, -shared, one))
    return one[order], other[order]
