"""The best sections of a question, each by its own score: no article is scored, nothing is counted.

In: a question and the sections of a snapshot.  Out: the page of sections asked for, best first.
Words are pruned (`pruned.py`); whatever else a plan asks for is run as a whole. What is only wanted
newest first is looked for from the newest section on, until there is enough of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from search.engines.base import Question
from search.engines.embedded.ranking.bounded import Bounded
from search.engines.embedded.ranking.precedence import Precedence
from search.engines.embedded.ranking.pruned import (
    best_among,
    best_with_any,
    bounds_of,
    scores_of,
    with_all,
)
from search.engines.embedded.ranking.top_k import kth_highest
from search.engines.embedded.reading.ascending import holds
from search.engines.embedded.reading.cache import LfuCache
from search.engines.embedded.reading.executor import FILTERS, filter_of, run
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.places import sections_with_phrase
from search.engines.embedded.reading.scored_docs import Matches
from search.models import Sort
from search.query import plan
from search.system.arrays import Array, IntArray

# Bytes of the bounds and scores of words that are kept, for each section of the index: what a word
# takes grows with it. Those of the 1,430 words of 1,300 questions took 320, measured once.
ROOM_FOR_WORDS = 360
# So many sections are looked at first when the newest are wanted, then a multiple each time.
NEWEST, MORE = 1024, 8
# Of so many times as many as are wanted not all are put in order.
FEW = 6
# To look a section up among some takes as long as to read the place of so many.
MANY = 10


class Passages:
    """Finds the best sections of one snapshot."""

    def __init__(self, level: SectionLevel, precedence: Precedence) -> None:
        self._level, self._precedence = level, precedence
        self._words: LfuCache[Bounded] = LfuCache(ROOM_FOR_WORDS * level.documents)

    def best(self, question: Question) -> Matches:
        """Return the page of sections asked for, best first, with rounded scores."""
        end = question.offset + question.limit
        # What may match adds to the score of an article alone.
        node = question.plan.keep if isinstance(question.plan, plan.AndMaybe) else question.plan
        found = self._newest(node, end) if question.sort is Sort.NEWEST else None
        if found is None:
            best = end if question.sort is Sort.RELEVANCE else None
            found = self._highest(node, best)
        ids, scores = found
        if question.sort is Sort.RECENT:
            articles = self._level.snapshot.article_of.take(ids)
            scores = scores * self._precedence.factors(question, articles)
        scores = scores.round(6)
        keys: tuple[Array, ...] = (-scores,)
        if not question.sort.ranked:
            keys = (-self._stamps(ids, question.sort), *keys)
        rows = self._first(ids, end, *keys)[question.offset :]
        return Matches(ids[rows], scores[rows])

    def _highest(self, node: plan.Plan, count: int | None) -> Matches:
        """Return the sections with the `count` highest scores, what ties with the last, and more.

        Return all that match if there is no count.
        """
        if isinstance(node, plan.StartsWith) and count is not None:
            # All score alike: the newest are the best.
            ids = self._newest_of(self._level.with_prefix(node.field, node.prefix), count)
            return Matches(ids, np.full(len(ids), node.weight))
        asked = _asked(node)
        if asked is None or count is None:
            return run(node, self._level)
        within = filter_of(asked.filters, self._level)
        if asked.row is not None:
            ids = sections_with_phrase(self._level.snapshot, asked.row.field, asked.row.words)
            leaves = _leaves(asked.row) if len(ids) else ()
            if leaves is None:
                return run(node, self._level)
            return best_among(self._bounded(leaves), ids, count, self._level, within)
        words = self._bounded(asked.words)
        if asked.all and len(words) > 1:
            return best_among(words, with_all(words), count, self._level, within)
        return best_with_any(words, count, self._level, within)

    def _newest(self, node: plan.Plan, count: int) -> Matches | None:
        """Return the `count` newest sections and all as new as the last; None: not looked for."""
        asked = _asked(node)
        if asked is None or asked.row or (asked.all and len(asked.words) > 1):
            return None
        words, within = self._bounded(asked.words), filter_of(asked.filters, self._level)
        bounds, order = bounds_of(words, self._level.documents), self._precedence.from_newest
        found, start, size = order[:0], 0, max(count, NEWEST)
        while start < len(order) and not self._enough(found, count):
            there = order[start : start + size]
            there = there[bounds[there] > 0]
            if within is not None:
                there = there[within(there)]
            found = np.concatenate([found, there])
            start, size = start + size, size * MORE
        if count < len(found):
            stamps = self._stamps(found, Sort.NEWEST)
            found = found[stamps >= stamps[count - 1]] if count else found[:0]
        return Matches(found, scores_of(words, found, self._level))

    def _enough(self, found: IntArray, count: int) -> bool:
        """Tell whether there is something older than the last wanted: so nothing is left out."""
        if len(found) <= count:
            return False
        last, older = self._stamps(found[[count - 1, -1]], Sort.NEWEST).tolist()
        return bool(older < last)

    def _bounded(self, words: Sequence[plan.AnyTerm]) -> list[Bounded]:
        level, kept = self._level, self._words
        return [kept.get(leaf.terms, partial(Bounded, leaf.terms, level)) for leaf in words]

    def _stamps(self, sections: IntArray, sort: Sort) -> IntArray:
        return self._precedence.stamps(self._level.snapshot.article_of[sections], sort)

    def _first(self, ids: IntArray, end: int, *keys: Array) -> IntArray:
        """Return the rows of the first sections by rising keys, then from the newest on."""
        places = self._precedence.places
        rows = None
        if end > 0 and FEW * end < len(ids):
            last = -kth_highest(-keys[0], end)
            rows = (keys[0] <= last).nonzero()[0]
            if len(keys) == 1 and len(rows) > FEW * end:
                # Thousands can tie.
                sure = (keys[0] < last).nonzero()[0]
                ties = (keys[0] == last).nonzero()[0]
                rows = np.concatenate([sure, ties[_lowest(places[ids[ties]], end - len(sure))]])
            ids, keys = ids[rows], tuple(key[rows] for key in keys)
        order = np.lexsort((places.take(ids), *reversed(keys)))[:end]
        return order if rows is None else rows[order]

    def _newest_of(self, ids: Array, count: int) -> Array:
        """Return the `count` newest of some ascending sections, in no order."""
        if not count < len(ids):
            return ids[:count]
        order = self._precedence.from_newest
        # Of all sections so many that three times as many as are wanted should be among them.
        some = order[: 3 * count * len(order) // len(ids)]
        if MANY * len(some) < len(ids):
            found = some[holds(ids, some)]
            if len(found) >= count:
                return found[:count]
        return ids[_lowest(self._precedence.places.take(ids), count)]


def _lowest(numbers: IntArray, count: int) -> IntArray:
    """Return the rows of the `count` lowest of some different numbers, ascending."""
    rows: IntArray = (numbers <= np.partition(numbers, count - 1)[count - 1]).nonzero()[0]
    return rows


class _Asked(NamedTuple):
    """Words of which all or one must match, or a phrase, and filters."""

    all: bool
    words: tuple[plan.AnyTerm, ...]
    filters: tuple[plan.Plan, ...] = ()
    row: plan.InOrder | None = None


def _asked(node: plan.Plan) -> _Asked | None:
    """Return what a plan asks for, None if it is more than words and filters."""
    match node:
        case plan.AnyTerm():
            return _Asked(False, (node,))
        case plan.AnyOf(children, 1):
            words = tuple([child for child in children if isinstance(child, plan.AnyTerm)])
            return _Asked(False, words) if len(words) == len(children) else None
        case plan.InOrder():
            return _Asked(True, (), (), node)
        case plan.AllOf(children):
            filters = tuple(child for child in children if isinstance(child, FILTERS))
            rest = tuple(child for child in children if not isinstance(child, FILTERS))
            if len(rest) == 1:
                inner = _asked(rest[0])
                return inner and inner._replace(filters=inner.filters + filters)
            words = tuple(child for child in rest if isinstance(child, plan.AnyTerm))
            return _Asked(True, words, filters) if rest and len(words) == len(rest) else None
    return None


def _leaves(row: plan.InOrder) -> list[plan.AnyTerm] | None:
    """Return the words of a phrase, None if what scores is not just its words, each once."""
    scored = {term.text: term for term in row.scored if term.field == row.field}
    words = dict.fromkeys(terms for terms in row.words if terms is not None)
    texts = [text for terms in words for text in terms]
    if scored.keys() != set(texts) or not len(scored) == len(row.scored) == len(texts):
        return None
    return [plan.AnyTerm(tuple([scored[text] for text in terms])) for terms in words]
