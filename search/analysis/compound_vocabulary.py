"""Which words there are and of what kind: a corpus and a dictionary, put together.

In: how often each word occurs in a corpus, as written.  Out: a `Vocabulary`, all in lower case.
simplemma's dictionary tells nouns, adjectives and verbs apart (`dictionary_words.py`). Where the
corpus has upper and lower case, it corrects the dictionary: infinitives and adjectives are nouns
only if they are written so, and nouns that are always written small are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress

import numpy as np

from search import heap
from search.analysis.compound_counts import Frequency, count_words
from search.analysis.compound_grammar import ADJECTIVE, LEMMA, NAME, NOUN, VERB
from search.analysis.dictionary import dictionary_words
from search.analysis.dictionary_words import lines, pages_of_lines
from search.arrays import Array

# A word counts as a noun if it is written so at least this often, and in this share.
CAPITALISED, CAPITALISED_TIMES, NAME_SHARE = 0.3, 3, 0.7
SMALL_SHARE, SMALL_TIMES = 0.05, 20
# Words that nobody wrote and that are longer than this are made of parts that are known.
LONGEST_UNSEEN = 12
# With fewer different words than this, the dictionary's long words have to tell what forms words.
LARGE_CORPUS = 100_000


class Vocabulary:
    """Words in lower case: how often each occurs, its kind, its lemma.

    count: occurrences in the corpus     kind: bits of `compound_grammar`
    lemma: nouns only                        genitives: forms in -s
    verbs: infinitives                       stems: what a verb begins a compound with
    """

    def __init__(self, frequency: Frequency) -> None:
        table = dictionary_words()
        self.count, capital, self._written = count_words(frequency, table)
        heap.give_back()
        self.kind: dict[str, int] = {}
        self.lemma: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        self.genitives: set[str] = set()
        self.stems: set[str] = set()
        self.verbs: list[str] = []
        self._read_dictionary(table)
        if capital:
            self._heed_case(capital)
        else:
            self._heed_forms()

    def forms(self, lemma: str) -> set[str]:
        """Return the forms of a noun."""
        return set(self._forms[lemma].split("\n")) if lemma in self._forms else set()

    def _read_dictionary(self, table: Mapping[str, Array]) -> None:
        lemmas = ["", *lines(table["lemmas"])]
        self.genitives.update(lines(table["genitives"]))
        longest = LONGEST_UNSEEN * (1 if self._written >= LARGE_CORPUS else 2)
        first = 0
        for page in pages_of_lines(table["words"]):
            rows = slice(first, first + len(page))
            first += len(page)
            kept = np.ones(len(page), bool)
            if self.count:
                seen = np.fromiter(map(self.count.__contains__, page), bool, len(page))
                kept = seen | (table["letters"][rows] <= longest)
            kinds, bases = table["kinds"][rows][kept].tolist(), table["bases"][rows][kept].tolist()
            words = compress(page, kept.tolist())
            self._note(zip(words, kinds, bases, strict=True), lemmas)

    def _note(self, rows: Iterable[tuple[str, int, int]], lemmas: list[str]) -> None:
        """Take words of the dictionary, their kinds and the numbers of their lemmas."""
        kind, forms = self.kind, self._forms
        for low, facts, base in rows:
            if facts & NOUN:
                lemma = self.lemma[low] = lemmas[base]
                forms[lemma] = f"{forms[lemma]}\n{low}" if lemma in forms else low
            elif facts == VERB | LEMMA:
                self._note_stem(low)
            kind[low] = kind.get(low, 0) | facts

    def _note_stem(self, verb: str) -> None:
        self.verbs.append(verb)
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        if len(stem) >= 3 and (verb.endswith("en") or stem[-2:] in ("el", "er")):
            self.stems.add(stem)

    def _heed_case(self, capital: Mapping[str, int]) -> None:
        """Correct the kinds of words by how they are written in the corpus."""
        for word, count in self.count.items():
            if count < CAPITALISED_TIMES:  # most words of a large corpus
                continue
            kind, share = self.kind.get(word, 0), capital.get(word, 0) / count
            if kind & NOUN:
                if count >= SMALL_TIMES and share < SMALL_SHARE:
                    self.kind[word] = kind & ~NOUN
            elif kind:
                if share >= CAPITALISED:
                    self.kind[word] = kind | NOUN
            elif share >= NAME_SHARE:
                self.kind[word] = NOUN | NAME
            elif share < CAPITALISED and count >= 5:
                self.kind[word] = ADJECTIVE

    def _heed_forms(self) -> None:
        """Correct the kinds of words where all are written small; only nouns take an -s."""
        for word, count in self.count.items():
            if word not in self.kind:
                if count >= CAPITALISED_TIMES:
                    self.kind[word] = NOUN | NAME
            elif word[-1] == "n" and self.count[word + "s"] >= CAPITALISED_TIMES:
                self.kind[word] |= NOUN
