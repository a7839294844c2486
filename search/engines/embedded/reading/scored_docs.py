"""Documents of a level that match something, with their scores, in one of two forms.

A few documents are a list of numbers beside a list of scores; many are one score for every document
of the level, which adds up ten times quicker and takes no more room.
In: such documents.  Out: their sums, intersections, and what one says of the documents of another.
Arrays that come in are never written to: they may be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.embedded.reading.ascending import firsts, rows_of
from search.system.arrays import BoolArray, FloatArray, IntArray

# From one document in so many on a score for every document takes the place of a list. A list of
# one in four has a third of that size: more in the cache saves more time than quicker sums would.
DENSE = 2
# Two lists are matched through an array of all documents if the shorter one holds more than one
# document in so many, else by binary search.
SPREAD = 32


class Matches(NamedTuple):
    """Matching documents, ascending, and the score of each."""

    ids: IntArray
    scores: FloatArray


class ScoredDocs(NamedTuple):
    """Matching documents, ascending, with scores; `ids` None: a score for every document.

    `positive`: every match scores above 0; always so without `ids`.
    """

    ids: IntArray | None
    scores: FloatArray
    positive: bool

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        return self.scores.nbytes + (0 if self.ids is None else self.ids.nbytes)

    def matches(self) -> Matches:
        """Return the documents as a list."""
        if self.ids is not None:
            return Matches(self.ids, self.scores)
        ids = (self.scores > 0).nonzero()[0]
        return Matches(ids, self.scores.take(ids))

    def at(self, ids: IntArray, documents: int) -> tuple[BoolArray, FloatArray]:
        """Return which of some ascending documents match, and their scores, else 0."""
        if self.ids is None:
            scores = self.scores.take(ids)
            return scores > 0, scores
        if min(len(ids), len(self.ids)) * SPREAD > documents:
            everywhere = np.zeros(documents)
            places = self.ids.astype(np.intp, copy=False)
            everywhere[places] = self.scores
            scores = everywhere.take(ids)
            if self.positive:
                return scores > 0, scores
            member = np.zeros(documents, bool)
            member[places] = True
            return member.take(ids), scores
        mine, theirs = rows_of(self.ids, ids)
        hit, scores = np.zeros(len(ids), bool), np.zeros(len(ids))
        hit[theirs] = True
        scores[theirs] = self.scores[mine]
        return hit, scores

    def add_to(self, total: FloatArray, weight: float = 1.0) -> None:
        """Add the scores to a score for every document."""
        scores = self.scores if weight == 1.0 else self.scores * weight
        if self.ids is None:
            total += scores
        else:
            # Numbers of 32 bits would be made wider twice, to read and to write.
            places = self.ids.astype(np.intp, copy=False)
            total[places] += scores


def added_up(ids: IntArray, scores: FloatArray) -> Matches:
    """Return each of some documents once, with the sum of its scores; they come in any order."""
    order = ids.argsort(kind="stable")
    ids = ids[order]
    starts = firsts(ids).nonzero()[0]
    if not len(starts):
        return Matches(ids, scores)
    return Matches(ids[starts], np.add.reduceat(scores[order], starts))


def constant(ids: IntArray, score: float) -> ScoredDocs:
    """Return documents that all score the same."""
    return ScoredDocs(ids, np.full(len(ids), score), score > 0)


def listed(ids: IntArray, scores: FloatArray) -> ScoredDocs:
    """Return documents with scores, some of which may be 0."""
    return ScoredDocs(ids, scores, False)


def dense(scores: FloatArray) -> ScoredDocs:
    """Return the documents that score above 0, in the form that takes less room."""
    hits = scores > 0
    if np.count_nonzero(hits) * DENSE >= len(scores):
        return ScoredDocs(None, scores, True)
    ids = hits.nonzero()[0]
    # Kept: half the room.
    return ScoredDocs(ids.astype(np.int32), scores.take(ids), True)


def in_any(
    parts: Sequence[ScoredDocs], documents: int, weights: Sequence[float] | None = None
) -> ScoredDocs:
    """Return the documents that are in a part, with the sum of their scores times weights.

    Args:
        documents: how many the level has, those that do not match included.
        weights: of each part; without them all are 1.
    """
    if not parts:
        return constant(np.empty(0, np.int64), 0.0)
    if len(parts) == 1 and weights is None:
        return parts[0]
    total = np.zeros(documents)
    unsure = []
    for number, part in enumerate(parts):
        weight = 1.0 if weights is None else weights[number]
        part.add_to(total, weight)
        if not (part.positive and weight > 0):
            unsure.append(part)
    if not unsure:
        return dense(total)
    hits = total > 0
    for part in unsure:
        hits[part.matches().ids] = True
    ids = hits.nonzero()[0]
    return listed(ids, total[ids])


def in_all(parts: Sequence[ScoredDocs], documents: int) -> ScoredDocs:
    """Return the documents that are in every part, with the sum of their scores."""
    first, *rest = sorted(parts, key=lambda part: len(part.scores) + (part.ids is None))
    ids, scores = first.matches()
    for part in rest:
        hit, more = part.at(ids, documents)
        ids, scores = ids[hit], scores[hit] + more[hit]
    return listed(ids, scores)


def in_some(parts: Sequence[ScoredDocs], minimum: int, documents: int) -> ScoredDocs:
    """Return the documents that are in so many of the parts, with the sum of their scores."""
    if minimum == 1:
        return in_any(parts, documents)
    if minimum == len(parts):
        return in_all(parts, documents)
    # A place for every document: at a million documents still quicker than merging lists.
    total, counts = np.zeros(documents), np.zeros(documents, np.uint16)
    for part in parts:
        part.add_to(total)
        if part.ids is None:
            counts += part.scores > 0
        else:
            counts[part.ids] += 1
    ids = (counts >= minimum).nonzero()[0]
    return listed(ids, total[ids])
