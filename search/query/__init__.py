"""Query text to an engine-neutral tree, and the tree to a plan. The door of the query language."""

from search.query.dates import published_range
from search.query.describe import describe
from search.query.leaves import Leaf, positive_leaves
from search.query.parser import parse
from search.query.rewrite import Rules, has_phrase, relaxations, rewrite
from search.query.tree import Diagnostic, ParsedQuery

__all__ = [
    "Diagnostic",
    "Leaf",
    "ParsedQuery",
    "Rules",
    "describe",
    "has_phrase",
    "parse",
    "positive_leaves",
    "published_range",
    "relaxations",
    "rewrite",
]
