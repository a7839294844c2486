"""A word's scores beside bounds of them in one byte, so that most documents need no score.

A bound is a score in whole steps, rounded up: adding bytes takes a tenth of adding scores, and what
stays below the score of the last wanted document with all its bounds added cannot be among the
best. In: the terms of a word and a level.  Out: bounds; the best documents of the word alone.
Source: quantised impacts as of Anh & Moffat, "Pruned query evaluation using pre-computed impacts",
2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.embedded.ranking.top_k import kth_highest
from search.engines.embedded.reading.ascending import holds, union, values_at
from search.engines.embedded.reading.executor import Filter
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.scored_docs import Matches
from search.engines.embedded.segments.term_postings import TermPostings
from search.query import plan
from search.ranking import idf, saturation
from search.system.arrays import Array, BoolArray, FloatArray, IntArray

# Bounds are multiples of 1 / STEPS. So many that the sum of four words fits a byte: more steps let
# fewer documents through, but numbers of two bytes take twice the time. What rounding of a product
# may lower is far below a tie.
STEPS = 12
# A word in one of so many documents keeps a bound for every one: to add them all up takes as long
# as to add up a list of that length.
FREQUENT = 16
# The best documents of a word that are kept in order.
BEST = 64
# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6
_SCORE_BYTES = 8


class Bounded:
    """The documents of a word, ascending (int32), with a bound of the score of each.

    Exact scores are kept of a word that few documents have; of a frequent one they are computed
    where they are asked for. Bounds and scores are made when they are first asked for: words that
    must all occur seldom need any.
    """

    def __init__(self, terms: Sequence[plan.WeightedTerm], level: SectionLevel) -> None:
        self._level, self._looked_up = level, False
        self.terms = [Term.of(term, level) for term in terms]
        self.ids: Array = union([term.ids for term in self.terms])

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays, made already or not, but for those that the terms keep."""
        own = 0 if len(self.terms) == 1 else self.ids.nbytes
        kept = self._level.documents if self.frequent else len(self.ids) * _SCORE_BYTES
        return own + len(self.ids) + kept

    @property
    def frequent(self) -> bool:
        """Tell whether so many documents have it that a bound of every document is kept."""
        return len(self.ids) * FREQUENT > self._level.documents

    @cached_property
    def _made(self) -> _Bounds:
        """The bounds and the best documents."""
        scores = self.terms[0].scores(self._level)
        if len(self.terms) > 1:
            total = np.zeros(self._level.documents)
            for term in self.terms:
                total[term.ids.astype(np.intp)] += term.scores(self._level)
            scores = total.take(self.ids)
        rows = _best(scores, BEST)
        top = float(scores[rows[0]]) if len(rows) else 0.0
        steps = np.ceil(scores * STEPS).astype(kind_for(top))
        best = Matches(self.ids[rows], scores[rows])
        if not self.frequent:
            return _Bounds(steps, None, best, top, scores)
        everywhere = np.zeros(self._level.documents, steps.dtype)
        everywhere[self.ids.astype(np.intp)] = steps
        return _Bounds(steps, everywhere, best, top, None)

    @property
    def top(self) -> float:
        """The highest score."""
        return self._made.top

    def highest(self, count: int) -> Matches | None:
        """Return the `count` best documents and all that tie with the last; None: not known."""
        if count > BEST:
            return None
        ids, scores = self._made.best
        known = int(np.count_nonzero(scores >= scores[min(count, len(scores)) - 1] - TIE))
        if known == BEST < len(self.ids):
            return None
        return Matches(ids[:known], scores[:known])

    def reached(self, count: int, within: Filter | None) -> float:
        """Return what `count` documents that are let through score at least, 0 if it is unknown."""
        ids, scores = self._made.best
        if within is not None:
            scores = scores[within(ids)]
        return float(scores[count - 1]) if 0 < count <= len(scores) else 0.0

    def in_some(self, ids: IntArray) -> BoolArray:
        """Return in which of some documents it occurs; there is at least one in which it does."""
        # To make the bounds takes longer than to look up the first time.
        if self._looked_up and (everywhere := self.everywhere) is not None:
            return everywhere.take(ids) > 0
        self._looked_up = self.frequent
        return holds(self.ids, ids)

    def bounds_at(self, ids: IntArray) -> Array:
        """Return the bounds in some documents, 0 where it does not occur."""
        if (everywhere := self.everywhere) is not None:
            return everywhere.take(ids)
        return values_at(self.ids, self._made.steps, ids)

    @property
    def everywhere(self) -> Array | None:
        """The bound of every document, 0 where it does not occur; None: it is not frequent."""
        return self._made.everywhere

    @property
    def bounds(self) -> Array:
        """The bound of each of its documents."""
        return self._made.steps

    @property
    def scores(self) -> FloatArray | None:
        """The score of each of its documents; None: it is frequent, and they are not kept."""
        return self._made.scores


class _Bounds(NamedTuple):
    """A bound of each document of a word, for frequent ones of every document; the best ones.

    `scores`: of each document of a word, None for frequent ones.
    """

    steps: Array
    everywhere: Array | None
    best: Matches
    top: float
    scores: FloatArray | None


class Term(NamedTuple):
    """A term, its postings, and its weight times its rarity."""

    field: str
    postings: TermPostings
    factor: float
    ids: Array
    freqs: Array

    @classmethod
    def of(cls, term: plan.WeightedTerm, level: SectionLevel) -> Term:
        """Return a term of a level."""
        found = level.snapshot.postings(term.field, term.text)
        rarity = idf(len(found.ids), level.statistics(term.field)[0]) if len(found.ids) else 0.0
        ids = found.ids.astype(np.int32, copy=False)
        return cls(term.field, found, term.weight * rarity, ids, found.freqs)

    def scores(self, level: SectionLevel) -> FloatArray:
        """Return the score of each of its documents."""
        scores = saturation(self.freqs, level.norms(self.field, self.ids))
        scores *= self.factor
        return scores


def kind_for(top: float) -> type[np.unsignedinteger]:
    """Return the smallest kind of number that holds the bound of a score."""
    steps = math.ceil(top * STEPS)
    return np.uint8 if steps < 1 << 8 else np.uint16 if steps < 1 << 16 else np.uint32


def steps_of(score: float) -> int:
    """Return the least bound of documents that score so much."""
    return max(1, math.ceil((score - TIE) * STEPS))


def _best(scores: FloatArray, count: int) -> IntArray:
    """Return the rows of the `count` highest scores, best first."""
    rows = np.arange(len(scores))
    if len(scores) > count:
        rows = (scores >= kth_highest(scores, count)).nonzero()[0]
    return rows[np.argsort(-scores[rows], kind="stable")][:count]
