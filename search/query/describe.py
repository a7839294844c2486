"""Read a query tree back to the reader in German.

In: a tree.  Out: one line of plain text, such as "Kampf, ohne Macht, seit 1. Januar 2024".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from search.query.dates import MONTHS, ZONE, Range, day_range, months_range, year_range
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

_FIELD_NAMES = {
    Field.TEXT: "",
    Field.TITLE: "im Titel: ",
    Field.AUTHOR: "Autor: ",
    Field.SOURCE: "Quelle: ",
    Field.TOPIC: "Ressort: ",
    Field.AGENCY: "Agentur: ",
}
_FILTER_FIELDS = {Field.SOURCE, Field.TOPIC, Field.AGENCY}


def describe(tree: Node) -> str:
    """Return what a tree searches for, as the reader would say it."""
    match tree:
        case Word() | Phrase() | Prefix():
            return _FIELD_NAMES[tree.field] + _leaf(tree)
        case Published():
            return _published(tree)
        case Words():
            return _words(tree)
        case And():
            return _and(tree)
        case Or():
            return " oder ".join(_part(child, And) for child in tree.children)
        case Not():
            sign = "nicht " if isinstance(tree.child, Published) else "ohne "
            return sign + _part(tree.child, And, Or, Words)
        case Everything():
            return "alle Artikel"


def _leaf(leaf: Word | Phrase | Prefix) -> str:
    quoted = f"„{leaf.text}“"
    match leaf:
        case Prefix():
            return "beginnt mit " + quoted
        case _ if leaf.exact:
            return "genau " + quoted
        case Phrase():
            return quoted
        case _:
            return leaf.text


def _part(node: Node, *bracketed: type[Node]) -> str:
    """Describe a child; in brackets if it is of a kind named or its commas would be misread."""
    text = describe(node)
    joined = isinstance(node, And | Or | Words) and len(node.children) > 1
    if joined and (isinstance(node, bracketed) or ", " in text):
        return f"({text})"
    return text


def _words(tree: Words) -> str:
    plain, other = [], []
    for child in tree.children:
        if isinstance(child, Word | Phrase) and child.field is Field.TEXT and not child.exact:
            plain.append(_leaf(child))
        else:
            other.append(_part(child, And, Or, Words))
    return ", ".join([*([" ".join(plain)] if plain else []), *other])


def _and(tree: And) -> str:
    """Join the searched parts by "und" and add exclusions and filters after commas."""
    searched: list[Node] = []
    rest: list[Node] = []
    for child in tree.children:
        narrows = isinstance(child, Not | Published) or (
            isinstance(child, Word | Phrase | Prefix) and child.field in _FILTER_FIELDS
        )
        (rest if narrows else searched).append(child)
    if len(searched) == 1 and isinstance(searched[0], Words):
        head = [_words(searched[0])]  # its commas go on as those of the exclusions do
    else:
        head = [" und ".join(_part(child, And, Or) for child in searched)] if searched else []
    return ", ".join([*head, *(describe(child) for child in rest)])


def _published(node: Published) -> str:
    since = node.since.astimezone(ZONE) if node.since else None
    until = node.until.astimezone(ZONE) if node.until else None
    first = since.date() if since else None
    last = (until - timedelta(microseconds=1)).date() if until else None
    if since and until and first and last:
        return _range((since, until), first, last)
    if first:
        return "seit " + _day(first)
    return "bis " + _day(last) if last else "zu jeder Zeit"


def _range(found: Range, first: date, last: date) -> str:
    """Name a range by its year, quarter, month or day if it is a whole one."""
    if _wall(found) == _wall(year_range(first.year)):
        return str(first.year)
    if _wall(found) == _wall(months_range(first.year, first.month)):
        return f"im {MONTHS[first.month - 1]} {first.year}"
    quarter, within = divmod(first.month - 1, 3)
    if not within and _wall(found) == _wall(months_range(first.year, first.month, 3)):
        return f"im {quarter + 1}. Quartal {first.year}"
    if _wall(found) == _wall(day_range(first)) or first == last:
        return "am " + _day(first)
    return f"vom {_day(first)} bis {_day(last)}"


def _wall(found: Range) -> tuple[datetime, datetime]:
    return found[0].replace(tzinfo=None), found[1].replace(tzinfo=None)


def _day(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
