"""List the positive leaves of a plan: what counts for the score of a section and what is marked."""

from __future__ import annotations

from collections.abc import Iterator

from search.query import plan

Leaf = plan.AnyTerm | plan.InOrder | plan.StartsWith


def positive_leaves(node: plan.Plan) -> Iterator[Leaf]:
    """Yield the text leaves that ask for something, left to right; nothing dropped or optional."""
    match node:
        case plan.AnyTerm() | plan.InOrder() | plan.StartsWith():
            yield node
        case plan.AllOf() | plan.AnyOf():
            for child in node.children:
                yield from positive_leaves(child)
        case plan.Without() | plan.AndMaybe():
            yield from positive_leaves(node.keep)
        case _:
            return
