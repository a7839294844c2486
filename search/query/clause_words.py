"""What kind of word a clause is: one word, a light one, several.

In: clauses as typed.  Out: what holds of them before any analysis.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeGuard

from search.analysis import STOP_WORDS, fold_exact, tokenize
from search.query import tree
from search.query.fields import STEMMED
from search.query.numbers import DAY
from search.query.tree import Field
from search.query.umlauts import as_meant

# Academic titles before a name.
_TITLES = frozenset({"dr", "prof", "dipl"})
# No number with its point.
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+")


def is_light(clause: tree.Node) -> bool:
    """Tell whether a word says little beside others: a stop word, a title, a letter with a point.

    Papers write the last name or both, seldom what is on letters and name plates.
    """
    if not is_plain(clause):
        return False
    exact = fold_exact(as_meant(clause.text))
    return exact in STOP_WORDS or exact in _TITLES or _ABBREVIATION.fullmatch(exact) is not None


def field_of_a_word(clause: tree.Node) -> Field | None:
    """Return where one word is looked for that may match in any form, None for another clause."""
    if not isinstance(clause, tree.Word) or clause.exact or clause.field not in STEMMED:
        return None
    return clause.field if len(words_in(clause.text)) == 1 else None


def is_plain(clause: tree.Node) -> TypeGuard[tree.Word]:
    """Tell whether a clause is one word that may match anywhere in any form."""
    return field_of_a_word(clause) is Field.TEXT


@lru_cache(1024)  # a query of three words asks seventy times
def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a typed text; "8.5." keeps both of its points."""
    if "." not in text:
        return tuple(token.text for token in tokenize(text))
    found = ((token.text, text[token.end : token.end + 1]) for token in tokenize(text))
    return tuple(
        f"{word}." if point == "." and DAY.fullmatch(f"{word}.") else word for word, point in found
    )
