"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word; of words near each other, each row is one; of
a compound only the part is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, compress, repeat
from operator import itemgetter, not_
from typing import NamedTuple

from search.analysis import (
    Analyzer,
    Part,
    Spelling,
    fold_umlauts,
    words_and_spans,
)
from search.models import Rule, Snippet
from search.query import Leaf, plan
from search.query.patterns import mistakes

# A compound is split only if these many first letters of a wanted part occur in it.
_TELLING_LETTERS = 3
_FIRST = itemgetter(0)
# What often stands at a word and is no part of it.
_SIGNS = ".,;:!?…„“”\"»«›‹‚‘’'()[]-–/"


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
        beginnings = {re.escape(fold_umlauts(p)[:_TELLING_LETTERS]) for p in self._words["parts"]}
        self._telling = re.compile("|".join(beginnings)).search if beginnings else None
        self._wanted = {*self._words["exact"], *self._words["stem"]}
        self._by_letters = bool(self._prefixes or self._patterns)
        rows = [leaf for _, _, leaf in self._phrases]
        rows += [row for _, near in self._nearby for row in (*near.left, *near.right)]
        self._in_rows = {term for row in rows for words in row.words for term in words or ()}
        # Chunks seen so far: all of them, those that match, those with a word of a phrase.
        self._seen: set[str] = set()
        self._matching: dict[str, tuple[Span, ...]] = {}
        self._of_rows: set[str] = set()

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        # No token and no chain holds a blank, so what stands between two is looked at by itself:
        # quicker than to cut the text into its tokens, because most of it was met before.
        chunks = text.split(" ")
        fresh = set(chunks).difference(self._seen)
        if fresh:
            self._look_at(list(fresh))
        matching, found = self._matching, []
        if not matching.keys().isdisjoint(chunks):
            place = 0
            for chunk in chunks:
                if chunk in matching:
                    found += [
                        Span(place + start, place + end, leaf, rule)
                        for start, end, leaf, rule in matching[chunk]
                    ]
                place += len(chunk) + 1
        if not self._of_rows.isdisjoint(chunks):
            found += self._in_order(text)
        return sorted(found)

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

    def _look_at(self, fresh: list[str]) -> None:
        """Find out about chunks not seen before. Most match nothing, and are done with soonest."""
        self._seen.update(fresh)
        # A page has some 1,500 of them: `map` and `compress` take half the time of a loop.
        terms = list(
            map(self._analyzer.shown_terms.__getitem__, map(str.strip, fresh, repeat(_SIGNS)))
        )
        if self._by_letters:
            doubtful = fresh
        else:
            doubtful = list(compress(fresh, map(not_, map(self._wanted.isdisjoint, terms))))
            if self._telling:
                doubtful += self._told(fresh, list(map(_FIRST, terms)))
        for chunk in doubtful:
            matches = self._matches_in(chunk)
            if matches:
                self._matching[chunk] = matches
        if self._in_rows:
            self._of_rows.update(compress(fresh, map(not_, map(self._in_rows.isdisjoint, terms))))

    def _told(self, chunks: list[str], lines: list[str]) -> Iterator[str]:
        """Yield the chunks in whose letters a wanted part begins; one search goes through all."""
        ends = list(accumulate(map(len, lines)))
        text, place = "".join(lines), 0
        while self._telling and (found := self._telling(text, place)):
            number = bisect_right(ends, found.start())
            yield chunks[number]
            place = ends[number]

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

    def snippet(self, text: str) -> Snippet:
        """Return the whole text with its marks."""
        return Snippet(text=text, marks=disjoint(self.spans(text)))


def disjoint(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans as sorted, disjoint marks: overlapping ones become one."""
    marks: list[tuple[int, int]] = []
    for start, end, *_ in sorted(spans):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


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
