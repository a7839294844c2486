"""Query text to an engine-neutral tree, and the tree to a plan. The door of the query language.

`parse(text, now=…)` gives a `ParsedQuery`: a tree (`tree.py`), and remarks for the reader. It
raises QueryError for a broken limit only. `rewrite(tree, Rules(analyzer))` gives the plan
(`plan.py`) that every engine executes alike; `relaxations` tells in how many steps it can ask for
less. `describe(tree)` reads a query back in German.
"""

from search.query.clauses import filters_of, narrows
from search.query.dates import MOST_WORDS_OF_A_DATE, date_clause, names_a_time
from search.query.describe import describe, describe_cut
from search.query.parser import parse
from search.query.periods import published_range
from search.query.plan_leaves import Leaf, pattern_leaves, positive_leaves, words_apart
from search.query.reserved import DATE_FIELDS, FIELDS
from search.query.rewrite import Rules, loosens, relaxations, rewrite
from search.query.significant import is_light, is_plain
from search.query.tree import ParsedQuery
from search.query.typed_words import as_typed

__all__ = [
    "DATE_FIELDS",
    "FIELDS",
    "MOST_WORDS_OF_A_DATE",
    "Leaf",
    "ParsedQuery",
    "Rules",
    "as_typed",
    "date_clause",
    "describe",
    "describe_cut",
    "filters_of",
    "is_light",
    "is_plain",
    "loosens",
    "names_a_time",
    "narrows",
    "parse",
    "pattern_leaves",
    "positive_leaves",
    "published_range",
    "relaxations",
    "rewrite",
    "words_apart",
]
