"""A word's scores beside bounds of them in one byte, so that most documents need no score.

A bound is a score in whole steps, rounded up: adding bytes takes a tenth of adding scores, and what
stays below the score of the last wanted document with all its bounds added cannot be among the
best. In: the scores of a leaf of a plan.  Out: its bounds, exact scores, and its own best.
Source: the order of Turtle & Flood, "Query evaluation: strategies and optimizations", 1995
(MaxScore), on quantised impacts as of Anh & Moffat, "Pruned query evaluation using pre-computed
impacts", 2006.
"""

from __future__ import annotations

import math

import numpy as np

from search.arrays import Array
from search.engines.embedded.executor import Filter
from search.engines.embedded.found import Matches, Part
from search.engines.embedded.snapshot import FloatArray, IntArray

# Bounds are multiples of 1 / STEPS: a power of two, so that no rounding ever lowers one.
STEPS = 8
# A word in one of so many documents keeps a bound for every one: to add them all up takes as long
# as to add up a list of that length.
FREQUENT = 32
# The best documents of a word that are kept in order.
BEST = 64
# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6


class Bounded:
    """The documents of a leaf, ascending (int32), with scores above 0 and their bounds."""

    def __init__(self, part: Part, documents: int) -> None:
        ids, self._scores = part.matches()
        self.ids: IntArray = ids.astype(np.int32)
        rows = _highest(self._scores, BEST)
        rows = rows[np.argsort(-self._scores[rows], kind="stable")]
        self._best_ids, self._best_scores = self.ids[rows], self._scores[rows]
        self.top = float(self._best_scores[0]) if len(rows) else 0.0
        self._steps: Array = np.ceil(self._scores * STEPS).astype(kind_for(self.top))
        self._everywhere: Array | None = None
        if len(ids) * FREQUENT > documents:
            self._everywhere = np.zeros(documents, self._steps.dtype)
            self._everywhere[ids] = self._steps

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        arrays = (self.ids, self._scores, self._steps, self._everywhere)
        return sum(array.nbytes for array in arrays if array is not None)

    def highest(self, count: int) -> Matches:
        """Return the `count` best documents, and all that score the same as the last of them."""
        if len(self.ids) <= count:
            return Matches(self.ids, self._scores)
        if count <= BEST:
            rows = np.flatnonzero(self._best_scores >= self._best_scores[count - 1] - TIE)
            if len(rows) < BEST:
                return Matches(self._best_ids[rows], self._best_scores[rows])
        last = np.partition(self._scores, -count)[-count]
        rows = np.flatnonzero(self._scores >= last - TIE)
        return Matches(self.ids[rows], self._scores[rows])

    def reached(self, count: int, within: Filter | None) -> float:
        """Return what `count` documents that are let through score at least, 0 if it is unknown."""
        scores = self._best_scores if within is None else self._best_scores[within(self._best_ids)]
        return float(scores[count - 1]) if 0 < count <= len(scores) else 0.0

    def add_bounds(self, total: Array) -> None:
        """Add the bounds to a number for every document."""
        if self._everywhere is not None:
            np.add(total, self._everywhere, out=total)
        else:
            total[self.ids] += self._steps

    def with_bounds(self) -> tuple[IntArray, Array]:
        """Return all documents and their bounds."""
        return self.ids, self._steps

    def bounds_at(self, ids: IntArray) -> Array:
        """Return the bounds in some documents, 0 where it does not occur."""
        if self._everywhere is not None:
            found: Array = self._everywhere[ids]
            return found
        return self._at(self._steps, ids)

    def scores_at(self, ids: IntArray) -> FloatArray:
        """Return the scores in some documents, 0 where it does not occur."""
        return self._at(self._scores, ids)

    def _at(self, values: Array, ids: IntArray) -> Array:
        if not len(values):
            return np.zeros(len(ids), values.dtype)
        rows = self.ids.searchsorted(ids)
        rows[rows == len(self.ids)] = 0
        found: Array = values[rows]
        found *= self.ids[rows] == ids
        return found


def kind_for(top: float) -> type[np.unsignedinteger]:
    """Return the smallest kind of number that holds the bound of a score."""
    steps = math.ceil(top * STEPS)
    return np.uint8 if steps < 1 << 8 else np.uint16 if steps < 1 << 16 else np.uint32


def steps_of(score: float) -> int:
    """Return the least bound of documents that score so much."""
    return max(1, math.ceil((score - TIE) * STEPS))


def _highest(scores: FloatArray, count: int) -> IntArray:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, -count)[-count:]
