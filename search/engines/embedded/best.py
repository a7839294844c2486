"""The articles of a plan, and those of them that may be the best, without scoring all in full.

Neighbouring words of a query add to the score of articles that match without them, and to find them
takes most of the time. They are looked for where it is asked; an article that stays below the last
wanted one even if all of them stood in it need not be asked for.
In: a plan and the articles.  Out: all that match; of wanted rows the whole score.
"""

from __future__ import annotations

import numpy as np

from search.arrays import Array
from search.engines.embedded.executor import find, run
from search.engines.embedded.found import Matches
from search.engines.embedded.level import ArticleLevel
from search.engines.embedded.places import distinct, sections_with_phrase
from search.engines.embedded.snapshot import BoolArray, FloatArray, IntArray
from search.query import plan

# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6


class FirstStage:
    """What matches a plan, with scores to which the pairs of neighbouring words may add."""

    def __init__(self, node: plan.Plan, level: ArticleLevel) -> None:
        self._level = level
        self._pairs: list[plan.InOrder] = []
        self._rest: list[plan.Plan] = []
        keep: plan.Plan = node
        extra: tuple[plan.Plan, ...] = ()
        if isinstance(node, plan.AndMaybe):
            keep, extra = node.keep, (node.maybe,)
            if isinstance(node.maybe, plan.AnyOf) and node.maybe.minimum == 1:
                extra = node.maybe.children
        for child in extra:
            if isinstance(child, plan.InOrder):
                self._pairs.append(child)
            else:
                self._rest.append(child)
        self.matches = run(keep, level)

    def narrow(self, rows: BoolArray) -> None:
        """Forget what is not in these rows."""
        self.matches = Matches(self.matches.ids[rows], self.matches.scores[rows])

    def candidates(self, most: int) -> Matches:
        """Return the articles with the `most` highest scores and all that tie with the last."""
        ids, scores = self.matches
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        rows = _within_reach(scores, most, sum(map(self._highest, self._pairs)))
        ids, scores = ids[rows], scores[rows] + self._of_pairs(ids[rows])
        rows = best(np.round(scores, 6), most)
        return Matches(ids[rows], scores[rows])

    def of_rows(self, rows: IntArray) -> Matches:
        """Return the articles of some rows with their scores."""
        ids, scores = self.matches.ids[rows], self.matches.scores[rows]
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        return Matches(ids, scores + self._of_pairs(ids))

    def _of_pairs(self, ids: IntArray) -> FloatArray:
        """Return what the pairs add to the scores of some articles."""
        snapshot, total = self._level.snapshot, np.zeros(len(ids))
        if not self._pairs or not len(ids):
            return total
        within = np.zeros(len(snapshot.live), bool)
        within[snapshot.sections_of(ids)] = True
        for pair in self._pairs:
            sections = sections_with_phrase(snapshot, pair.field, pair.words, within)
            articles = distinct(snapshot.article_of[sections])
            total[ids.searchsorted(articles)] += self._level.sum_at(pair.scored, articles)
        return total

    def _highest(self, pair: plan.InOrder) -> float:
        """Return what a pair adds at most."""
        return sum(term.weight * self._level.top(term.field, term.text) for term in pair.scored)


def best(keys: Array, count: int) -> IntArray:
    """Return the rows of the `count` highest keys and of all that equal the last of them."""
    if len(keys) <= count:
        return np.arange(len(keys))
    if not count:
        return np.empty(0, np.int64)
    return np.flatnonzero(keys >= np.partition(keys, len(keys) - count)[len(keys) - count])


def _within_reach(scores: FloatArray, most: int, more: float) -> IntArray:
    """Return the rows that may be among the highest if up to `more` is added to any."""
    if len(scores) <= most:
        return np.arange(len(scores))
    if not most:
        return np.empty(0, np.int64)
    last = np.partition(scores, len(scores) - most)[len(scores) - most]
    return np.flatnonzero(scores >= last - more - TIE)
