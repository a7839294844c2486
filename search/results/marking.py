"""Find what a query matches in a text, as offsets.

In: text and the positive leaves of a plan.  Out: spans, each with the number of its leaf.
A phrase is one span from its first to its last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from search.analysis import AnalyzedToken, analyze, tokenize, word_terms, words_of
from search.models import Snippet
from search.query import Leaf, plan


class Span(NamedTuple):
    """[start, end) character offsets and the number of the leaf that matches there."""

    start: int
    end: int
    leaf: int


class _Memo(dict[str, Any]):
    """Word → what a function says of it, asked once."""

    def __init__(self, ask: Callable[[str], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> Any:
        value = self[word] = self._ask(word)
        return value


class Marker:
    """The leaves of one query, ready to look at many texts.

    `title`: the text is a title, so clauses on the title count as well.
    """

    def __init__(self, leaves: Iterable[Leaf], *, title: bool = False) -> None:
        self._terms: dict[tuple[str, str], list[int]] = {}
        self._phrases: list[tuple[int, str, plan.InOrder]] = []
        self._prefixes: list[tuple[int, str]] = []
        wanted = ("text_", "title_") if title else ("text_",)
        for number, leaf in enumerate(leaves):
            if isinstance(leaf, plan.AnyTerm):
                for term in leaf.terms:
                    whole_text = any(other.field.startswith("text_") for other in leaf.terms)
                    if term.field.startswith("text_" if whole_text else wanted):
                        key = (_kind(term.field), term.text)
                        self._terms.setdefault(key, []).append(number)
            elif leaf.field.startswith(wanted):
                if isinstance(leaf, plan.InOrder):
                    self._phrases.append((number, _kind(leaf.field), leaf))
                else:
                    self._prefixes.append((number, leaf.prefix))

        self._leaves_of = _Memo(self._leaves_of_word)
        self._phrase_words = _Memo(self._is_in_phrase)

    def _leaves_of_word(self, word: str) -> tuple[int, ...]:
        """Return the leaves that a word as written matches on its own."""
        terms = word_terms(word)
        leaves = {
            *self._terms.get(("stem", terms.stem), ()),
            *self._terms.get(("exact", terms.exact), ()),
            *(number for number, prefix in self._prefixes if terms.exact.startswith(prefix)),
        }
        return tuple(leaves)

    def _is_in_phrase(self, word: str) -> bool:
        terms = word_terms(word)
        return any(
            getattr(terms, kind) in words
            for _, kind, leaf in self._phrases
            for words in leaf.words
            if words is not None
        )

    def spans(self, text: str) -> list[Span]:
        """Return all matches in a text, by start; spans of different leaves may overlap."""
        words = words_of(text)  # most paragraphs hold none: tell that before looking where
        found = []
        if any(map(self._leaves_of.__getitem__, words)):
            found = [
                Span(token.start, token.end, leaf)
                for token in tokenize(text)
                for leaf in self._leaves_of[token.text]
            ]
        if self._phrases and any(map(self._phrase_words.__getitem__, words)):
            tokens = analyze(text)
            for number, kind, leaf in self._phrases:
                found += _phrase_spans(tokens, number, kind, leaf)
        return sorted(found)

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


def _phrase_spans(
    tokens: list[AnalyzedToken], number: int, kind: str, leaf: plan.InOrder
) -> list[Span]:
    size = len(leaf.words)
    return [
        Span(tokens[i].start, tokens[i + size - 1].end, number)
        for i in range(len(tokens) - size + 1)
        if all(
            words is None or getattr(tokens[i + k].terms, kind) in words
            for k, words in enumerate(leaf.words)
        )
    ]
