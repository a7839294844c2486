"""Run a plan on the arrays of a level.

In: a plan and a level (sections or articles).  Out: matching documents, ascending, with scores.
Scores follow `search/query/plan.py`; the formula is `search/ranking/bm25.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from search.engines.embedded.level import SectionLevel
from search.engines.embedded.snapshot import FloatArray, IntArray
from search.query import plan
from search.ranking import bm25


class Matches(NamedTuple):
    """Matching documents, ascending, and the score of each."""

    ids: IntArray
    scores: FloatArray


def run(node: plan.Plan, level: SectionLevel) -> Matches:
    """Return what matches a plan on a level."""
    match node:
        case plan.AnyTerm():
            return _any_term(node.terms, level)
        case plan.InOrder():
            found = level.with_phrase(node.field, node.words)
            return _scored(found, _any_term(node.scored, level))
        case plan.Nearby():
            return _scored(level.nearby(node), _any_term(node.scored, level))
        case plan.Wildcard() | plan.Similar():
            return _patterned(node, level)
        case plan.StartsWith():
            found = level.with_prefix(node.field, node.prefix)
            return Matches(found, np.full(len(found), node.weight))
        case plan.Between():
            return _unscored(level.published_between(node.start, node.end))
        case plan.Linked():
            return _unscored(level.with_link(node.key, node.whole))
        case plan.Equals():
            return _unscored(level.with_keyword(node.column, node.values))
        case plan.AllOf():
            return _count(node.children, len(node.children), level)
        case plan.AnyOf(children, 1) if all(isinstance(c, plan.AnyTerm) for c in children):
            words = (c.terms for c in children if isinstance(c, plan.AnyTerm))
            return _any_term(tuple(chain.from_iterable(words)), level)
        case plan.AnyOf():
            return _count(node.children, node.minimum, level)
        case plan.Without():
            keep, drop = run(node.keep, level), run(node.drop, level)
            left = ~np.isin(keep.ids, drop.ids, assume_unique=True)
            return Matches(keep.ids[left], keep.scores[left])
        case plan.AndMaybe():
            keep = run(node.keep, level)
            return Matches(keep.ids, keep.scores + _scored(keep.ids, run(node.maybe, level)).scores)
        case plan.Everything():
            return _unscored(np.flatnonzero(level.live))
        case plan.Nothing():
            return _unscored(np.empty(0, np.int64))


def _unscored(ids: IntArray) -> Matches:
    return Matches(ids, np.zeros(len(ids)))


def _any_term(terms: tuple[plan.WeightedTerm, ...], level: SectionLevel) -> Matches:
    parts = []
    for term in terms:
        ids, freqs, doc_freq = level.postings(term.field, term.text)
        if not len(ids):
            continue
        count, average = level.statistics(term.field)
        lengths = level.length(term.field)[ids]
        scores = bm25(freqs, lengths, average=average, doc_freq=doc_freq, doc_count=count)
        parts.append(Matches(ids, term.weight * scores))
    return _at_least(1, parts, len(level.live))


def matching_ids(node: plan.Plan, level: SectionLevel) -> Iterator[IntArray]:
    """Yield documents that match; together they are all that do. Nothing is scored."""
    if isinstance(node, plan.AnyTerm):
        for term in node.terms:
            yield level.postings(term.field, term.text).ids
    else:
        yield run(node, level).ids


def _patterned(node: plan.Pattern, level: SectionLevel) -> Matches:
    best = np.zeros(len(level.live))
    for edits, found in reversed(level.with_pattern(node)):  # fewer mistakes write over more
        best[found] = node.weight / (1 + edits)
    ids = np.flatnonzero(best)
    return Matches(ids, best[ids])


def _count(children: tuple[plan.Plan, ...], minimum: int, level: SectionLevel) -> Matches:
    return _at_least(minimum, [run(child, level) for child in children], len(level.live))


def _at_least(minimum: int, parts: list[Matches], documents: int) -> Matches:
    """Return the documents that are in so many of the parts, with the sum of their scores."""
    if len(parts) == minimum == 1:
        return parts[0]
    # A place for every document: at a million documents still quicker than merging lists.
    scores, counts = np.zeros(documents), np.zeros(documents, np.uint16)
    for part in parts:
        scores[part.ids] += part.scores
        counts[part.ids] += 1
    ids = np.flatnonzero(counts >= minimum)
    return Matches(ids, scores[ids])


def _scored(ids: IntArray, scored: Matches) -> Matches:
    """Return all of `ids`, each with its score among `scored`, 0 where it has none."""
    scores = np.zeros(len(ids))
    _, here, there = np.intersect1d(ids, scored.ids, assume_unique=True, return_indices=True)
    scores[here] = scored.scores[there]
    return Matches(ids, scores)
