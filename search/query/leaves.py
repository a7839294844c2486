"""List the positive leaves of a plan: what counts for the score of a section and what is marked."""

from __future__ import annotations

from collections.abc import Iterator

from search.query import plan

Leaf = plan.AnyTerm | plan.InOrder | plan.Nearby | plan.StartsWith | plan.Wildcard | plan.Similar


def positive_leaves(node: plan.Plan) -> Iterator[Leaf]:
    """Yield the text leaves that ask for something, left to right; nothing dropped or optional."""
    match node:
        case plan.AnyTerm() | plan.InOrder() | plan.Nearby():
            yield node
        case plan.StartsWith() | plan.Wildcard() | plan.Similar():
            yield node
        case plan.AllOf() | plan.AnyOf():
            for child in node.children:
                yield from positive_leaves(child)
        case plan.Without() | plan.AndMaybe():
            yield from positive_leaves(node.keep)
        case _:
            return


def pattern_leaves(node: plan.Plan) -> Iterator[plan.Pattern]:
    """Yield the wildcards and fuzzy words of a plan, excluded ones too, left to right."""
    match node:
        case plan.Wildcard() | plan.Similar():
            yield node
        case plan.AllOf() | plan.AnyOf():
            for child in node.children:
                yield from pattern_leaves(child)
        case plan.Without():
            yield from pattern_leaves(node.keep)
            yield from pattern_leaves(node.drop)
        case plan.AndMaybe():
            yield from pattern_leaves(node.keep)
        case _:
            return
