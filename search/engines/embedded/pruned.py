"""The best documents of some words, without scoring all that have them.

In: the words (`bounded.py`) and how many documents are wanted.  Out: these and what ties with the
last of them, in no order, with exact scores.
Bounds are added up for all documents. The best of a word alone tell what has to be reached; of what
may reach it those with the highest bounds are scored, which tells better; then the rest that may.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.arrays import Array
from search.engines.embedded.bounded import TIE, Bounded, kind_for, steps_of
from search.engines.embedded.executor import Filter
from search.engines.embedded.found import Matches
from search.engines.embedded.level import SectionLevel
from search.engines.embedded.snapshot import FloatArray, IntArray

# Documents are scored in two goes if there are so many times as many as are wanted.
TWO_GOES = 6
_NONE = Matches(np.empty(0, np.int32), np.empty(0))


def best_with_any(
    words: Sequence[Bounded], count: int, level: SectionLevel, within: Filter | None = None
) -> Matches:
    """Return the best documents with one of the words; `within`: of those a filter lets through."""
    words = [word for word in words if len(word.ids)]
    if not words or not count:
        return _NONE
    if len(words) == 1 and within is None and (known := words[0].highest(count)):
        return known
    total = bounds_of(words, level.documents)
    least = max(word.reached(count, within) for word in words)
    ids: IntArray = (total >= steps_of(least)).nonzero()[0]
    if within is not None:
        ids = ids[within(ids)]
    return _scored(words, ids, total[ids], count, level)


def best_with_all(
    words: Sequence[Bounded], count: int, level: SectionLevel, within: Filter | None = None
) -> Matches:
    """Return the best documents with all of the words; the rarest is looked up in the others."""
    if len(words) == 1:
        return best_with_any(words, count, level, within)
    rarest, *others = sorted(words, key=lambda word: len(word.ids))
    ids, steps = rarest.with_bounds()
    if not len(ids) or not count:
        return _NONE
    if within is not None:
        rows = within(ids).nonzero()[0]
        ids, steps = ids[rows], steps[rows]
    bounds = steps.astype(kind_for(sum(word.top for word in words) + len(words)))
    for word in others:
        more = word.bounds_at(ids)
        rows = more.nonzero()[0]
        ids, bounds = ids[rows], bounds[rows]
        bounds += more[rows]
    return _scored(words, ids, bounds, count, level)


def bounds_of(words: Sequence[Bounded], documents: int) -> Array:
    """Return the sum of the bounds for every document, 0 where no word occurs."""
    # Rounded up once a word: a step more each.
    total = np.zeros(documents, kind_for(sum(word.top for word in words) + len(words)))
    for word in words:
        word.add_bounds(total)
    return total


def scores_of(words: Sequence[Bounded], ids: IntArray, level: SectionLevel) -> FloatArray:
    """Return the sum of the scores of some documents."""
    fields = {field for word in words for field in word.fields}
    norms = {field: level.norms(field, ids) for field in fields}
    total = words[0].scores_at(ids, norms)
    for word in words[1:]:
        total += word.scores_at(ids, norms)
    return total


def _scored(
    words: Sequence[Bounded], ids: IntArray, bounds: Array, count: int, level: SectionLevel
) -> Matches:
    """Return what may be among the best of some documents, with their scores."""
    ids = ids.astype(np.int32, copy=False)
    if len(ids) > TWO_GOES * count:
        first = bounds >= np.partition(bounds, -2 * count)[-2 * count]
        scores = scores_of(words, ids[first], level)
        least = float(np.partition(scores, -count)[-count])
        ids = ids[bounds >= steps_of(least)]
    return _cut(words, ids, count, level)


def _cut(words: Sequence[Bounded], ids: IntArray, count: int, level: SectionLevel) -> Matches:
    """Return the best of some documents and what ties with the last of them."""
    scores = scores_of(words, ids, level)
    if len(ids) > count:
        rows = (scores >= np.partition(scores, -count)[-count] - TIE).nonzero()[0]
        ids, scores = ids[rows], scores[rows]
    return Matches(ids, scores)
