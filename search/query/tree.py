"""The query tree: what the reader typed, as frozen values, before any analysis.

In: the parser's findings.  Out: a tree of nodes; offsets into the query text stay beside it.
The analysed form that engines execute is `search/query/plan.py`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """Where a clause looks. TEXT is title, heading and text together."""

    TEXT = "text"
    TITLE = "title"
    AUTHOR = "author"
    SOURCE = "source"
    TOPIC = "topic"
    AGENCY = "agency"
    PLACE = "place"
    LINK = "link"


# Fields that narrow rather than search: such a clause must match, whatever stands beside it.
FILTER_FIELDS = frozenset({Field.SOURCE, Field.TOPIC, Field.AGENCY, Field.PLACE, Field.LINK})


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) character offsets of a clause in the query text."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word; `exact` for `=Wort` (no stemming).

    `short`: of a word that a hyphen cuts short, what it is short for (`shortened_words.py`).
    """

    text: str
    field: Field = Field.TEXT
    exact: bool = False
    short: str = ""
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, as typed between quotation marks; `exact` for `="…"`."""

    text: str
    field: Field = Field.TEXT
    exact: bool = False
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """`Wort*`: words that begin with `text` (typed without the star), unstemmed."""

    text: str
    field: Field = Field.TEXT
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`W?rt`, `W*rt`: words of that shape as typed, unstemmed."""

    text: str
    field: Field = Field.TEXT
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """`Wort~`: words that differ from `text` by at most `edits` mistakes, unstemmed."""

    text: str
    edits: int
    field: Field = Field.TEXT
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """`A NAHE/5 B`: words or phrases of one field, not far apart. Those of a side are alternatives.

    `distance` d: at most d - 1 words stand between the two.
    """

    left: tuple[Word | Phrase, ...]
    right: tuple[Word | Phrase, ...]
    distance: int
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class Published:
    """A half-open range of publication time; None is open. Both ends carry a time zone."""

    since: datetime | None
    until: datetime | None
    span: Span = dataclasses.field(default=Span(), compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All children match the article."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child matches the article."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Clauses typed one after the other without operator; `rewrite` says how many must match."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not match the article. Only ever a child of And (the parser sees to it)."""

    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles: an empty query, or one that only excludes."""


Leaf = Word | Phrase | Prefix | Wildcard | Fuzzy
Node = Leaf | Near | Published | And | Or | Words | Not | Everything


def names_a_date(node: Node) -> bool:
    """Tell if a query says when its articles were published, or were not."""
    match node:
        case And(children) | Or(children) | Words(children):
            return any(map(names_a_date, children))
        case Not(child):
            return names_a_date(child)
        case _:
            return isinstance(node, Published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """What the parser dropped or read otherwise. `kind`: for code; `message`: German."""

    kind: str
    message: str
    span: Span = Span()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query text, its tree and what had to be said about it."""

    text: str
    tree: Node
    diagnostics: tuple[Diagnostic, ...] = ()
