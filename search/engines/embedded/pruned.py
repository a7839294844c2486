"""The best documents of some words, without scoring all that have them.

In: the words (`bounded.py`) and how many documents are wanted.  Out: these and what ties with the
last of them, in no order, with exact scores.
The best of a word alone tell what has to be reached. Words that do not reach it together bring in
no document: bounds are added up, and looked at where the other words are. Of what may reach it
those with the highest bounds are scored, which tells better; then the rest that may.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from search.arrays import Array
from search.engines.embedded.bounded import TIE, Bounded, kind_for, steps_of
from search.engines.embedded.executor import Filter
from search.engines.embedded.found import Matches
from search.engines.embedded.level import SectionLevel
from search.engines.embedded.snapshot import FloatArray, IntArray

# The documents of words are looked at if they are less than one in so many of all: each takes ten
# times as long.
SPARSE = 10
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
    ids, bounds = _reaching(words, total, steps_of(least))
    if within is not None:
        rows = within(ids).nonzero()[0]
        ids, bounds = ids[rows], bounds[rows]
    return _scored(words, ids, bounds, count, level)


def best_with_all(
    words: Sequence[Bounded], count: int, level: SectionLevel, within: Filter | None = None
) -> Matches:
    """Return the best documents with all of the words; the rarest is looked up in the others."""
    if len(words) == 1:
        return best_with_any(words, count, level, within)
    rarest, *others = sorted(words, key=lambda word: len(word.ids))
    ids = rarest.ids
    if not len(ids) or not count:
        return _NONE
    if within is not None:
        ids = ids[within(ids)]
    for word in others:
        ids = ids[word.in_some(ids)]
    if len(ids) <= TWO_GOES * count:
        return _cut(ids, scores_of(words, ids, level), count)
    bounds = np.zeros(len(ids), _kind_of_sum(words))
    for word in words:
        bounds += word.bounds_at(ids)
    return _scored(words, ids, bounds, count, level)


def bounds_of(words: Sequence[Bounded], documents: int) -> Array:
    """Return the sum of the bounds for every document, 0 where no word occurs."""
    total = np.zeros(documents, _kind_of_sum(words))
    for word in words:
        word.add_bounds(total)
    return total


def _kind_of_sum(words: Sequence[Bounded]) -> type[np.unsignedinteger]:
    # Rounded up once a word: a step more each.
    return kind_for(sum(word.top for word in words) + len(words))


def _reaching(words: Sequence[Bounded], total: Array, least: int) -> tuple[IntArray, Array]:
    """Return the documents whose bounds add up to so much, and these sums; `total` is used up."""
    # Nothing that has only the words that are worth least gets there.
    words = sorted(words, key=lambda word: word.most)
    worth = list(accumulate(word.most for word in words))
    words = words[bisect_left(worth, least) :]
    if sum(len(word.ids) for word in words) * SPARSE > len(total):
        ids: IntArray = (total >= least).nonzero()[0]
        return ids, total[ids]
    found = [(_NONE.ids, total[:0])]
    for word in words:
        bounds = total.take(word.ids)
        rows = (bounds >= least).nonzero()[0]
        found.append((word.ids[rows], bounds[rows]))
        total[found[-1][0]] = 0  # so that no other word finds them again
    all_ids, all_bounds = zip(*found, strict=True)
    return np.concatenate(all_ids), np.concatenate(all_bounds)


def scores_of(words: Sequence[Bounded], ids: IntArray, level: SectionLevel) -> FloatArray:
    """Return the sum of the scores of some documents (int32)."""
    norms = {field: level.norms(field, ids) for field in {f for word in words for f in word.fields}}
    total = words[0].scores_at(ids, norms)
    for word in words[1:]:
        total += word.scores_at(ids, norms)
    return total


def _scored(
    words: Sequence[Bounded], ids: IntArray, bounds: Array, count: int, level: SectionLevel
) -> Matches:
    """Return the best of some documents and what ties with the last of them."""
    ids = ids.astype(np.int32, copy=False)
    if len(ids) <= TWO_GOES * count:
        return _cut(ids, scores_of(words, ids, level), count)
    first = bounds >= np.partition(bounds, -2 * count)[-2 * count]
    best = ids[first]
    scores = scores_of(words, best, level)
    least = float(np.partition(scores, -count)[-count])
    rest = ids[(bounds >= steps_of(least)) > first]
    if len(rest):
        best = np.concatenate([best, rest])
        scores = np.concatenate([scores, scores_of(words, rest, level)])
    return _cut(best, scores, count)


def _cut(ids: IntArray, scores: FloatArray, count: int) -> Matches:
    if len(ids) > count:
        rows = (scores >= np.partition(scores, -count)[-count] - TIE).nonzero()[0]
        ids, scores = ids[rows], scores[rows]
    return Matches(ids, scores)
