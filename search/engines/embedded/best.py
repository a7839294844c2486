"""The best articles of a plan, without looking at what cannot get among them.

Neighbouring words of a query add to the score of articles that match without them, and to find them
takes most of the time. An article that stays below the last wanted one even if all of them stood
in it is not looked at.
In: a plan, a level and how many are wanted.  Out: all that match; of the best so many the scores
are exact, those of others may be too low, never too high.
"""

from __future__ import annotations

import numpy as np

from search.engines.embedded.executor import find, run, scored
from search.engines.embedded.found import Matches
from search.engines.embedded.level import ArticleLevel
from search.engines.embedded.places import distinct, sections_with_phrase
from search.engines.embedded.snapshot import FloatArray, IntArray
from search.query import plan

# Scores are rounded to six digits before they are put in order: so far apart is a tie.
TIE = 2e-6


def best_by_score(node: plan.Plan, level: ArticleLevel, most: int) -> Matches:
    """Return what matches; the `most` best and all that tie with the last have exact scores."""
    if not isinstance(node, plan.AndMaybe):
        return run(node, level)
    maybe = node.maybe
    children = maybe.children if isinstance(maybe, plan.AnyOf) and maybe.minimum == 1 else (maybe,)
    pairs = [child for child in children if isinstance(child, plan.InOrder)]
    ids, scores = run(node.keep, level)
    for child in children:
        if not isinstance(child, plan.InOrder):
            scores = scores + find(child, level).at(ids, level.documents)[1]
    if not pairs or not most or not len(ids):
        return Matches(ids, scores)
    rows = _within_reach(scores, most, sum(_highest(pair, level) for pair in pairs))
    near = ids[rows]
    more = np.zeros(len(rows))
    within = np.zeros(len(level.snapshot.first), bool)
    within[near] = True
    sections = within[level.snapshot.article_of]
    for pair in pairs:
        found = sections_with_phrase(level.snapshot, pair.field, pair.words, sections)
        articles = distinct(level.snapshot.article_of[found])
        more += scored(articles, pair.scored, level).at(near, level.documents)[1]
    scores = scores.copy()
    scores[rows] += more
    return Matches(ids, scores)


def _within_reach(scores: FloatArray, most: int, more: float) -> IntArray:
    """Return the rows that may be among the highest if up to `more` is added to any."""
    if len(scores) <= most:
        return np.arange(len(scores))
    last = np.partition(scores, len(scores) - most)[len(scores) - most]
    return np.flatnonzero(scores >= last - more - TIE)


def _highest(pair: plan.InOrder, level: ArticleLevel) -> float:
    """Return what a pair adds at most."""
    return sum(term.weight * level.top(term.field, term.text) for term in pair.scored)
