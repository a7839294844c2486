"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word; of a compound only the part is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.analysis import Analyzer, Part, Spelling, fold_umlauts, token_spans, words_of
from search.models import Snippet
from search.query import Leaf, plan

# A compound is split only if these many first letters of a wanted part occur in it.
_TELLING_LETTERS = 3


class Span(NamedTuple):
    """[start, end) character offsets and the number of the leaf that matches there."""

    start: int
    end: int
    leaf: int


class Marker:
    """The leaves of one query, ready to look at many texts.

    `title`: the text is a title, so clauses on the title count as well.
    """

    def __init__(self, leaves: Iterable[Leaf], analyzer: Analyzer, *, title: bool = False) -> None:
        self._analyzer = analyzer
        self._words: dict[str, dict[str, list[int]]] = {"stem": {}, "exact": {}, "parts": {}}
        self._phrases: list[tuple[int, str, plan.InOrder]] = []
        self._prefixes: list[tuple[int, str]] = []
        wanted = ("text_", "title_") if title else ("text_",)
        for number, leaf in enumerate(leaves):
            if isinstance(leaf, plan.AnyTerm):
                whole_text = any(other.field.startswith("text_") for other in leaf.terms)
                for term in leaf.terms:
                    if term.field.startswith("text_" if whole_text else wanted):
                        found = self._words[_kind(term.field)]
                        found.setdefault(term.text, []).append(number)
            elif leaf.field.startswith(wanted):
                if isinstance(leaf, plan.InOrder):
                    self._phrases.append((number, _kind(leaf.field), leaf))
                else:
                    self._prefixes.append((number, leaf.prefix))
        self._beginnings = tuple(prefix for _, prefix in self._prefixes)
        self._telling = tuple(
            fold_umlauts(part)[:_TELLING_LETTERS] for part in self._words["parts"]
        )

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        words = words_of(text)
        row = list(map(self._analyzer.spelling, words))
        found: list[tuple[int, int, int, Part | None]] = []
        for place, (exact, stems) in enumerate(row):
            leaves = self._leaves(exact, stems)
            found += [(place, place + 1, leaf, None) for leaf in leaves]
            if not leaves and self._telling:
                found += [
                    (place, place + 1, leaf, part)
                    for leaf, part in self._parts(words[place], exact)
                ]
        for number, kind, leaf in self._phrases:
            found += ((a, b, n, None) for a, b, n in _phrase_places(row, number, kind, leaf))
        if not found:
            return []
        offsets = token_spans(text)
        spans = []
        for first, end, leaf_number, part in found:
            start = offsets[first][0]
            if part is None:
                spans.append(Span(start, offsets[end - 1][1], leaf_number))
            else:
                spans.append(Span(start + part.start, start + part.end, leaf_number))
        return sorted(spans)

    def _leaves(self, exact: str, stems: tuple[str, ...]) -> set[int]:
        of_stem, of_exact = self._words["stem"], self._words["exact"]
        leaves = set(of_exact.get(exact, ()))
        for stem in stems:
            leaves.update(of_stem.get(stem, ()))
        if self._beginnings and exact.startswith(self._beginnings):
            leaves.update(n for n, prefix in self._prefixes if exact.startswith(prefix))
        return leaves

    def _parts(self, word: str, exact: str) -> Iterator[tuple[int, Part]]:
        plain = fold_umlauts(exact)
        if any(letters in plain for letters in self._telling):
            for stem, part in self._analyzer.part_stems(word):
                for leaf in self._words["parts"].get(stem, ()):
                    yield leaf, part

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
    return field.rpartition("_")[2]


def _phrase_places(
    row: list[Spelling], number: int, kind: str, leaf: plan.InOrder
) -> Iterator[tuple[int, int, int]]:
    """Yield (first token, token after the last, leaf) wherever the words stand in a row."""
    terms = [word.stem if kind == "stem" else (word.exact,) for word in row]
    size = len(leaf.words)
    for start in range(len(row) - size + 1):
        if all(
            words is None or any(term in words for term in terms[start + k])
            for k, words in enumerate(leaf.words)
        ):
            yield start, start + size, number
