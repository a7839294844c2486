"""The tokens of a query text: what the lexer gives to the parser."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.query.tree import Diagnostic, Field


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    FUZZY = "fuzzy"
    PHRASE = "phrase"
    SINCE = "since"
    UNTIL = "until"
    WITHIN = "within"
    OPEN = "open"
    CLOSE = "close"
    AND = "and"
    OR = "or"
    NOT = "not"
    PLUS = "plus"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the query; `text` without quotes, field and signs, the offsets with them.

    `number`: the mistakes of a fuzzy word, the distance of NAHE; `short`: see `tree.Word`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    field: Field | None = None
    exact: bool = False
    number: int = 0
    short: str = ""


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a query text and what had to be said about it."""

    tokens: tuple[Token, ...]
    diagnostics: tuple[Diagnostic, ...]
