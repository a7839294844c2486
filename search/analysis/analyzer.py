"""The analyser: text to terms, the same for indexing, querying and marking.

In: NFC text.  Out: per token its offsets, position and up to two kinds of term:
`exact` (`normalize.py`) and `stem` (Snowball German, which folds ä/ae/a, ß/ss and feminines).
Source of the stemmer: https://snowballstem.org/algorithms/german/stemmer.html through PyStemmer.
Each distinct word is analysed once a process.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import Stemmer

from search.analysis.normalize import fold_exact, plain_gender
from search.analysis.tokens import TOKEN, tokenize

# Positions skipped between title, heading and paragraphs: a phrase never reaches across.
BLOCK_GAP = 100
# Distinct words kept analysed; above that the table starts anew (bounds memory, ~200 bytes a word).
CACHE_WORDS = 2_000_000

_stemmer = Stemmer.Stemmer("german", 0)


class Terms(NamedTuple):
    """The terms of one word by kind."""

    exact: str
    stem: str


class AnalyzedToken(NamedTuple):
    """One occurrence: [start, end) offsets, position, terms."""

    start: int
    end: int
    position: int
    terms: Terms


class _Vocabulary(dict[str, Terms]):
    """Surface form → terms, filled on demand."""

    def __missing__(self, word: str) -> Terms:
        if len(self) >= CACHE_WORDS:
            self.clear()
        exact = fold_exact(word)
        terms = self[word] = Terms(exact, _stemmer.stemWord(plain_gender(exact)))
        return terms


_vocabulary = _Vocabulary()


def analyze(text: str) -> list[AnalyzedToken]:
    """Return the analysed tokens of one block of text; positions count from 0."""
    return [
        AnalyzedToken(token.start, token.end, position, _vocabulary[token.text])
        for position, token in enumerate(tokenize(text))
    ]


def word_terms(word: str) -> Terms:
    """Return the terms of one token."""
    return _vocabulary[word]


def words_of(text: str) -> list[str]:
    """Return the words of one block of text as written."""
    return TOKEN.findall(text)


def terms_of(words: Iterable[str]) -> list[Terms]:
    """Return the terms of each word."""
    return list(map(_vocabulary.__getitem__, words))


def positions_by_term(blocks: Iterable[Sequence[str]]) -> dict[str, dict[str, list[int]]]:
    """Return kind → term → ascending positions; between two blocks lies BLOCK_GAP."""
    found: dict[str, dict[str, list[int]]] = {kind: {} for kind in Terms._fields}
    start = 0
    for words in blocks:
        for position, word in enumerate(words, start):
            for postings, term in zip(found.values(), _vocabulary[word], strict=True):
                postings.setdefault(term, []).append(position)
        start += len(words) + BLOCK_GAP
    return found


def analyzer_version() -> str:
    """Return what the meaning of stored terms depends on; part of the index stamp."""
    return f"de-1 PyStemmer-{importlib.metadata.version('PyStemmer')}"
