"""The best documents of some words, without scoring all that have them.

In: the words (`bounded.py`) and how many documents are wanted.  Out: these, what ties with the last
of them and a few more, in no order, with exact scores.
The best of a word alone tell what has to be reached: bounds are added up for every document, and
what stays below is left. Few documents are then looked at word by word. Of many the highest sums
tell better, for none is above its score by as much as a step for every word: only what may still
be as high is scored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.ranking.bounded import Bounded, kind_for, steps_of
from search.engines.embedded.ranking.top_k import kth_highest
from search.engines.embedded.reading.ascending import values_at
from search.engines.embedded.reading.executor import Filter
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.scored_docs import Matches, added_up
from search.ranking import saturation
from search.system.arrays import Array, FloatArray, IntArray

# Sums of bounds are a table of so many rows; the highest of each column are looked at first.
ROWS = 16
# Up to so many times as many documents as are wanted are scored without asking which may be best.
FEW = 4
# Words that fewer than one in so many documents have are looked at document by document: a look
# takes as long as to look for the highest sum among so many.
SCATTERED = 16
# A filter is first asked of so many times as many documents as are wanted: what it passes tells
# how much has to be reached.
SOME = 16
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
    least = steps_of(max([word.reached(count, within) for word in words]))
    total = bounds_of(words, level.documents)
    kept = _kept(words)
    if kept and SCATTERED * sum(map(len, kept)) < level.documents:
        return _one_by_one(words, kept, total, least, within)
    table = total.reshape(ROWS, -1)
    highest = table.max(axis=0)
    columns = (highest >= least).nonzero()[0]
    highest = highest[columns]
    if within is None:
        columns = columns[_hopeful(highest, count, len(words))]
    elif len(columns) > SOME * count:
        # Of a word of little weight nearly all sums are the same.
        some = columns[highest >= kth_highest(highest, SOME * count)][: FEW * SOME * count]
        bounds = total[_reaching(table, some, least, within)]
        if len(bounds) >= count:
            least = max(least, int(kth_highest(bounds, count)) - len(words))
            columns = columns[highest >= least]
    ids = _reaching(table, columns, least, within)
    ids = ids[_hopeful(total.take(ids), count, len(words))]
    return Matches(ids, scores_of(words, ids, level))


def _reaching(table: Array, columns: IntArray, least: int, within: Filter | None) -> IntArray:
    """Return the documents of some columns whose bounds add up to so much, ascending."""
    if FEW * len(columns) > table.shape[1]:
        # To pick them out takes longer than to look at all.
        ids: IntArray = (table.ravel() >= least).nonzero()[0]
        return ids if within is None else ids[within(ids)]
    rows, places = (table.take(columns, axis=1) >= least).nonzero()
    ids = rows * table.shape[1] + columns[places]
    return ids if within is None else ids[within(ids)]


def _one_by_one(
    words: Sequence[Bounded],
    scores_of_each: Sequence[FloatArray],
    total: Array,
    least: int,
    within: Filter | None,
) -> Matches:
    """Return the documents whose bounds add up to so much, ascending, with their scores."""
    ids = np.concatenate([word.ids for word in words])
    rows = (total.take(ids) >= least).nonzero()[0]
    ids, scores = ids.take(rows), np.concatenate(scores_of_each).take(rows)
    if within is not None:
        passed = within(ids)
        ids, scores = ids[passed], scores[passed]
    return added_up(ids, scores)


def with_all(words: Sequence[Bounded]) -> IntArray:
    """Return the documents with all of the words: the rarest is looked up in the others."""
    rarest, *others = sorted(words, key=lambda word: len(word.ids))
    ids = rarest.ids
    for word in others:
        if not len(ids):
            break
        ids = ids[word.in_some(ids)]
    return ids


def best_among(
    words: Sequence[Bounded],
    ids: IntArray,
    count: int,
    level: SectionLevel,
    within: Filter | None = None,
) -> Matches:
    """Return the best of some documents with all words; `within`: of those a filter passes."""
    if not len(ids) or not count:
        return _NONE
    if within is not None:
        ids = ids[within(ids)]
    if len(ids) > FEW * count:
        bounds = np.zeros(len(ids), _kind_of_sum(words))
        for word in words:
            bounds += word.bounds_at(ids)
        ids = ids[_hopeful(bounds, count, len(words))]
    return Matches(ids, _computed(words, ids.astype(np.int32, copy=False), level, in_all=True))


def bounds_of(words: Sequence[Bounded], documents: int) -> Array:
    """Return the sum of the bounds for every document, 0 where no word occurs.

    Returns: shape (a multiple of `ROWS`,), at least `documents`.
    """
    kind = _kind_of_sum(words)
    total = np.zeros(-(-documents // ROWS) * ROWS, kind)
    seldom = []
    for word in words:
        if (everywhere := word.everywhere) is None:
            seldom.append(word)
        else:
            total[:documents] += everywhere
    if seldom:
        # Of all in one go: calls count. Of one kind: else it takes ten times as long.
        ids = np.concatenate([word.ids for word in seldom], dtype=np.intp)
        np.add.at(total, ids, np.concatenate([word.bounds for word in seldom], dtype=kind))
    return total


def _kind_of_sum(words: Sequence[Bounded]) -> type[np.unsignedinteger]:
    # Rounded up once a word: a step more each.
    return kind_for(sum(word.top for word in words) + len(words))


def scores_of(words: Sequence[Bounded], ids: IntArray, level: SectionLevel) -> FloatArray:
    """Return the sum of the scores of some documents."""
    ids = ids.astype(np.int32, copy=False)
    kept = _kept(words)
    if kept is None:
        return _computed(words, ids, level)
    total = np.zeros(len(ids))
    for word, scores in zip(words, kept, strict=True):
        total += values_at(word.ids, scores, ids)
    return total


def _kept(words: Sequence[Bounded]) -> list[FloatArray] | None:
    """Return all scores of each word, None if they are not kept of one."""
    kept = [scores for word in words if (scores := word.scores) is not None]
    return kept if len(kept) == len(words) else None


def _computed(
    words: Sequence[Bounded], ids: IntArray, level: SectionLevel, *, in_all: bool = False
) -> FloatArray:
    """Return the sum of the scores from frequencies and lengths. `in_all`: each has all words."""
    terms = [term for word in words for term in word.terms]
    # Of all terms in one go: documents are few, calls count. Shape (terms, documents).
    if in_all and len(terms) == len(words):
        freqs = np.array([term.freqs[term.ids.searchsorted(ids)] for term in terms])
    else:
        freqs = np.array([values_at(term.ids, term.freqs, ids) for term in terms])
    of_lengths = {field: level.norms(field, ids) for field in {term.field for term in terms}}
    if len(of_lengths) == 1:
        worth = saturation(freqs, of_lengths[terms[0].field])
    else:
        worth = saturation(freqs, np.array([of_lengths[term.field] for term in terms]))
    worth *= np.array([[term.factor] for term in terms])
    total: FloatArray = np.add.reduce(worth)
    return total


def _hopeful(bounds: Array, count: int, words: int) -> IntArray | slice:
    """Return the rows of the bounds of what may be among the best `count` of all."""
    if len(bounds) <= FEW * count:
        return slice(None)
    rows: IntArray = (bounds >= int(kth_highest(bounds, count)) - words).nonzero()[0]
    return rows
