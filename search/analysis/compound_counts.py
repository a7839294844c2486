"""Count the words of a corpus in lower case, as far as they can tell anything of compounds.

In: how often each word occurs, as written; a dictionary (`dictionary_words.py`).  Out: how often it
occurs in lower case, and how often of these with a capital.
Most words of a large corpus occur once and stand in no dictionary: no compound has them as a part.
They are left out, but for those that look like the plural of a place (`NAME_HEADS`). Which these
are is found by a row of marks under the hashes of all words: two words may share one, and then both
are counted as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple, Protocol

import numpy as np

from search.analysis.compound_grammar import BOUND, LEMMA, LONGEST_WORD, NAME_HEADS
from search.analysis.dictionary_words import lines, pages_of_lines
from search.arrays import Array

_MARKS = 1 << 24
# Of a word that was seen that often, or that is known.
_COUNTED = 2


class Frequency(Protocol):
    """Words as written and how often each occurs; some may be there twice."""

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[str, int]]:
        """Go through all words; done twice."""


class Counted(NamedTuple):
    """Words in lower case and how often each occurs; how many there are as written."""

    all: Counter[str]
    capital: Counter[str]
    written: int


def count_words(frequency: Frequency, table: Mapping[str, Array]) -> Counted:
    """Return the words of a corpus that can tell anything of compounds."""
    count: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    if not len(frequency):
        return Counted(count, capital, 0)
    marks, plurals = _marked(table)
    written, last = 0, _MARKS - 1
    for word, times in frequency.items():
        if word.isalpha() and len(word) <= LONGEST_WORD:
            place = hash(word.lower()) & last
            marks[place] = min(_COUNTED, marks[place] + min(times, _COUNTED))
            written += 1
    for word, times in frequency.items():
        if word.isalpha() and len(word) <= LONGEST_WORD:
            low = word.lower()
            if marks[hash(low) & last] < _COUNTED and not low.endswith(plurals):
                continue
            count[low] = count.get(low, 0) + times
            # Short words in capitals are mostly abbreviations.
            if word[0].isupper() and (len(word) > 5 or not word.isupper()):
                capital[low] = capital.get(low, 0) + times
    return Counted(count, capital, written)


def _marked(table: Mapping[str, Array]) -> tuple[bytearray, tuple[str, ...]]:
    """Return the marks of what the dictionary has, and the forms of the ends of places."""
    marks = np.zeros(_MARKS, np.uint8)
    _mark(marks, list(BOUND))
    lemmas_of_places = enumerate(lines(table["lemmas"]), 1)
    places = {number for number, lemma in lemmas_of_places if lemma in NAME_HEADS}
    for page, rows in _pages(table):
        _mark(marks, page)
        lemmas = list(compress(page, (table["kinds"][rows] & LEMMA).tolist()))
        for cut in (1, 2):  # stems of verbs; Schule → Schul-
            _mark(marks, [word[:-cut] for word in lemmas])
        if not NAME_HEADS.isdisjoint(page):
            bases = table["bases"][rows].tolist()
            places |= {base for word, base in zip(page, bases, strict=True) if word in NAME_HEADS}
    places.discard(0)
    forms: set[str] = set()
    for page, rows in _pages(table):
        forms.update(compress(page, np.isin(table["bases"][rows], list(places)).tolist()))
    return bytearray(marks), tuple(forms)


def _mark(marks: Array, words: Sequence[str]) -> None:
    hashes = np.fromiter(map(hash, words), np.int64, len(words))
    marks[hashes & (_MARKS - 1)] = _COUNTED


def _pages(table: Mapping[str, Array]) -> Iterator[tuple[list[str], slice]]:
    """Yield words of a dictionary and the rows they stand in, some thousand at a time."""
    first = 0
    for page in pages_of_lines(table["words"]):
        yield page, slice(first, first + len(page))
        first += len(page)
