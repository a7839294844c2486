"""Join the clauses of a query, and tell for which of them its filters hold.

In: what the parser has read of a bracket.  Out: one node, or None where nothing was left.
"""

from __future__ import annotations

from itertools import combinations

from search.query.tree import (
    FILTER_FIELDS,
    And,
    Everything,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Word,
    Words,
)

# Fields of which an article has one value. `ort:` has several words of it at most.
_ONE_VALUE = {Field.SOURCE, Field.PLACE, Field.LINK}
_DAYS = -1


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


def filters_of(node: Node) -> Node:
    """Return the clauses of a query that narrow, without the words it searches for."""
    match node:
        case And():
            return all_of([filters_of(child) for child in node.children]) or Everything()
        case Not(child):
            return node if narrows(child) else Everything()
        case _:
            return node if narrows(node) else Everything()


def choices(filters: list[tuple[Field | None, Node]]) -> list[Node]:
    """Join filters of which an article can meet one alone: "quelle:a quelle:b", "im:2020 im:2022".

    Args:
        filters: each with the field it was typed with.
    """
    days = [
        node for _, node in filters if isinstance(node, Published) and node.since and node.until
    ]
    apart = not any(_overlap(one, two) for one, two in combinations(days, 2))
    groups: dict[Field | int, list[Node]] = {}
    for number, (field, node) in enumerate(filters):
        group: Field | int = number
        if field in _ONE_VALUE and not isinstance(node, Not):
            group = field
        elif apart and node in days:
            group = _DAYS
        groups.setdefault(group, []).append(node)
    return [joined(Or, list(dict.fromkeys(group))) or group[0] for group in groups.values()]


def _overlap(one: Published, two: Published) -> bool:
    if not (one.since and one.until and two.since and two.until):
        return True
    return one.since < two.until and two.since < one.until


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
    if isinstance(node, Or):
        kinds = {_kind(child) for child in node.children}
        return kinds.pop() if len(kinds) == 1 else ""
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
