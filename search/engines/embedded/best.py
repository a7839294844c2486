"""The articles of a plan, and those of them that may be the best, without scoring all in full.

Words of a query that stand together add to the score of articles that match without that, and to
find them takes most of the time. A pair adds to an article what its two words do there, known before
it is looked for: an article that stays below the last wanted one with all of it need not be asked.
In: a plan and the articles.  Out: all that match; of wanted rows the whole score.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from search.arrays import Array
from search.engines.embedded.executor import find, run
from search.engines.embedded.found import Matches
from search.engines.embedded.level import ArticleLevel
from search.engines.embedded.nearby import sections_nearby
from search.engines.embedded.places import distinct, rows_of, sections_with_phrase
from search.engines.embedded.snapshot import BoolArray, FloatArray, IntArray
from search.query import plan

Pair = plan.InOrder | plan.Nearby
# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6


class FirstStage:
    """What matches a plan, with scores to which the pairs of neighbouring words may add."""

    def __init__(self, node: plan.Plan, level: ArticleLevel) -> None:
        self._level = level
        self._pairs: list[Pair] = []
        self._rest: list[plan.Plan] = []
        keep: plan.Plan = node
        extra: tuple[plan.Plan, ...] = ()
        if isinstance(node, plan.AndMaybe):
            keep, extra = node.keep, (node.maybe,)
            if isinstance(node.maybe, plan.AnyOf) and node.maybe.minimum == 1:
                extra = node.maybe.children
        for child in extra:
            if isinstance(child, Pair):
                self._pairs.append(child)
            else:
                self._rest.append(child)
        self.matches = run(keep, level)

    def narrow(self, rows: BoolArray) -> None:
        """Forget what is not in these rows."""
        self.matches = Matches(self.matches.ids[rows], self.matches.scores[rows])

    def candidates(self, most: int, newest: Callable[[IntArray], IntArray]) -> Matches:
        """Return the articles with the `most` highest scores; of those that tie, the newest first.

        What ties in its time with the last of them is returned as well.
        """
        ids, scores = self.matches
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        ids, scores = self._with_pairs(ids, scores, most)
        rounded = np.round(scores, 6)
        rows = best(rounded, most)
        if len(rows) > most > 0:
            last = rounded[rows].min()
            above = (rounded > last).nonzero()[0]
            ties = (rounded == last).nonzero()[0]
            ties = ties[best(newest(ids[ties]), most - len(above))]
            rows = np.sort(np.concatenate([above, ties]))
        return Matches(ids[rows], scores[rows])

    def of_rows(self, rows: IntArray) -> Matches:
        """Return the articles of some rows with their scores."""
        ids, scores = self.matches.ids[rows], self.matches.scores[rows]
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        return Matches(*self._with_pairs(ids, scores, len(ids)))

    def _with_pairs(self, ids: IntArray, scores: FloatArray, most: int) -> Matches:
        """Add what the pairs add, the dearest first; drop what cannot get among the `most` best."""
        rows = _within_reach(scores, most, sum(map(self._highest, self._pairs)))
        ids, scores = ids[rows], scores[rows]
        terms = dict.fromkeys(term for pair in self._pairs for term in pair.scored)
        worth = {term: self._level.sum_at((term,), ids) for term in terms}
        # What each pair adds to each article if it stands there, shape (pairs, articles).
        gains = np.array([sum(worth[term] for term in pair.scored) for pair in self._pairs])
        within, seen = np.empty(0, bool), 0
        order = sorted(range(len(gains)), key=lambda row: -float(gains[row].max(initial=0.0)))
        for done, number in enumerate(order):
            rows = _within_reach(scores, most, gains[order[done:]].sum(axis=0))
            ids, scores, gains = ids[rows], scores[rows], gains[:, rows]
            if not len(ids):
                break
            if 2 * len(ids) < seen or not seen:
                seen = len(ids)
                within = self._sections_of(ids)
            there = self._having(self._pairs[number], ids, within)
            scores[there] += gains[number][there]
        return Matches(ids, scores)

    def _sections_of(self, articles: IntArray) -> BoolArray:
        within = np.zeros(len(self._level.snapshot.live), bool)
        within[self._level.snapshot.sections_of(articles)] = True
        return within

    def _having(self, pair: Pair, ids: IntArray, within: BoolArray) -> IntArray:
        """Return the rows of the articles that have a pair; `within` holds their sections."""
        snapshot = self._level.snapshot
        if isinstance(pair, plan.Nearby):
            sections = sections_nearby(snapshot, pair, within)
        else:
            sections = sections_with_phrase(snapshot, pair.field, pair.words, within)
        return rows_of(distinct(snapshot.article_of[sections]), ids)[1]

    def _highest(self, pair: Pair) -> float:
        """Return what a pair adds at most."""
        return sum(term.weight * self._level.top(term.field, term.text) for term in pair.scored)


def best(keys: Array, count: int) -> IntArray:
    """Return the rows of the `count` highest keys and of all that equal the last of them."""
    if len(keys) <= count:
        return np.arange(len(keys))
    if not count:
        return np.empty(0, np.int64)
    return np.flatnonzero(keys >= np.partition(keys, len(keys) - count)[len(keys) - count])


def _within_reach(scores: FloatArray, most: int, more: float | FloatArray) -> IntArray:
    """Return the rows that may be among the highest if up to `more` is added, to any or to each."""
    if len(scores) <= most:
        return np.arange(len(scores))
    if not most:
        return np.empty(0, np.int64)
    last = np.partition(scores, len(scores) - most)[len(scores) - most]
    return np.flatnonzero(scores >= last - more - TIE)
