"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word; of words near each other, each row is one; of
a compound only the part is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.analysis import (
    BLANK,
    FRONT,
    Analyzer,
    Letters,
    Part,
    Sieve,
    Spelling,
    coarse,
    telling_letters,
    words_and_spans,
)
from search.arrays import Array
from search.models import Rule, Snippet
from search.query import Leaf, plan
from search.query.patterns import mistakes


class Span(NamedTuple):
    """[start, end) character offsets, the number of the leaf that matches there, and how."""

    start: int
    end: int
    leaf: int
    rule: Rule


class _Matching(NamedTuple):
    """The matches in what stands between two blanks; whether it has a word of a phrase."""

    spans: tuple[Span, ...]
    in_row: bool


class Marker:
    """The leaves of one query, ready to look at many texts.

    `title`: the text is a title, so clauses on the title count as well.
    """

    def __init__(self, leaves: Iterable[Leaf], analyzer: Analyzer, *, title: bool = False) -> None:
        self._analyzer = analyzer
        self._words: dict[str, dict[str, list[int]]] = {"stem": {}, "exact": {}, "parts": {}}
        self._phrases: list[tuple[int, str, plan.InOrder]] = []
        self._nearby: list[tuple[int, plan.Nearby]] = []
        self._prefixes: list[tuple[int, str]] = []
        self._patterns: list[tuple[int, Callable[[str], int | None]]] = []
        wanted = ("text_", "title_") if title else ("text_",)
        for number, leaf in enumerate(leaves):
            if isinstance(leaf, plan.AnyTerm):
                whole_text = any(other.field.startswith("text_") for other in leaf.terms)
                for term in leaf.terms:
                    if term.field.startswith("text_" if whole_text else wanted):
                        found = self._words[_kind(term.field)]
                        found.setdefault(term.text, []).append(number)
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
        # A compound is split only if the first letters of a wanted part occur in it.
        letters = {row for part in self._words["parts"] for row in telling_letters(part)}
        telling = "|".join(map(re.escape, letters))
        self._telling = re.compile(telling).search if letters else None
        self._wanted = {*self._words["exact"], *self._words["stem"]}
        rows = [leaf for _, _, leaf in self._phrases]
        rows += [row for _, near in self._nearby for row in (*near.left, *near.right)]
        self._in_rows = {term for row in rows for words in row.words for term in words or ()}
        self._by_letters = bool(self._prefixes or self._patterns)
        # No letters begin every word.
        self._sieve = Sieve([b""]) if self._patterns else self._sieve_of(letters)
        self._matching: dict[str, _Matching] = {}

    def _sieve_of(self, letters: Iterable[str]) -> Sieve:
        """Return what lets through all that may match; `letters`: those that tell of parts."""
        alike = [*self._words["exact"], *(prefix for _, prefix in self._prefixes)]
        fronts = {coarse(word)[:FRONT] for word in alike}
        for stem in (*self._words["stem"], *self._in_rows):
            fronts |= self._analyzer.fronts[stem]
        return Sieve(fronts, letters)

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        return self.spans_of([text])[0]

    def spans_of(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return all matches in each of some texts; all texts of a page are asked at once."""
        if not texts:
            return []
        whole = " ".join(texts)
        starts, ends = self._doubtful(whole)
        text_starts = _starts(texts)
        owners = text_starts.searchsorted(starts, side="right") - 1
        found: list[list[Span]] = [[] for _ in texts]
        with_rows = set()
        columns = (starts, ends, owners, starts - text_starts[owners])
        for start, end, owner, shift in zip(*(c.tolist() for c in columns), strict=True):
            piece = whole[start:end]
            if piece not in self._matching:
                self._matching[piece] = self._matches_in(piece)
            matching = self._matching[piece]
            found[owner] += [
                Span(shift + first, shift + last, leaf, rule)
                for first, last, leaf, rule in matching.spans
            ]
            if matching.in_row:
                with_rows.add(owner)
        for owner in with_rows:
            found[owner] += self._in_order(texts[owner])
        return [sorted(spans) for spans in found]

    def _doubtful(self, text: str) -> tuple[Array, Array]:
        """Return start and end of the pieces between blanks of a text that may match.

        No token and no chain holds a blank, so each piece is looked at by itself.
        """
        letters = Letters.of(text)
        ends = letters.places[letters.codes == BLANK]
        pieces = np.unique(ends.searchsorted(self._sieve.places(letters)))
        starts = np.concatenate([[0], ends + 1])
        return starts[pieces], ends[pieces]

    def _in_order(self, text: str) -> list[Span]:
        words, offsets = words_and_spans(text)
        row = list(map(self._analyzer.spelling.__getitem__, words))
        found = [
            (place, number, Rule.PHRASE)
            for number, kind, leaf in self._phrases
            for place in _phrase_places(row, kind, leaf)
        ]
        found += [
            (place, number, Rule.NEAR)
            for number, near in self._nearby
            for place in _near_places(row, near)
        ]
        return [
            Span(offsets[first][0], offsets[end - 1][1], number, rule)
            for (first, end), number, rule in found
        ]

    def _matches_in(self, piece: str) -> _Matching:
        words, offsets = words_and_spans(piece)
        spans, in_row = [], False
        for place, word in enumerate(words):
            in_row = in_row or not self._in_rows.isdisjoint(self._terms(word))
            for leaf, part, length, rule in self._matches(word):
                start, end = offsets[place][0], offsets[place + length - 1][1]
                if part is not None:
                    start, end = start + part.start, start + part.end
                spans.append(Span(start, end, leaf, rule))
        return _Matching(tuple(spans), in_row)

    def _terms(self, word: str) -> tuple[str, ...]:
        exact, stems, _, joined, _ = self._analyzer.spelling[word]
        return exact, *stems, *joined

    def _matches(self, word: str) -> tuple[tuple[int, Part | None, int, Rule], ...]:
        """Return the leaves that a word matches, with its part if the whole word does not.

        Each with the number of words: the first of a chain can stand for all of it.
        """
        exact, stems, letters, joined, length = self._analyzer.spelling[word]
        if exact in self._wanted or not self._wanted.isdisjoint(stems) or self._by_letters:
            leaves = {
                **{n: Rule.PATTERN for n, prefix in self._prefixes if exact.startswith(prefix)},
                **{n: Rule.PATTERN for n, test in self._patterns if test(exact) is not None},
                **{n: Rule.STEM for stem in stems for n in self._words["stem"].get(stem, ())},
                **dict.fromkeys(self._words["exact"].get(exact, ()), Rule.SPELLING),
            }
            if leaves:
                return tuple((leaf, None, 1, rule) for leaf, rule in leaves.items())
        if not self._wanted.isdisjoint(joined):
            of_stem = self._words["stem"]
            whole = (n for stem in joined for n in of_stem.get(stem, ()))
            return tuple((n, None, length, Rule.STEM) for n in whole)
        if not (self._telling and self._telling(letters)):
            return ()
        return tuple(
            (leaf, part, 1, Rule.PART)
            for stem, part in self._analyzer.part_stems[word]
            for leaf in self._words["parts"].get(stem, ())
        )

    def snippets(self, texts: Sequence[str]) -> list[Snippet]:
        """Return whole texts with their marks."""
        found = zip(texts, self.spans_of(texts), strict=True)
        return [Snippet(text=text, marks=disjoint(spans)) for text, spans in found]


def disjoint(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans as sorted, disjoint marks: overlapping ones become one."""
    marks: list[tuple[int, int]] = []
    for start, end, *_ in sorted(spans):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def _starts(texts: Sequence[str]) -> Array:
    """Return where each text begins in all of them with a blank between two."""
    ends: Array = np.cumsum([len(text) + 1 for text in texts])
    return np.concatenate([[0], ends[:-1]])


def _kind(field: str) -> str:
    return field.rpartition("_")[2]


def _phrase_places(row: list[Spelling], kind: str, leaf: plan.InOrder) -> Iterator[tuple[int, int]]:
    """Yield (first token, token after the last) wherever the words stand in a row."""
    terms = [(*word.joined, *word.stem) if kind == "stem" else (word.exact,) for word in row]
    rest = [(k, words) for k, words in enumerate(leaf.words) if words is not None]
    (lead, heads), rest = rest[0], rest[1:]
    for place, of_word in enumerate(terms[lead : len(row) - len(leaf.words) + lead + 1]):
        if any(term in heads for term in of_word) and all(
            any(term in words for term in terms[place + k]) for k, words in rest
        ):
            yield place, place + len(leaf.words)


def _near_places(row: list[Spelling], leaf: plan.Nearby) -> set[tuple[int, int]]:
    """Return the rows of both sides that stand near one of the other side, as phrases are."""
    one, two = (
        [place for words in rows for place in _phrase_places(row, _kind(words.field), words)]
        for rows in (leaf.left, leaf.right)
    )
    return {
        place
        for a in one
        for b in two
        if 1 <= b[0] - a[1] + 1 <= leaf.distance or 1 <= a[0] - b[1] + 1 <= leaf.distance
        for place in (a, b)
    }
