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


def words_apart(node: plan.Plan, first: int = 0) -> Iterator[tuple[str, range]]:
    """Yield the words typed side by side, each with the numbers of its positive leaves.

    Those of an alternative are left out: where another one matches, none of them is missed. Nor is
    any where all must match.

    Args:
        first: the number of the first leaf of this part of the plan.
    """
    match node:
        case plan.AnyOf() if node.words and node.minimum < len(node.children):
            for word, child in zip(node.words, node.children, strict=True):
                after = first + sum(1 for _ in positive_leaves(child))
                yield word, range(first, after)
                first = after
        case plan.AllOf():
            for child in node.children:
                yield from words_apart(child, first)
                first += sum(1 for _ in positive_leaves(child))
        case plan.Without() | plan.AndMaybe():
            yield from words_apart(node.keep, first)
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
