"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word; of words near each other, each row is one; of
a compound only the part is marked, of a verb that stands apart from its particle both are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.analysis import (
    BLANK,
    FRONT,
    Analyzer,
    Letters,
    Sieve,
    chains_and_spans,
    coarse_all,
    is_letter,
    told,
    words_and_spans,
)
from search.models import Rule, Snippet
from search.query import Leaf, plan
from search.query.patterns import mistakes, sure_beginning
from search.results.rows import Row, kind_of_field, near_places, phrase_places
from search.results.shortened_marks import may_match
from search.results.verbs_apart import VerbApart, VerbsApart
from search.system.arrays import Array

# How a piece of text may match: by its words, by parts of them.
_WHOLE, _PARTS = 1, 2
# How the fields begin that are looked for in any text, and in titles alone.
_TEXT, _TITLE = "text_", "title_"


class Span(NamedTuple):
    """[start, end) character offsets, the number of the leaf that matches there, and how."""

    start: int
    end: int
    leaf: int
    rule: Rule


class _Matching(NamedTuple):
    """The matches in what stands between two blanks; where words of phrases begin in it; whether it
    may have a verb that stands apart.
    """

    spans: tuple[Span, ...]
    in_rows: tuple[int, ...]
    apart: bool


class Marker:
    """The leaves of one query, ready to look at many texts.

    `title`: the text is a title, so clauses on the title count as well.
    """

    def __init__(self, leaves: Iterable[Leaf], analyzer: Analyzer, *, title: bool = False) -> None:
        self._analyzer = analyzer
        self._words: dict[str, dict[str, list[int]]] = {"stem": {}, "exact": {}, "parts": {}}
        self._phrases: list[tuple[int, plan.InOrder]] = []
        self._nearby: list[tuple[int, plan.Nearby]] = []
        self._prefixes: list[tuple[int, str]] = []
        self._patterns: list[tuple[int, Callable[[str], int | None]]] = []
        self._begun: list[str] = []  # with what prefixes and patterns let words begin
        self._written: set[int] = set()  # leaves that ask for another way to write what was typed
        fields = (_TEXT, _TITLE) if title else (_TEXT,)
        for number, leaf in enumerate(leaves):
            self._take(number, leaf, fields)
        self._wanted = {*self._words["exact"], *self._words["stem"]}
        rows = [leaf for _, leaf in self._phrases]
        rows += [row for _, near in self._nearby for row in (*near.left, *near.right)]
        self._in_rows = {term for row in rows for words in row.words for term in words or ()}
        self._by_letters = bool(self._begun)
        self._apart = VerbsApart({*self._words["stem"], *self._in_rows}, analyzer)
        letters = {word for word in self._wanted | self._in_rows if is_letter(word)}
        self._begin = self._fronts_of({*self._words["stem"], *self._in_rows} - letters)
        exact = [*(self._words["exact"].keys() - letters), *self._begun]
        self._sieve = Sieve(self._fronts(exact), coarse_all(letters))
        self._part_sieve = Sieve.of_parts(self._fronts_of(self._words["parts"].keys() - letters))
        self._matching: dict[str, _Matching] = {}

    def _take(self, number: int, leaf: Leaf, fields: tuple[str, ...]) -> None:
        """Put a leaf to those that are met alike; `fields`: how those begin that are looked at."""
        if isinstance(leaf, plan.AnyTerm | plan.InOrder) and leaf.typed:
            self._written.add(number)
        match leaf:
            case plan.AnyTerm(terms):
                # Of a word that is looked for everywhere the title counts as text.
                everywhere = any(term.field.startswith(_TEXT) for term in terms)
                for term in terms:
                    if term.field.startswith(_TEXT if everywhere else fields):
                        found = self._words[kind_of_field(term.field)]
                        found.setdefault(term.text, []).append(number)
            case plan.Nearby(left, right):
                if all(row.field.startswith(fields) for row in (*left, *right)):
                    self._nearby.append((number, leaf))
            case _ if not leaf.field.startswith(fields):
                pass
            case plan.InOrder():
                self._phrases.append((number, leaf))
            case plan.StartsWith():
                self._prefixes.append((number, leaf.prefix))
                self._begun.append(leaf.prefix)
            case plan.Wildcard() | plan.Similar():
                self._patterns.append((number, mistakes(leaf)))
                self._begun.append(sure_beginning(leaf))

    def _fronts(self, alike: Iterable[str]) -> set[bytes]:
        """Return how all words begin that may match as a whole. `alike`: those that begin so."""
        fronts = self._begin | self._fronts_of(self._apart.rests)
        return fronts.union(letters[:FRONT] for letters in coarse_all(alike))

    def _fronts_of(self, stems: Iterable[str]) -> set[bytes]:
        return set().union(*map(self._analyzer.fronts.__getitem__, stems))

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        return self.spans_of([text])[0]

    def spans_of(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return all matches in each of some texts; all texts of a page are asked at once."""
        if not texts:
            return []
        whole = " ".join(texts)
        starts, ends, sides = self._doubtful(whole)
        text_starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
        owners = text_starts.searchsorted(starts, side="right") - 1
        found: list[list[Span]] = [[] for _ in texts]
        in_rows: dict[int, set[int]] = {}
        apart: dict[int, list[VerbApart]] = {}
        columns = (starts, ends, sides, owners, starts - text_starts[owners])
        for start, end, side, owner, shift in zip(*(c.tolist() for c in columns), strict=True):
            piece = whole[start:end]
            if piece not in self._matching:
                self._matching[piece] = self._matches_in(piece, side)
            matching = self._matching[piece]
            found[owner] += [
                Span(shift + first, shift + last, leaf, rule)
                for first, last, leaf, rule in matching.spans
            ]
            if matching.in_rows:
                known = in_rows.setdefault(owner, set())
                known.update([shift + first for first in matching.in_rows])
            if matching.apart and owner not in apart:
                apart[owner] = list(self._apart.in_text(texts[owner]))
                found[owner] += self._verbs(apart[owner])
        for word in may_match(texts, self._begin):
            found[word.owner] += [
                Span(word.start, word.end, leaf, Rule.STEM) for leaf in self._completed(word.word)
            ]
            if not self._in_rows.isdisjoint(self._terms(word.word)):
                in_rows.setdefault(word.owner, set()).add(word.start)
        for owner, known in in_rows.items():
            found[owner] += self._in_order(texts[owner], known, apart.get(owner, ()))
        return [
            sorted(map(self._told, spans) if self._written else spans) if spans else spans
            for spans in found
        ]

    def _told(self, span: Span) -> Span:
        otherwise = span.leaf in self._written and span.rule is not Rule.PARTICLE
        return span._replace(rule=Rule.WRITTEN) if otherwise else span

    def _doubtful(self, text: str) -> tuple[Array, Array, Array]:
        """Return start and end of the pieces between blanks that may match, and how they may.

        No token and no chain holds a blank, so each piece is looked at by itself.
        """
        letters = Letters.of(text)
        ends = letters.places[letters.codes == BLANK]
        sides = np.zeros(len(ends), np.uint8)
        sides[ends.searchsorted(self._sieve.words(letters))] |= _WHOLE
        sides[ends.searchsorted(self._part_sieve.parts(letters))] |= _PARTS
        pieces = sides.nonzero()[0]
        starts = np.concatenate([[0], ends + 1])
        return starts[pieces], ends[pieces], sides[pieces]

    def _verbs(self, apart: Iterable[VerbApart]) -> Iterator[Span]:
        for verb in apart:
            for leaf in (leaf for stem in verb.stems for leaf in self._words["stem"].get(stem, ())):
                yield Span(*verb.place.verb, leaf, Rule.STEM)
                yield Span(*verb.place.particle, leaf, Rule.PARTICLE)

    def _in_order(self, text: str, known: set[int], apart: Iterable[VerbApart]) -> list[Span]:
        """Return where phrases stand in a text. `known`: where words of phrases begin in it."""
        more = {verb.place.verb[0]: told(1, verb.place.word) for verb in apart}
        words, offsets = words_and_spans(text)
        spelling = self._analyzer.spelling
        # Any other word only counts for how far apart those are: it need not be analysed.
        places = [n for n, (start, _) in enumerate(offsets) if start in known or start in more]
        wanted = {n: spelling[words[n] + more.get(offsets[n][0], "")] for n in places}
        row = Row(wanted, len(words))
        found = [
            (place, number, Rule.PHRASE)
            for number, leaf in self._phrases
            for place in phrase_places(row, leaf)
        ]
        found += [
            (place, number, Rule.NEAR)
            for number, near in self._nearby
            for place in near_places(row, near)
        ]
        return [
            Span(offsets[first][0], offsets[end - 1][1], number, rule)
            for (first, end), number, rule in found
        ]

    def _matches_in(self, piece: str, sides: int) -> _Matching:
        """Return the matches in a piece; `sides`: whether words, or parts of them, may match."""
        words, offsets = chains_and_spans(piece)
        spans, in_rows, apart = [], [], False
        for place, word in enumerate(words):
            start = offsets[place][0]
            found: list[tuple[int, Rule]] = []
            if sides & _WHOLE:
                length, found = self._as_whole(word)
                last = offsets[place + length - 1][1]
                spans += [Span(start, last, leaf, rule) for leaf, rule in found]
                if not self._in_rows.isdisjoint(self._terms(word)):
                    in_rows.append(start)
                apart = apart or bool(self._apart.rests and self._apart.may_be(word))
            if sides & _PARTS and not found:
                spans += [
                    Span(start + part.start, start + part.end, leaf, Rule.PART)
                    for stem, part in self._analyzer.part_stems[word]
                    for leaf in self._words["parts"].get(stem, ())
                ]
        return _Matching(tuple(spans), tuple(in_rows), apart)

    def _terms(self, word: str) -> tuple[str, ...]:
        exact, stems, joined, _ = self._analyzer.spelling[word]
        return exact, *stems, *joined

    def _as_whole(self, word: str) -> tuple[int, list[tuple[int, Rule]]]:
        """Return the leaves that a word matches, and how many words it is.

        The first of a chain can stand for all of it, or for a shorter chain.
        """
        exact, stems, joined, lengths = self._analyzer.spelling[word]
        if exact in self._wanted or not self._wanted.isdisjoint(stems) or self._by_letters:
            leaves = {
                **{n: Rule.PATTERN for n, prefix in self._prefixes if exact.startswith(prefix)},
                **{n: Rule.PATTERN for n, test in self._patterns if test(exact) is not None},
                **{n: Rule.STEM for stem in stems for n in self._words["stem"].get(stem, ())},
                **dict.fromkeys(self._words["exact"].get(exact, ()), Rule.SPELLING),
            }
            if leaves:
                return 1, list(leaves.items())
        of_stem = self._words["stem"]
        for stem, length in zip(reversed(joined), reversed(lengths), strict=True):
            if stem in of_stem:
                return length, [(n, Rule.STEM) for n in of_stem[stem]]
        return 1, []

    def _completed(self, word: str) -> set[int]:
        """Return the leaves that a word which is cut short matches as a whole alone."""
        exact, stems, joined, _ = self._analyzer.spelling[word]
        of_stem, of_exact = self._words["stem"], self._words["exact"]
        own = {n for stem in stems for n in of_stem.get(stem, ())}.union(of_exact.get(exact, ()))
        return {n for stem in joined for n in of_stem.get(stem, ())} - own

    def snippets(self, texts: Sequence[str]) -> list[Snippet]:
        """Return whole texts with their marks."""
        found = zip(texts, self.spans_of(texts), strict=True)
        return [Snippet(text=text, marks=disjoint(spans)) for text, spans in found]


def asks_titles(leaves: Iterable[Leaf]) -> bool:
    """Tell whether a leaf is met in titles alone, so that texts and titles need a marker each."""
    return any(map(_on_title, leaves))


def _on_title(leaf: Leaf) -> bool:
    if isinstance(leaf, plan.AnyTerm):
        fields = [term.field for term in leaf.terms]
        return not any(field.startswith(_TEXT) for field in fields)
    rows = (*leaf.left, *leaf.right) if isinstance(leaf, plan.Nearby) else (leaf,)
    return any(row.field.startswith(_TITLE) for row in rows)


def disjoint(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans as sorted, disjoint marks: overlapping ones become one."""
    marks: list[tuple[int, int]] = []
    for start, end, *_ in sorted(spans):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
