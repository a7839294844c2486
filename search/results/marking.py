"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word; of words near each other, each row is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from search.analysis import Terms, terms_of, token_spans, words_of
from search.models import Snippet
from search.query import Leaf, plan
from search.query.patterns import mistakes


class Span(NamedTuple):
    """[start, end) character offsets and the number of the leaf that matches there."""

    start: int
    end: int
    leaf: int


class Marker:
    """The leaves of one query, ready to look at many texts.

    `title`: the text is a title, so clauses on the title count as well.
    """

    def __init__(self, leaves: Iterable[Leaf], *, title: bool = False) -> None:
        self._stem: dict[str, list[int]] = {}
        self._exact: dict[str, list[int]] = {}
        self._phrases: list[tuple[int, str, plan.InOrder]] = []
        self._nearby: list[tuple[int, plan.Nearby]] = []
        self._prefixes: list[tuple[int, str]] = []
        self._patterns: list[tuple[int, Callable[[str], int | None]]] = []
        wanted = ("text_", "title_") if title else ("text_",)
        for number, leaf in enumerate(leaves):
            if isinstance(leaf, plan.AnyTerm):
                for term in leaf.terms:
                    whole_text = any(other.field.startswith("text_") for other in leaf.terms)
                    if term.field.startswith("text_" if whole_text else wanted):
                        of_kind = self._stem if _kind(term.field) == "stem" else self._exact
                        of_kind.setdefault(term.text, []).append(number)
            elif isinstance(leaf, plan.Nearby):
                if all(row.field.startswith(wanted) for row in (*leaf.left, *leaf.right)):
                    self._nearby.append((number, leaf))
            elif leaf.field.startswith(wanted):
                if isinstance(leaf, plan.InOrder):
                    self._phrases.append((number, _kind(leaf.field), leaf))
                elif isinstance(leaf, plan.StartsWith):
                    self._prefixes.append((number, leaf.prefix))
                else:
                    self._patterns.append((number, mistakes(leaf)))
        self._beginnings = tuple(prefix for _, prefix in self._prefixes)

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        terms = terms_of(words_of(text))
        found = [
            (place, place + 1, leaf)
            for place, (exact, stem) in enumerate(terms)
            if stem in self._stem
            or exact in self._exact
            or self._patterns
            or exact.startswith(self._beginnings)
            for leaf in self._leaves(exact, stem)
        ]
        for number, kind, leaf in self._phrases:
            found += _phrase_places(terms, number, kind, leaf)
        for number, near in self._nearby:
            found += _near_places(terms, number, near)
        if not found:
            return []
        offsets = token_spans(text)
        return sorted(Span(offsets[a][0], offsets[b - 1][1], leaf) for a, b, leaf in found)

    def _leaves(self, exact: str, stem: str) -> set[int]:
        return {
            *self._stem.get(stem, ()),
            *self._exact.get(exact, ()),
            *(number for number, prefix in self._prefixes if exact.startswith(prefix)),
            *(number for number, test in self._patterns if test(exact) is not None),
        }

    def snippet(self, text: str) -> Snippet:
        """Return the whole text with its marks."""
        return Snippet(text=text, marks=disjoint(self.spans(text)))


def disjoint(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans as sorted, disjoint marks: overlapping ones become one."""
    marks: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def _kind(field: str) -> str:
    return "stem" if field.endswith("_stem") else "exact"


def _phrase_places(
    terms: list[Terms], number: int, kind: str, leaf: plan.InOrder
) -> Iterator[tuple[int, int, int]]:
    """Yield (first token, token after the last, leaf) wherever the words stand in a row."""
    row = [getattr(term, kind) for term in terms]
    size = len(leaf.words)
    for start in range(len(row) - size + 1):
        if all(words is None or row[start + k] in words for k, words in enumerate(leaf.words)):
            yield start, start + size, number


def _near_places(
    terms: list[Terms], number: int, leaf: plan.Nearby
) -> Iterator[tuple[int, int, int]]:
    """Yield the rows of both sides that stand near one of the other side, as phrases are."""
    one, two = (
        [place for row in rows for place in _phrase_places(terms, number, _kind(row.field), row)]
        for rows in (leaf.left, leaf.right)
    )
    near = {
        place
        for a in one
        for b in two
        if 1 <= b[0] - a[1] + 1 <= leaf.distance or 1 <= a[0] - b[1] + 1 <= leaf.distance
        for place in (a, b)
    }
    yield from near
