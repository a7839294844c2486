"""Thousands of generated queries: never another error than QueryError, and bounded work."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from search.errors import QueryError
from search.models import SearchRequest
from search.query import patterns, plan
from search.query.parsing import limits, normalize
from search.query.plan_leaves import pattern_leaves
from tests.generated import WORDS, queries

# A word is a leaf, and may come again as a stop word, in two pairs and loose from its phrase.
MOST_NODES = 5 * limits.MAX_WORDS + 2 * limits.MAX_CLAUSES


def nodes(node: object) -> int:
    """Return how many nodes a plan has; terms and rows of words are parts of theirs."""
    if isinstance(node, plan.Nearby):
        return 1 + len(node.left) + len(node.right)
    if isinstance(node, tuple):
        return sum(map(nodes, node))
    if not is_dataclass(node) or isinstance(node, plan.WeightedTerm):
        return 0
    return 1 + sum(nodes(getattr(node, field.name)) for field in fields(node))


def check(service, text: str) -> bool:
    """Search for a text; return whether it was answered."""
    request = SearchRequest(text=text)
    try:
        results = service.search(request)
        asked = service.plan(request)
    except QueryError as error:
        refused = error
    else:
        refused = None
    if refused is not None:
        assert str(refused)
        assert 0 <= refused.position <= max(len(text), normalize.MAX_LENGTH)
        return False
    assert results.described
    assert nodes(asked) <= MOST_NODES
    leaves = list(pattern_leaves(asked))
    assert len(leaves) <= limits.MAX_PATTERNS
    expanded = service.expansions(asked)
    assert all(len(found.terms) <= patterns.MOST_TERMS for found in expanded.values())
    return True


# Ten thousand in two tests, so that both cores have some.
LONG = [pytest.param(5000, seed, marks=pytest.mark.long) for seed in (2, 3)]


@pytest.mark.parametrize(("count", "seed"), [(500, 1), *LONG])
def test_generated_queries_are_answered_or_refused_by_a_limit(service, count, seed):
    words = (*WORDS, "Kampf", "Macht", "Hochwasser", "Worte", "Müller", "Streit")
    answered = sum(check(service, text) for text in queries(count, seed, words))
    assert 0.5 * count < answered < count


def test_the_same_seed_makes_the_same_queries():
    assert list(queries(50, 3)) == list(queries(50, 3))
    assert list(queries(50, 3)) != list(queries(50, 4))


def test_too_much_work_is_seen():
    """The counter of nodes counts: a plan of too many parts is above the bound."""
    word = plan.AnyTerm((plan.WeightedTerm("text_stem", "a"),))
    assert nodes(plan.AllOf((word,) * MOST_NODES)) == MOST_NODES + 1
