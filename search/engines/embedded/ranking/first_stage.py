"""First stage of the ranking: all articles that match, and full scores of those that may be best.

Pairs of query words that stand together add to the score of an article that matches anyway, and to
look for them takes most of the time. What a pair would add is known before its places are read: an
article that stays below the last wanted one with all of it (an upper bound) is not looked at.
In: a plan and the articles.  Out: all that match; the whole score of the rows that are wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from search.engines.embedded.ranking.bounded import TIE
from search.engines.embedded.ranking.top_k import kth_highest, top_rows
from search.engines.embedded.reading.articles import ArticleLevel
from search.engines.embedded.reading.ascending import distinct, rows_of
from search.engines.embedded.reading.executor import find, run
from search.engines.embedded.reading.nearby import sections_nearby
from search.engines.embedded.reading.places import sections_with_phrase
from search.engines.embedded.reading.scored_docs import Matches
from search.query import plan
from search.system.arrays import BoolArray, FloatArray, IntArray

Pair = plan.InOrder | plan.Nearby
Term = tuple[str, str]
# What the scores of some articles are multiplied by, at most 1.
Factors = Callable[[IntArray], float | FloatArray]


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
        self._keep = keep
        self.matches = run(keep, level)

    def narrow(self, rows: BoolArray) -> None:
        """Forget what is not in these rows."""
        self.matches = Matches(self.matches.ids[rows], self.matches.scores[rows])

    def candidates(
        self,
        most: int,
        newest: Callable[[IntArray], IntArray],
        factors: Factors,
    ) -> Matches:
        """Return the articles with the `most` highest scores; of those that tie, the newest first.

        What ties in its time with the last of them is returned as well.
        """
        ids, scores = self.matches
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        scores = scores * factors(ids)
        ids, scores = self._with_pairs(ids, scores, most, factors)
        rounded = scores.round(6)
        rows = top_rows(rounded, most)
        if len(rows) > most > 0:
            last = rounded[rows].min()
            above = (rounded > last).nonzero()[0]
            ties = (rounded == last).nonzero()[0]
            ties = ties[top_rows(newest(ids[ties]), most - len(above))]
            rows = np.sort(np.concatenate([above, ties]))
        return Matches(ids[rows], scores[rows])

    def of_rows(self, rows: IntArray) -> Matches:
        """Return the articles of some rows with their scores."""
        ids, scores = self.matches.ids[rows], self.matches.scores[rows]
        for child in self._rest:
            scores = scores + find(child, self._level).at(ids, self._level.documents)[1]
        return Matches(*self._with_pairs(ids, scores, len(ids), lambda _: 1.0))

    def _with_pairs(
        self, ids: IntArray, scores: FloatArray, most: int, factors: Factors
    ) -> Matches:
        """Add what the pairs add, the dearest first; drop what cannot get among the `most` best."""
        rows = _within_reach(scores, most, self._most_gained())
        ids, scores = ids[rows], scores[rows]
        # What each pair adds to each article if it stands there, shape (pairs, articles).
        gains = self._gains(ids) * factors(ids)
        order = sorted(range(len(gains)), key=lambda row: -float(gains[row].max(initial=0.0)))
        for done, number in enumerate(order):
            rows = _within_reach(scores, most, gains[order[done:]].sum(axis=0))
            ids, scores, gains = ids[rows], scores[rows], gains[:, rows]
            asked = gains[number].nonzero()[0]
            if len(asked):
                there = asked[self._having(self._pairs[number], ids[asked])]
                scores[there] += gains[number][there]
        return Matches(ids, scores)

    def _gains(self, ids: IntArray) -> FloatArray:
        """Return what each pair adds to each article if it stands there: 0 without both words."""
        terms = list(dict.fromkeys(term for pair in self._pairs for term in pair.scored))
        worth = dict(zip(terms, self._level.each_at(terms, ids), strict=True))
        gains = np.zeros((len(self._pairs), len(ids)))
        for gain, pair in zip(gains, self._pairs, strict=True):
            for term in pair.scored:
                gain += worth[term]
            for side in _sides(pair):
                having = [worth[term] for term in pair.scored if (term.field, term.text) in side]
                if len(having) == len(side):
                    gain *= np.any(having, axis=0)
        return gains

    def _having(self, pair: Pair, ids: IntArray) -> IntArray:
        """Return the rows of the articles that have a pair."""
        snapshot = self._level.snapshot
        within = np.zeros(len(snapshot.live), bool)
        within[snapshot.sections_of(ids)] = True
        if isinstance(pair, plan.Nearby):
            sections = sections_nearby(snapshot, pair, within)
        else:
            sections = sections_with_phrase(snapshot, pair.field, pair.words, within)
        return rows_of(distinct(snapshot.article_of[sections]), ids)[1]

    def _most_gained(self) -> _Gain:
        """Return the most that all pairs add to an article.

        It is what their words score at most, and no more than a share of what the article has
        already: their words score in it without the pairs too, by a weight that the plan tells.
        """
        wanted = [term for pair in self._pairs for term in pair.scored]
        highest = sum(t.weight * self._level.top(t.field, t.text) for t in wanted)
        given = _weights(
            term
            for node in (self._keep, *self._rest)
            for term in _added(node, matches=node is self._keep)
        )
        if not all(given.get(term) for term in _weights(wanted)):
            return _Gain(math.inf, highest)
        shares = [weight / given[term] for term, weight in _weights(wanted).items()]
        return _Gain(max(shares, default=0.0), highest)


class _Gain(NamedTuple):
    """What may be added to a score: at most a share of it, and at most `highest`."""

    share: float
    highest: float

    def least(self, last: float) -> float:
        """Return the least score that may become as high as another."""
        return max(last / (1 + self.share), last - self.highest)


def _weights(terms: Iterable[plan.WeightedTerm]) -> Mapping[Term, float]:
    """Return the sum of the weights of each term."""
    weights: dict[Term, float] = {}
    for term in terms:
        key = term.field, term.text
        weights[key] = weights.get(key, 0.0) + term.weight
    return weights


def _added(node: plan.Plan, matches: bool) -> Iterator[plan.WeightedTerm]:
    """Yield the terms whose scores are added to that of every article that has them.

    `matches`: the node matches whatever article is scored.
    """
    match node:
        case plan.AnyTerm(terms):
            yield from terms
        case plan.AnyOf(children, minimum) if matches or minimum == 1:
            for child in children:
                yield from _added(child, matches=False)
        case plan.AllOf(children) if matches:
            for child in children:
                yield from _added(child, matches=True)
        case plan.Without(keep, _) | plan.AndMaybe(keep, _) if matches:
            yield from _added(keep, matches=True)


def _sides(pair: Pair) -> Iterator[set[Term]]:
    """Yield the terms of which an article needs one, for each word that a pair needs."""
    if isinstance(pair, plan.InOrder):
        rows: tuple[plan.InOrder, ...] = (pair,)
    elif len(pair.left) == len(pair.right) == 1:
        rows = pair.left + pair.right
    else:
        return
    for row in rows:
        for words in row.words:
            if words is not None:
                yield {(row.field, word) for word in words}


def _within_reach(scores: FloatArray, most: int, more: FloatArray | _Gain) -> IntArray:
    """Return the rows that may be among the highest if up to `more` is added to each."""
    if len(scores) <= most:
        return np.arange(len(scores))
    if not most:
        return np.empty(0, np.int64)
    last = kth_highest(scores, most) - TIE
    least = more.least(last) if isinstance(more, _Gain) else last - more
    rows: IntArray = (scores >= least).nonzero()[0]
    return rows
