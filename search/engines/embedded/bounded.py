"""A word's scores beside bounds of them in one byte, so that most documents need no score.

A bound is a score in whole steps, rounded up: adding bytes takes a tenth of adding scores, and what
stays below the score of the last wanted document with all its bounds added cannot be among the
best. In: the terms of a word and a level.  Out: bounds; exact scores of some; its own best.
Source: the order of Turtle & Flood, "Query evaluation: strategies and optimizations", 1995
(MaxScore), on quantised impacts as of Anh & Moffat, "Pruned query evaluation using pre-computed
impacts", 2006.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search.arrays import Array
from search.engines.embedded.executor import Filter
from search.engines.embedded.found import Matches
from search.engines.embedded.level import SectionLevel
from search.engines.embedded.places import holds, values_at
from search.engines.embedded.snapshot import BoolArray, FloatArray, IntArray
from search.query import plan
from search.ranking import idf, saturation

# Bounds are multiples of 1 / STEPS: a power of two, so that no rounding ever lowers one.
STEPS = 8
# A word in one of so many documents keeps a bound for every one: to add them all up takes as long
# as to add up a list of that length.
FREQUENT = 16
# The best documents of a word that are kept in order.
BEST = 64
# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6


class Bounded:
    """The documents of a word, ascending (int32), with a bound of the score of each.

    Exact scores are not kept but computed where they are asked for, from frequencies and lengths.
    """

    def __init__(self, terms: Sequence[plan.WeightedTerm], level: SectionLevel) -> None:
        self._terms = [_Term.of(term, level) for term in terms]
        self.fields = frozenset(term.field for term in terms)
        if len(terms) == 1:
            ids, scores = self._terms[0].matches(level)
        else:
            ids, scores = level.sum_of(tuple(terms)).matches()
        self.ids: Array = ids.astype(np.int32, copy=False)
        rows = _highest(scores, BEST)
        rows = rows[np.argsort(-scores[rows], kind="stable")]
        self._best_ids, self._best_scores = self.ids[rows], scores[rows]
        self.top = float(scores[rows[0]]) if len(rows) else 0.0
        self.most = math.ceil(self.top * STEPS)
        self._steps: Array = np.ceil(scores * STEPS).astype(kind_for(self.top))
        self._everywhere: Array | None = None
        if len(ids) * FREQUENT > level.documents:
            self._everywhere = np.zeros(level.documents, self._steps.dtype)
            self._everywhere[ids] = self._steps

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        arrays = [
            self.ids,
            self._steps,
            *(term.ids for term in self._terms if len(self._terms) > 1),
        ]
        everywhere = 0 if self._everywhere is None else self._everywhere.nbytes
        return everywhere + sum(array.nbytes for array in arrays)

    def highest(self, count: int) -> Matches | None:
        """Return the `count` best documents and all that tie with the last; None: not known."""
        if count > BEST:
            return None
        scores = self._best_scores
        known = int(np.count_nonzero(scores >= scores[min(count, len(scores)) - 1] - TIE))
        if known == BEST < len(self.ids):
            return None
        return Matches(self._best_ids[:known], scores[:known])

    def reached(self, count: int, within: Filter | None) -> float:
        """Return what `count` documents that are let through score at least, 0 if it is unknown."""
        scores = self._best_scores if within is None else self._best_scores[within(self._best_ids)]
        return float(scores[count - 1]) if 0 < count <= len(scores) else 0.0

    def add_bounds(self, total: Array) -> None:
        """Add the bounds to a number for every document."""
        if self._everywhere is not None:
            np.add(total, self._everywhere, out=total)
        else:
            # Numbers of another width would be made wider twice, to read and to write.
            places = self.ids.astype(np.intp)
            total[places] += self._steps

    def in_some(self, ids: IntArray) -> BoolArray:
        """Return in which of some documents it occurs; there is at least one in which it does."""
        if self._everywhere is not None:
            return self._everywhere.take(ids) > 0
        return holds(self.ids, ids)

    def bounds_at(self, ids: IntArray) -> Array:
        """Return the bounds in some documents, 0 where it does not occur."""
        if self._everywhere is not None:
            return self._everywhere.take(ids)
        return values_at(self.ids, self._steps, ids)

    def scores_at(self, ids: IntArray, norms: Mapping[str, FloatArray]) -> FloatArray:
        """Return the scores in some documents, 0 where it does not occur.

        Args:
            norms: field → what BM25 makes of its length in these documents.
        """
        total = self._terms[0].scores_at(ids, norms)
        for term in self._terms[1:]:
            total += term.scores_at(ids, norms)
        return total


class _Term(NamedTuple):
    """The postings of a term, and its weight times its rarity."""

    field: str
    ids: IntArray
    freqs: Array
    factor: float

    @classmethod
    def of(cls, term: plan.WeightedTerm, level: SectionLevel) -> _Term:
        """Return a term of a level."""
        ids, freqs, doc_freq = level.postings(term.field, term.text)
        rarity = idf(doc_freq, level.statistics(term.field)[0]) if doc_freq else 0.0
        return cls(term.field, ids.astype(np.int32, copy=False), freqs, term.weight * rarity)

    def matches(self, level: SectionLevel) -> Matches:
        """Return all documents with their scores."""
        scores = saturation(self.freqs, level.norms(self.field, self.ids))
        scores *= self.factor
        return Matches(self.ids, scores)

    def scores_at(self, ids: IntArray, norms: Mapping[str, FloatArray]) -> FloatArray:
        freqs = values_at(self.ids, self.freqs, ids)
        scores = saturation(freqs, norms[self.field])
        scores *= self.factor
        return scores


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
