"""Query text to an engine-neutral tree, and the tree to a plan. The door of the query language.

`parsing/` reads a text: `parse(text, now=…)` gives a `ParsedQuery`, a tree (`tree.py`) and remarks
for the reader; it raises QueryError for a broken limit only. `rewriting/` analyses and weighs its
words: `rewrite(tree, Rules(analyzer))` gives the plan (`plan.py`) that every engine executes alike;
`relaxations` tells in how many steps it can ask for less. `dates/` and `numbers/` know how time and
quantities are written. `describe(tree)` reads a query back in German.
"""

from search.query.clause_words import is_light, is_plain
from search.query.dates import (
    MONTHS,
    MOST_WORDS_OF_A_DATE,
    date_clause,
    names_a_time,
    published_range,
)
from search.query.describe import describe, describe_cut
from search.query.fields import EXACT, STEMMED
from search.query.parsing import DATE_FIELDS, FIELDS, filters_of, narrows, parse
from search.query.plan_leaves import Leaf, pattern_leaves, positive_leaves, words_apart
from search.query.rewriting import Rules, loosens, relaxations, rewrite
from search.query.tree import ParsedQuery
from search.query.typed_words import as_typed

__all__ = [
    "DATE_FIELDS",
    "EXACT",
    "FIELDS",
    "MONTHS",
    "MOST_WORDS_OF_A_DATE",
    "STEMMED",
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
