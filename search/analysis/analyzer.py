"""The analyser: text to terms, the same for indexing, querying and marking.

In: NFC text.  Out: per token its offsets, position and three kinds of term:
    exact   `normalize.py`
    stem    `stems.py`: of a form whose lemma has another stem ("ging") both, the lemma's last
    parts   the stems of all that a compound contains: its parts, compounds of them ("Bundesbahn" in
            "Bundesbahnchef"), itself; of another word its last stem
Each distinct word is analysed once an analyser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple, TypeVar

from search.analysis.completion import completed, is_short
from search.analysis.compounds import Part
from search.analysis.dictionary import dictionary_version
from search.analysis.joined import MARK, written
from search.analysis.normalize import fold_exact
from search.analysis.separated import indexed_words_and_spans
from search.analysis.stopwords import STOP_WORDS
from search.analysis.variants import fold_all
from search.analysis.vocabulary import Vocabulary

# Positions skipped between title, heading and paragraphs: a phrase never reaches across.
BLOCK_GAP = 100
# Distinct words kept analysed; above that the table starts anew (bounds memory, ~300 bytes a word).
CACHE_WORDS = 2_000_000
# The same of words that are asked for one by one: those of queries and what they may match.
CACHE_ASKED = 10_000


class Terms(NamedTuple):
    """The terms of one word by kind; stem and parts without repetition, at least one each."""

    exact: str
    stem: tuple[str, ...]
    parts: tuple[str, ...]

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the terms of a kind."""
        terms = getattr(self, kind)
        return (terms,) if kind == "exact" else terms


KINDS = Terms._fields


class Spelling(NamedTuple):
    """The terms of a word but for its parts, which cost more.

    The first word of a chain ("Corona" of "Corona-Pandemie") also has the stems of the chain as one
    word, and for each stem the number of its words, short chains first; one that is cut short
    ("Haus-" of "Haus- und Fachärzte") those of the whole.
    """

    exact: str
    stem: tuple[str, ...]
    joined: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()


class AnalyzedToken(NamedTuple):
    """One occurrence: [start, end) offsets, position, terms."""

    start: int
    end: int
    position: int
    terms: Terms


Value = TypeVar("Value")


class Cache(dict[str, Value]):
    """A function of a word that is called once a word."""

    def __init__(self, function: Callable[[str], Value], limit: int = CACHE_WORDS) -> None:
        self._function, self._limit = function, limit

    def __missing__(self, word: str) -> Value:
        if len(self) >= self._limit:
            self.clear()
        value = self[word] = self._function(word)
        return value


class Analyzer:
    """The analysis with the vocabulary of one index."""

    def __init__(self, vocabulary: Vocabulary | None = None, cached: int = CACHE_WORDS) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        self.terms = Cache(self._terms, cached)
        self.spelling = Cache(self._spelling, cached)
        self.part_stems = Cache(self._part_stems, cached)
        self.fronts = Cache(self.vocabulary.fronts, CACHE_ASKED)
        self.particles = Cache(self.vocabulary.particles, CACHE_ASKED)
        self._asked_parts = Cache(self._parts, CACHE_ASKED)

    def _terms(self, word: str) -> Terms:
        """Return the terms of one token."""
        spelling = self.spelling[word]
        parts = dict.fromkeys(stem for stem, _ in self.part_stems[word])
        return Terms(spelling.exact, (*spelling.joined, *spelling.stem), tuple(parts))

    def _spelling(self, word: str) -> Spelling:
        """Return exact form and stems of one token."""
        text, joined, lengths = written(word)
        exact = fold_exact(text)
        stems = self.vocabulary.stems(exact, capital=text[:1].isupper())
        wholes = list(map(self.whole, joined))
        chains = zip(wholes, map(self._stems, wholes), strict=True)
        of_chains = _of_chains(chains, lengths, stems)
        return Spelling(exact, stems, tuple(of_chains), tuple(of_chains.values()))

    def whole(self, joined: str) -> str:
        """Return a joined word, completed if need be; "" for one that nothing completes."""
        return completed(joined, self.vocabulary) if is_short(joined) else joined

    def read(self, words: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
        """Return exact forms and stems of many words, those of a chain before; keeps nothing."""
        told = {number: written(word) for number, word in enumerate(words) if MARK in word}
        texts = [told[number].word if number in told else word for number, word in enumerate(words)]
        wholes = [self.whole(joined) for word in told.values() for joined in word.joined]
        forms, stems = self._read([*texts, *wholes])
        chains = zip(wholes, stems[len(words) :], strict=True)
        for number, word in told.items():
            own = stems[number]
            stems[number] = (*_of_chains(chains, word.lengths, own), *own)
        return forms[: len(words)], stems[: len(words)]

    def last_stems(self, texts: Sequence[str]) -> list[str]:
        """Return the stem that stands for each word in compounds; keeps nothing."""
        return [stems[-1] for stems in self._read(texts)[1]]

    def _read(self, texts: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
        """Return exact forms and stems of many words, none of a chain."""
        forms = list(map(fold_exact, texts))
        capitals = [text[:1].isupper() for text in texts]
        stems = self.vocabulary.stems_of_all(forms, capitals=capitals, folded=fold_all(forms))
        return forms, stems

    def _stems(self, text: str) -> tuple[str, ...]:
        return self.vocabulary.stems(fold_exact(text), capital=text[:1].isupper())

    def parts(self, word: str) -> tuple[Part, ...]:
        """Return the parts of one token, itself if it is no compound; function words are none."""
        return self._asked_parts[word]

    def _parts(self, word: str) -> tuple[Part, ...]:
        parts = self.vocabulary.parts(written(word).word)
        return tuple(part for part in parts if part.text.lower() not in STOP_WORDS) or parts

    def _part_stems(self, word: str) -> tuple[tuple[str, Part], ...]:
        """Return what one token is made of with the stem of each: parts, then compounds of them."""
        parts, text = self._parts(word), written(word).word
        compounds = (
            Part(text[first.start : last.end].capitalize(), first.start, last.end)
            for first, last in combinations(parts, 2)
        )
        return tuple((self.spelling[part.text].stem[-1], part) for part in (*parts, *compounds))

    def analyze(self, text: str) -> list[AnalyzedToken]:
        """Return the analysed tokens of one block of text as indexed; positions count from 0."""
        [(words, spans)] = indexed_words_and_spans([text], self.particles.__getitem__)
        rows = enumerate(zip(words, spans, strict=True))
        return [AnalyzedToken(*span, place, self.terms[word]) for place, (word, span) in rows]

    def positions_by_term(self, blocks: Iterable[Sequence[str]]) -> dict[str, dict[str, list[int]]]:
        """Return kind → term → ascending positions; between two blocks lies BLOCK_GAP."""
        found: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
        start = 0
        for words in blocks:
            for position, word in enumerate(words, start):
                terms = self.terms[word]
                for kind, postings in found.items():
                    for term in terms.of(kind):
                        postings.setdefault(term, []).append(position)
            start += len(words) + BLOCK_GAP
        return found


def _of_chains(
    chains: Iterator[tuple[str, tuple[str, ...]]], lengths: Sequence[int], own: Sequence[str]
) -> dict[str, int]:
    """Return the stems of the next chains but for a word's own, with the length of each.

    `chains`: as one word, "" if nothing completes it, and its stems; one is taken a length.
    """
    pairs = zip(lengths, chains, strict=False)
    stems = {stem: length for length, (chain, found) in pairs if chain for stem in found}
    return {stem: length for stem, length in stems.items() if stem not in own}


def analyzer_version() -> str:
    """Return what the meaning of stored terms depends on; part of the index stamp."""
    return f"de-13 {dictionary_version()}"
