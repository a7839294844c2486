"""Read a query tree back to the reader, in German.

In: a tree.  Out: one line of plain text, such as "Kampf, ohne Macht, seit 1. Januar 2024".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from search.german_numbers import german_number
from search.query import plan
from search.query.dates import MONTHS, ZONE, Range, day_range, months_range, year_range
from search.query.parsing import narrows
from search.query.patterns import Expansion
from search.query.tree import (
    And,
    Everything,
    Field,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Wildcard,
    Word,
    Words,
)
from search.query.typed_words import as_typed

# How a field is told before what is looked for in it.
_FIELDS = {
    Field.TEXT: "",
    Field.TITLE: "im Titel: ",
    Field.AUTHOR: "Autor: ",
    Field.SOURCE: "Quelle: ",
    Field.TOPIC: "Ressort: ",
    Field.AGENCY: "Agentur: ",
    Field.PLACE: "Ort: ",
    Field.LINK: "Adresse: ",
}
# Words of this reading itself. Where they are searched for, "Bus oder Bahn" would say otherwise.
_OURS = {"oder", "Oder", "ohne", "Ohne"}


def describe(node: Node) -> str:
    """Return what a tree searches for, as the reader would say it."""
    match node:
        case Published():
            return _published(node)
        case Near():
            return _near(node)
        case Words():
            return _words(node)
        case And():
            return _both(node)
        case Or():
            return " oder ".join(_part(child, And) for child in node.children)
        case Not(child):
            sign = "nicht " if isinstance(child, Published) else "ohne "
            return sign + _part(child, And, Or, Words)
        case Everything():
            return "alle Artikel"
    return _FIELDS[node.field] + _leaf(node)


def describe_cut(pattern: plan.Pattern, found: Expansion, text: str) -> str:
    """Return the German sentence on a pattern that matches more words than are searched.

    `text`: the query text, of which the pattern is shown as typed.
    """
    wildcard = isinstance(pattern, plan.Wildcard)
    folded = pattern.pattern if isinstance(pattern, plan.Wildcard) else f"{pattern.text}~"
    shown = as_typed(folded, text)
    total, most = map(german_number, (found.total, len(found.terms)))
    return (
        f"Zu „{shown}“ passen {total} Wörter; gesucht wird nach den {most} "
        f"{'häufigsten' if wildcard else 'ähnlichsten'}. Bitte mehr Buchstaben schreiben."
    )


def _leaf(leaf: Leaf) -> str:
    text = _with_hyphen(leaf)
    match leaf:
        case Prefix():
            return f"beginnt mit „{text}“"
        case Wildcard():
            return f"Muster „{text}“"
        case Fuzzy():
            return f"ähnlich wie „{text}“"
        case _ if leaf.exact:
            return f"genau „{text}“"
        case Phrase():
            return f"„{text}“"
    return text


def _near(node: Near) -> str:
    rows = (" oder ".join(map(_leaf, side)) for side in (node.left, node.right))
    one, two = (
        f"({said})" if len(side) > 1 else said
        for said, side in zip(rows, (node.left, node.right), strict=True)
    )
    if node.distance == 1:
        said = f"{one} direkt neben {two}"
    else:
        said = f"{one} nahe bei {two} (höchstens {node.distance} Wörter weiter)"
    return _FIELDS[node.left[0].field] + said


def _part(node: Node, *bracketed: type[Node]) -> str:
    """Say a child; in brackets if it is of a kind named or its commas would be misread."""
    text = describe(node)
    joined = isinstance(node, And | Or | Words) and len(node.children) > 1
    return f"({text})" if joined and (isinstance(node, bracketed) or ", " in text) else text


def _words(node: Words) -> str:
    plain, other = [], []
    for child in node.children:
        if isinstance(child, Word | Phrase) and child.field is Field.TEXT and not child.exact:
            said = _leaf(child)
            plain.append(f"„{said}“" if said in _OURS and not _cut_short(node) else said)
        else:
            other.append(_part(child, And, Or, Words))
    return ", ".join([*([" ".join(plain)] if plain else []), *other])


def _cut_short(node: Words) -> bool:
    """Tell whether hyphens cut words short: nobody takes "Haus- oder Fachärzte" for operators."""
    return any(isinstance(child, Word) and child.short for child in node.children)


def _both(node: And) -> str:
    """Join the searched parts by "und" and add exclusions and filters after commas."""
    searched = [child for child in node.children if not narrows(child)]
    rest = [child for child in node.children if narrows(child)]
    if len(searched) == 1 and isinstance(searched[0], Words):
        head = [_words(searched[0])]  # its commas go on as those of the exclusions do
    else:
        parts = [_part(child, And, Or) for child in searched]
        head = [" und ".join(parts)] if parts else []
    return ", ".join([*head, *map(describe, rest)])


def _published(node: Published) -> str:
    since = node.since.astimezone(ZONE) if node.since else None
    until = node.until.astimezone(ZONE) if node.until else None
    first = since.date() if since else None
    last = (until - timedelta(microseconds=1)).date() if until else None
    if since and until and first and last:
        return _range((since, until), first, last)
    if first:
        return f"seit {_day(first)}"
    return f"bis {_day(last)}" if last else "zu jeder Zeit"


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
        return f"am {_day(first)}"
    return f"vom {_day(first)} bis {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _wall(found: Range) -> tuple[datetime, datetime]:
    return found[0].replace(tzinfo=None), found[1].replace(tzinfo=None)


def _with_hyphen(leaf: Leaf) -> str:
    """Return the text of a leaf; a word that is cut short with its hyphen."""
    if not isinstance(leaf, Word) or not leaf.short:
        return leaf.text
    begins = leaf.short.lower().startswith(leaf.text.replace("-", "").lower())
    return f"{leaf.text}-" if begins else f"-{leaf.text}"
