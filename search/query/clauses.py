"""Join the clauses of a query, and tell for which of them its filters hold.

In: what the parser has read of a bracket.  Out: one node, or None where nothing was left.
"""

from __future__ import annotations

from search.query.tree import (
    FILTER_FIELDS,
    And,
    Everything,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Word,
    Words,
)


def narrows(node: Node) -> bool:
    """Tell whether a clause is a filter, which counts apart from the words around it."""
    match node:
        case Published() | Everything() | Not():
            return True
        case And() | Or() | Words():
            return all(narrows(child) for child in node.children)
        case Near():
            return False
        case _:
            return node.field in FILTER_FIELDS


def narrowed(sides: list[Node], filters: list[list[Node]]) -> Node | None:
    """Join the sides of an ODER and the filters beside their words, which hold for all sides.

    Where several sides have one of a kind, each holds for its own: "a im:2020 ODER b im:2021". A
    side that is nothing but such a filter is another choice of it: "quelle:a ODER quelle:b c".
    """
    kinds = [{_kind(node) for node in own} - {""} for own in filters]
    if len(set().union(*kinds)) < sum(map(len, kinds)):
        own_ones = zip(sides, filters, strict=True)
        return joined(Or, [all_of([side, *own]) or side for side, own in own_ones])
    choices = {_kind(side) for side in sides} & set().union(*kinds)
    typed = [node for side, own in zip(sides, filters, strict=True) for node in (side, *own)]
    parts = (
        joined(Or, [side for side in sides if _kind(side) not in choices]),
        *(node for own in filters for node in own if _kind(node) not in choices),
        *(joined(Or, [n for n in typed if _kind(n) == kind]) for kind in sorted(choices)),
    )
    return all_of([part for part in parts if part])


def _kind(node: Node) -> str:
    """Return what a filter asks for: its field, which end of a time; "" if it is none alone."""
    if isinstance(node, Published):
        return f"{node.since is not None} {node.until is not None}"
    return node.field if isinstance(node, Word | Phrase) and node.field in FILTER_FIELDS else ""


def all_of(parts: list[Node]) -> Node | None:
    """Join what must match, flat; only exclusions get Everything to exclude from."""
    kept: list[Node] = []
    for part in parts:
        children = part.children if isinstance(part, And) else (part,)
        kept += [child for child in children if not isinstance(child, Everything)]
    if kept and all(isinstance(part, Not) for part in kept):
        return And((Everything(), *kept))
    return joined(And, kept)


def joined(kind: type[And] | type[Or] | type[Words], parts: list[Node]) -> Node | None:
    """Join parts if there are several."""
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None
