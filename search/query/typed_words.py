"""Show the words of a plan, or a clause, as the reader typed them.

In: a folded word, pattern or row of words, and the query text; or a clause.  Out: what was typed.
Plans hold folded words alone; a note that says "spd" to who typed "SPD" looks like a mistake.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis import fold_exact, tokenize
from search.query import tree

_GENDER_MARK = "(?:[:*_·•]|/-?)"


def as_typed(folded: str, text: str) -> str:
    """Return a folded word or row of words as it stands in a normalised query text.

    "e mail" and "email" both stand for "E-Mail", "kölnbonn" for "Köln/Bonn". Words of a row that
    are typed apart from each other are looked up one by one; what is not found is returned as it
    is.
    """
    if word := _words(text).get(folded):  # nearly always; a pattern takes a millisecond to make
        return word
    if found := _place(folded, text):
        return found[0]
    words = folded.split()
    return " ".join(as_typed(word, text) for word in words) if len(words) > 1 else folded


@lru_cache(maxsize=8)
def _words(text: str) -> dict[str, str]:
    """Return each word of a text by its exact form, as it stands there first."""
    words: dict[str, str] = {}
    for token in tokenize(text):
        words.setdefault(fold_exact(token.text), token.text)
    return words


def _place(folded: str, text: str) -> re.Match[str] | None:
    pattern = "".join(map(_letter, folded))
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.I)


def _letter(character: str) -> str:
    if character == " ":
        return r"\W+"
    if character == ":":
        return _GENDER_MARK
    # Between two letters there may be a sign. What is none itself has none behind it: a row of
    # question marks would be looked at in as many ways as there are subsets of it.
    return character + r"(?:\W(?=\w))?" if character.isalnum() else re.escape(character)


def typed_clause(clause: tree.Node) -> str:
    """Return what a clause asks for as one tells it: of alternatives, each.

    "" if it is more than that, of which a part may be met, or looks in a field: what the text of
    an article lacks may be its author.
    """
    if isinstance(clause, tree.Leaf) and clause.field is not tree.Field.TEXT:
        return ""
    match clause:
        case tree.Word() | tree.Wildcard():
            return clause.text
        case tree.Phrase():
            return f"„{clause.text}“"
        case tree.Prefix():
            return f"{clause.text}*"
        case tree.Fuzzy():
            return f"{clause.text}~"
        case tree.Or():
            told = [typed_clause(child) for child in clause.children]
            return " oder ".join(told) if all(told) else ""
    return ""
