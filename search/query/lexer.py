"""Cut a query text into lexemes.

In: a query text.  Out: the text as it is read (NFC, plain quotes and blanks) and its lexemes with
offsets into it. A minus or plus counts only after a blank: "Corona-Pandemie" is one word. The mark
of a gender form ("Lehrer*innen", "Lehrer:innen") is neither wildcard nor field.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import NamedTuple

from search.query.tree import Span


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MUST = auto()


class Lexeme(NamedTuple):
    """One lexeme: kind, text without its marks, `exact` for a leading "=", offsets."""

    kind: Kind
    text: str
    exact: bool
    span: Span
    closed: bool = True


_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟″", '"'))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
_OPERATORS = {
    "UND": Kind.AND, "AND": Kind.AND, "ODER": Kind.OR, "OR": Kind.OR,
    "NICHT": Kind.NOT, "NOT": Kind.NOT,
}  # fmt: skip
_LEXEME = re.compile(
    r"""(?P<open>\()|(?P<close>\))"""
    r"""|(?P<sign>(?<![^\s(])[-+](?=[^\s)+-]))"""
    r"""|(?P<exact>=?)"(?P<phrase>[^"]*)(?P<end>"|$)"""
    r"""|(?P<field>[^\W\d_]+):(?!//)(?![Ii]n(?:nen)?(?!\w))(?=\S)"""
    r"""|(?P<word>[^\s()"]+)"""
)
FIELD_NAMES = frozenset(
    "titel title autor author quelle source ressort section agentur agency"
    " seit since bis until am on im".split()
)


def readable(text: str) -> str:
    """Return the text as it is read: NFC, plain quotes and blanks, nothing invisible."""
    return " ".join(
        _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_QUOTES).split()
    )


def lex(text: str) -> list[Lexeme]:
    """Return the lexemes of a readable text, in order. Never fails."""
    lexemes = []
    place = 0
    while place < len(text):
        match = _LEXEME.match(text, place)
        if match is None:
            place += 1
            continue
        place = match.end()
        lexeme = _lexeme(match)
        if lexeme is not None:
            lexemes.append(lexeme)
    return lexemes


def _lexeme(match: re.Match[str]) -> Lexeme | None:
    span = Span(*match.span())
    if match["open"]:
        return Lexeme(Kind.OPEN, "(", False, span)
    if match["close"]:
        return Lexeme(Kind.CLOSE, ")", False, span)
    if match["sign"]:
        return Lexeme(Kind.NOT if match["sign"] == "-" else Kind.MUST, match["sign"], False, span)
    if match["phrase"] is not None:
        text = match["phrase"].strip()
        return Lexeme(Kind.PHRASE, text, bool(match["exact"]), span, match["end"] == '"')
    if match["field"]:
        return Lexeme(Kind.FIELD, match["field"].lower(), False, span)
    word = match["word"]
    if word in _OPERATORS:
        return Lexeme(_OPERATORS[word], word, False, span)
    exact = word.startswith("=") and len(word) > 1
    return Lexeme(Kind.WORD, word.lstrip("=") if exact else word, exact, span)
