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
    TELLING_LETTERS,
    Analyzer,
    Part,
    Sieve,
    Spelling,
    fold_umlauts,
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
        beginnings = {fold_umlauts(p)[:TELLING_LETTERS] for p in self._words["parts"]}
        telling = "|".join(map(re.escape, beginnings))
        self._telling = re.compile(telling).search if beginnings else None
        self._wanted = {*self._words["exact"], *self._words["stem"]}
        self._by_letters = bool(self._prefixes or self._patterns)
        rows = [leaf for _, _, leaf in self._phrases]
        rows += [row for _, near in self._nearby for row in (*near.left, *near.right)]
        self._in_rows = {term for row in rows for words in row.words for term in words or ()}
        self._shown = analyzer.shown()
        self._sieve = Sieve.of(self._wanted, beginnings)
        self._row_sieve = Sieve.of(self._in_rows)
        self._matching: dict[str, tuple[Span, ...]] = {}

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        return self.spans_of([text])[0]

    def spans_of(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return all matches in each of some texts; all texts of a page are asked at once."""
        if not texts:
            return []
        # No token and no chain holds a blank, so what stands between two is looked at by itself:
        # quicker than to cut the texts into their tokens, because most of it was met before.
        pieces = " ".join(texts).split(" ")
        numbers = self._shown.numbers(pieces)
        starts = _starts(self._shown.lengths(numbers))
        text_starts = _starts(np.array([len(text) for text in texts]))
        found: list[list[Span]] = [[] for _ in texts]

        def texts_of(places: Array) -> Array:
            return np.searchsorted(text_starts, starts[places], side="right") - 1

        places = self._doubtful(numbers)
        owners = texts_of(places)
        columns = (places, owners, starts[places] - text_starts[owners])
        for place, owner, start in zip(*(column.tolist() for column in columns), strict=True):
            piece = pieces[place]
            if piece not in self._matching:
                self._matching[piece] = self._matches_in(piece)
            found[owner] += [
                Span(start + first, start + last, leaf, rule)
                for first, last, leaf, rule in self._matching[piece]
            ]
        if self._in_rows:
            with_rows = self._shown.having(numbers, self._row_sieve)[0].nonzero()[0]
            for owner in np.unique(texts_of(with_rows)).tolist():
                found[owner] += self._in_order(texts[owner])
        return [sorted(spans) for spans in found]

    def _doubtful(self, numbers: Array) -> Array:
        """Return the places of the pieces that may match by themselves."""
        if self._by_letters:
            return np.arange(len(numbers))
        terms, letters = self._shown.having(numbers, self._sieve)
        if self._telling:
            lines = self._shown.letters
            for place in (letters & ~terms).nonzero()[0].tolist():
                terms[place] = self._telling(lines[numbers[place]]) is not None
        return terms.nonzero()[0]

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

    def _matches_in(self, chunk: str) -> tuple[Span, ...]:
        words, offsets = words_and_spans(chunk)
        found = []
        for place, word in enumerate(words):
            for leaf, part, length, rule in self._matches(word):
                start, end = offsets[place][0], offsets[place + length - 1][1]
                if part is not None:
                    start, end = start + part.start, start + part.end
                found.append(Span(start, end, leaf, rule))
        return tuple(found)

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


def _starts(lengths: Array) -> Array:
    """Return where each of some texts begins in all of them with a blank between two."""
    ends: Array = np.cumsum(lengths + 1)
    return ends - lengths - 1


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
