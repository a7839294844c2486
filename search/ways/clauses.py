"""A query with a clause or a filter less, one clause of it alone, or all its words.

In: a request and its parsed text.  Out: changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from search.models import SearchRequest, Way
from search.query import ParsedQuery, is_light, narrows
from search.query.tree import And, Near, Node, Not, Or, Span, Words
from search.ways.changes import Change, Place

# An operator between two clauses, or before the first.
_OPERATOR = r"(?:UND|ODER|NICHT|AND|OR|NOT)"
_BEFORE = re.compile(rf"(?:(?:(?<!\S){_OPERATOR}\s+)+|[+-])$")
_AFTER = re.compile(rf"\s*{_OPERATOR}(?!\S)")
# Of two words both must match anyway; more than so many are a text that was pasted.
LEAST_WORDS, MOST_WORDS = 3, 12


def less(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the request without one of its filters, then without one of its clauses."""
    for narrowing, values in request.narrowed():
        for value in values:
            others = tuple(other for other in values if other != value)
            yield _without(f"{narrowing.label}: {value}", request, **{narrowing.field: others})
    if request.since or request.until:
        yield _without("Zeitraum", request, since="", until="")
    for rest, cut, kept in _cuts(parsed):
        if read(kept) == rest:
            yield _without(cut, request, text=kept)


def alone(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield each clause of a query by itself."""
    for child in _children(parsed.tree):
        start, end = _extent(child, parsed.text)
        text = parsed.text[start:end]
        if not isinstance(child, Not) and read(text) == child:
            yield Way.ONLY, text, replace(request, text=text, offset=0)


def every(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield a query of several words, of which one is enough, with a sign that each must match."""
    tree, text = parsed.tree, parsed.text
    words = [node for node in (tree, *_children(tree)) if isinstance(node, Words)]
    must = [child for node in words for child in node.children if not is_light(child)]
    if LEAST_WORDS <= len(must) <= MOST_WORDS:
        for start, _ in sorted((_extent(child, parsed.text) for child in must), reverse=True):
            text = f"{text[:start]}+{text[start:]}"
        if set(must) <= set(_children(read(text))):
            yield Way.EVERY, text, replace(request, text=text, offset=0)


def _without(label: str, request: SearchRequest, **changes: object) -> Change:
    return Way.WITHOUT, label, replace(request, offset=0, **changes)  # type: ignore[arg-type]


def _children(tree: Node) -> tuple[Node, ...]:
    return tree.children if isinstance(tree, And) else ()


def _cuts(parsed: ParsedQuery) -> Iterator[tuple[Node, str, str]]:
    """Yield (tree without a clause, the text cut out, the text that stays), filters first."""
    children, text = _children(parsed.tree), parsed.text
    for child in sorted(children, key=narrows, reverse=True):
        rest = tuple(other for other in children if other is not child)
        if all(map(narrows, rest)):
            continue
        start, end = _extent(child, text)
        before = _BEFORE.search(text[:start])
        cut_from = before.start() if before else start
        cut_to = end
        if not before and (after := _AFTER.match(text, end)):
            cut_to = after.end()
        kept = f"{text[:cut_from].rstrip()} {text[cut_to:].lstrip()}".strip()
        shown = text[cut_from:end] if isinstance(child, Not) else text[start:end]
        yield rest[0] if len(rest) == 1 else And(rest), shown.strip(), kept


def _extent(node: Node, text: str) -> Place:
    """Return [start, end) of a clause in the query text, with the brackets around it."""
    spans = list(_spans(node))
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    while text[:start].rstrip().endswith("(") and text[end:].lstrip().startswith(")"):
        start = text.rindex("(", 0, start)
        end = text.index(")", end) + 1
    return start, end


def _spans(node: Node) -> Iterator[Span]:
    match node:
        case And() | Or() | Words():
            for child in node.children:
                yield from _spans(child)
        case Not():
            yield from _spans(node.child)
        case Near():
            for row in (*node.left, *node.right):
                yield row.span
        case _:
            yield getattr(node, "span", Span())
