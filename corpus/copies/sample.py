"""A sample of a text's shingles: tells at a glance that two texts share too little to be copies.

In: shingle hashes.  Out: one in four of them, the same ones in every text, and whether two
samples rule out that their texts share what copies share.
Of texts that use the same phrases or lines many meet in their sketches; where a corpus repeats its
sentences, nine pairs in ten are told apart here, without reading either text again.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.copies.numbers_aside import NumbersAside
from corpus.copies.relation import LOWEST, resemblance
from corpus.copies.shingles import Hashes
from corpus.names import Names

# The lower bits choose: the upper ones choose the sketch.
_CHOOSING = np.uint64(3)
_KEPT = np.uint64(32)
# A pair at the very bar is missed once in 700 times; only two texts of one agency may stand there.
DEVIATIONS = 3.0

Sample = npt.NDArray[np.uint32]


def sample(hashes: Hashes) -> Sample:
    """Return the sample of ascending shingle hashes, ascending."""
    chosen: Hashes = hashes[(hashes & _CHOOSING) == 0]
    return (chosen >> _KEPT).astype(np.uint32)


class Samples:
    """Samples of texts, put in the order of their names, in a folder on the disk; to be closed."""

    def __init__(self, names: Names, folder: Path) -> None:
        """`names`: those of all texts that may get one."""
        self._names = names
        self._values = NumbersAside(np.uint32, folder)
        self._ends = array("Q", [0])

    def close(self) -> None:
        """Forget all samples."""
        self._values.close()

    def put(self, name: str, values: Sample) -> None:
        """Keep the sample of a text; those before it that have none get an empty one."""
        while self._names[len(self._ends) - 1] != name:
            self._ends.append(len(self._values))
        self._values.append(values)
        self._ends.append(len(self._values))

    def numbers(self, names: Iterable[str]) -> Iterator[int]:
        """Yield the number of the sample of each of some ascending names, -1 of others."""
        kept = iter(enumerate(self._names))
        number, last = next(kept, (-1, ""))
        for name in names:
            while number >= 0 and last < name:
                number, last = next(kept, (-1, ""))
            yield number if last == name else -1

    def get(self, number: int) -> Sample:
        """Return a sample; an empty one, which says nothing, if none was put."""
        if not 0 <= number < len(self._ends) - 1:
            return np.empty(0, np.uint32)
        start, end = self._ends[number : number + 2]
        return self._values[start:end]


def rules_out(one: Sample, other: Sample) -> bool:
    """Tell if two texts share too little: less than chance would leave of the lowest bar.

    How many of n shingles are shared has a standard deviation of at most √(n · bar · (1 - bar)).
    They are a share J of all if they are J / (1 + J) of one and the other counted together.
    """
    fewer, together = min(len(one), len(other)), len(one) + len(other)
    least = max(
        _least(fewer, LOWEST.containment), _least(together, LOWEST.jaccard / (1 + LOWEST.jaccard))
    )
    if not fewer or least <= 0:
        return False
    # A small part of a long text needs no look at what it shares.
    return fewer < least or resemblance(one, other)[0] * fewer < least


def _least(size: int, bar: float) -> float:
    return size * bar - DEVIATIONS * math.sqrt(size * bar * (1 - bar))
