"""Read a query tree back in German.

In: a tree.  Out: what is searched for, e.g. "Kampf, ohne Macht, seit 1. Januar 2024".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from search.query.tree import (
    And,
    Everything,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Word,
    Words,
)

_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_WHERE = {
    Field.TEXT: "",
    Field.TITLE: "im Titel: ",
    Field.AUTHOR: "Autor: ",
    Field.SOURCE: "Quelle: ",
    Field.TOPIC: "Ressort: ",
    Field.AGENCY: "Agentur: ",
}


def describe(node: Node) -> str:
    """Return the tree in German words."""
    match node:
        case Word(text, where, exact):
            return _WHERE[where] + (f"genau „{text}“" if exact else text)
        case Phrase(text, where, exact):
            return _WHERE[where] + (f"genau „{text}“" if exact else f"„{text}“")
        case Prefix(text, where):
            return f"{_WHERE[where]}beginnt mit „{text}“"
        case Published():
            return _period(node)
        case Words(children):
            return " ".join(map(_inner, children))
        case Or(children):
            return " oder ".join(map(_inner, children))
        case Not(child):
            return f"ohne {_inner(child)}"
        case Everything():
            return "alle Artikel"
        case And(children):
            return _conjunction(children)


def _conjunction(children: tuple[Node, ...]) -> str:
    main = [c for c in children if not isinstance(c, Not | Published | Everything)]
    rest = [c for c in children if isinstance(c, Not | Published)]
    head = " und ".join(map(_inner, main)) or "alle Artikel"
    return ", ".join([head, *map(describe, rest)])


def _inner(node: Node) -> str:
    text = describe(node)
    return f"({text})" if isinstance(node, Or | And | Words) else text


def _day(moment: datetime) -> str:
    return f"{moment.day}. {_MONTHS[moment.month - 1]} {moment.year}"


def _period(node: Published) -> str:
    since, until = node.since, node.until
    if since is None and until is None:
        return "jederzeit"
    if since is None:
        return f"bis {_day(until - timedelta(1))}" if until else ""
    if until is None:
        return f"seit {_day(since)}"
    days = (until.date() - since.date()).days
    if days == 1:
        return f"am {_day(since)}"
    if since.day == 1 and until.day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month
        if months == 1:
            return f"im {_MONTHS[since.month - 1]} {since.year}"
        if months == 12 and since.month == 1:
            return f"im Jahr {since.year}"
    return f"von {_day(since)} bis {_day(until - timedelta(1))}"
