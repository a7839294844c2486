"""Run a plan on the arrays of a level.

In: a plan and a level (sections or articles).  Out: matching documents, ascending, with scores.
Scores follow `search/query/plan.py`; the formula is `search/ranking/bm25.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from search.engines.embedded.reading import scored_docs
from search.engines.embedded.reading.level import SectionLevel
from search.engines.embedded.reading.scored_docs import Matches, ScoredDocs
from search.query import plan
from search.system.arrays import BoolArray, IntArray

# What only narrows: it scores nothing.
FILTERS = (plan.Between, plan.Equals, plan.Linked, plan.Among, plan.Everything)
# Tells which of some live documents a filter lets through.
Filter = Callable[[IntArray], BoolArray]


def run(node: plan.Plan, level: SectionLevel) -> Matches:
    """Return what matches a plan on a level."""
    return find(node, level).matches()


def find(node: plan.Plan, level: SectionLevel) -> ScoredDocs:
    """Return what matches a plan on a level; leaves are kept."""
    match node:
        case plan.AllOf():
            return _all_of(node.children, level)
        case plan.AnyOf():
            parts = [find(child, level) for child in node.children]
            return scored_docs.in_some(parts, node.minimum, level.documents)
        case plan.Without():
            ids, scores = run(node.keep, level)
            stay = ~find(node.drop, level).at(ids, level.documents)[0]
            return scored_docs.listed(ids[stay], scores[stay])
        case plan.AndMaybe():
            keep, maybe = run(node.keep, level), find(node.maybe, level)
            more = maybe.at(keep.ids, level.documents)[1]
            return scored_docs.listed(keep.ids, keep.scores + more)
        case plan.Nothing():
            return scored_docs.constant(np.empty(0, np.int64), 0.0)
        case plan.Between() | plan.Equals() | plan.Linked() | plan.Among() | plan.Everything():
            return scored_docs.constant(_mask(node, level).nonzero()[0], 0.0)
        case _:
            return level.kept(node, lambda: _leaf(node, level))


def which(node: plan.Plan, level: SectionLevel) -> BoolArray:
    """Return which documents match a plan. Nothing is scored, which takes most of the time."""
    found = np.zeros(level.documents, bool)
    match node:
        case plan.AllOf(children):
            every: BoolArray = np.logical_and.reduce([which(child, level) for child in children])
            return every
        case plan.AnyOf(children, minimum):
            counts = np.zeros(level.documents, np.uint16)
            for child in children:
                counts += which(child, level)
            return counts >= minimum
        case plan.Without(keep, drop):
            return which(keep, level) & ~which(drop, level)
        case plan.AndMaybe(keep, _):
            return which(keep, level)
        case plan.AnyTerm(terms):
            for term in terms:
                found[level.owners(level.snapshot.postings(term.field, term.text).ids)] = True
        case plan.InOrder():
            found[level.with_phrase(node.field, node.words)] = True
        case plan.Nearby():
            found[level.nearby(node)] = True
        case _:
            found[run(node, level).ids] = True
    return found


def matching(node: plan.Plan, level: SectionLevel) -> Iterator[IntArray]:
    """Yield documents that match; together they are all that do. Nothing is scored."""
    if isinstance(node, plan.AnyTerm):
        for term in node.terms:
            yield level.postings(term.field, term.text).ids
    else:
        yield run(node, level).ids


def _leaf(node: plan.Plan, level: SectionLevel) -> ScoredDocs:
    match node:
        case plan.AnyTerm():
            return level.sum_of(node.terms)
        case plan.InOrder():
            ids = level.with_phrase(node.field, node.words)
            return scored(ids, node.scored, level)
        case plan.Nearby():
            return scored(level.nearby(node), node.scored, level)
        case plan.StartsWith():
            return scored_docs.constant(level.with_prefix(node.field, node.prefix), node.weight)
        case plan.Wildcard() | plan.Similar():
            return _patterned(node, level)
    raise TypeError(f"{node} is no leaf")


def scored(ids: IntArray, terms: tuple[plan.WeightedTerm, ...], level: SectionLevel) -> ScoredDocs:
    """Return all of some documents, each with the score of the terms that it has."""
    return scored_docs.listed(ids, level.each_at(terms, ids).sum(axis=0))


def _patterned(node: plan.Pattern, level: SectionLevel) -> ScoredDocs:
    best = np.zeros(level.documents)
    for edits, ids in reversed(level.with_pattern(node)):  # fewer mistakes write over more
        best[ids] = node.weight / (1 + edits)
    return scored_docs.dense(best)


def _all_of(children: tuple[plan.Plan, ...], level: SectionLevel) -> ScoredDocs:
    """Return what matches all; filters are asked only of what matches the rest."""
    filters = [child for child in children if isinstance(child, FILTERS)]
    parts = [find(child, level) for child in children if not isinstance(child, FILTERS)]
    if not parts:
        ids = np.logical_and.reduce([_mask(child, level) for child in filters]).nonzero()[0]
        return scored_docs.constant(ids, 0.0)
    within = filter_of(filters, level)
    if within is None:
        return scored_docs.in_all(parts, level.documents)
    ids, scores = scored_docs.in_all(parts, level.documents).matches()
    stay = within(ids)
    return scored_docs.listed(ids[stay], scores[stay])


def filter_of(nodes: Sequence[plan.Plan], level: SectionLevel) -> Filter | None:
    """Return what tells the documents that all of some filters let through; None if all are."""
    if not nodes:
        return None
    tests = [_test(node, level) for node in nodes]
    if len(tests) == 1:
        return tests[0]
    return lambda ids: np.logical_and.reduce([test(ids) for test in tests])


def _test(node: plan.Plan, level: SectionLevel) -> Filter:
    if isinstance(node, plan.Between):
        # To look at the dates of all sections takes longer than most queries.
        return lambda ids: level.published_at(ids, node.start, node.end)
    mask = _mask(node, level)
    return lambda ids: mask.take(ids)


def _mask(node: plan.Plan, level: SectionLevel) -> BoolArray:
    match node:
        case plan.Between():
            return level.published_between(node.start, node.end)
        case plan.Linked():
            return level.with_link(node.key, node.whole)
        case plan.Equals():
            return level.with_keyword(node.column, node.values)
        case plan.Among():
            return level.among(node.ids)
        case _:
            return level.live
