"""Which words there are and of what kind: a corpus and a dictionary, put together.

In: how often each word occurs in a corpus, as written.  Out: a `Vocabulary`, all in lower case.
simplemma's dictionary tells nouns, adjectives and verbs apart (`dictionary_words.py`). Where the
corpus has upper and lower case, it corrects the dictionary: infinitives and adjectives are nouns
only if they are written so, and nouns that are always written small are none.
A word is held once (`word_table.py`); what is known of it stands in columns.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from pathlib import Path

import numpy as np

from search.analysis.compound_counts import Frequency, WordCount
from search.analysis.compound_grammar import ADJECTIVE, BOUND, LEMMA, NAME, NOUN, VERB
from search.analysis.dictionary import dictionary_words
from search.analysis.dictionary_words import pages_of_lines
from search.analysis.word_table import WordTable, pages
from search.system import heap
from search.system.arrays import Array, let_go

# A word counts as a noun if it is written so at least this often, and in this share.
CAPITALISED, CAPITALISED_TIMES, NAME_SHARE = 0.3, 3, 0.7
SMALL_SHARE, SMALL_TIMES = 0.05, 20
# Words that nobody wrote and that are longer than this are made of parts that are known.
LONGEST_UNSEEN = 12
# With fewer different words than this, the dictionary's long words have to tell what forms words.
LARGE_CORPUS = 100_000
# A word takes an -s if it has one at least once in so many times, and more than once.
WITHOUT_S = 25
# Words rarer than this are not known unless they stand in the dictionary.
SELDOM = 3
# Beside the bits of `compound_grammar`: this is a word, not only a part or the lemma of words.
WORD = 128


class Vocabulary:
    """Words in lower case by number, in the order they came: what is known of each, in columns.

    words: by number, numbers by word        count: occurrences in the corpus
    kind: bits of `compound_grammar`, WORD   lemma: the number of a noun's, of others their own
    genitive: whether it has a form in -s    with_s: whether the corpus has that, not by chance
    verbs: infinitives                       stems: what verbs begin compounds with
    learned: whether there is a corpus
    """

    def __init__(self, frequency: Frequency, folder: Path | None = None) -> None:
        """`folder`: where counts may wait, see `on_disk.py`."""
        self._counted = WordCount(frequency, SELDOM, folder)
        heap.give_back()
        self.learned = len(self._counted) > 0
        self.words = WordTable()
        self.count, self.lemma = array("I"), array("I")
        self.kind, self.genitive = bytearray(), bytearray()
        self.stems: set[str] = set()
        self.verbs: list[str] = []
        table = dictionary_words()
        self._lemmas, self._forms = self._read_dictionary(table)
        self.add(self._counted.often(frequency))
        self.add(sorted(self.stems | BOUND))
        for forms in pages_of_lines(table["genitives"]):
            numbers, there = self.words.find_all([form[:-1] for form in forms])
            for number in numbers[there].tolist():
                self.genitive[number] = True
        del table
        dictionary_words.cache_clear()  # what is read of a map counts as long as it is there
        capital = self._counted.capital(self.words)
        self._counted.forget()
        heap.give_back()
        if capital.any():
            self._heed_case(capital)
        elif self.learned:
            self._heed_forms()
        self.with_s = bytearray(self._with_s())

    def add(self, words: Iterable[str]) -> Array:
        """Take words and return their numbers; those that are there already stay as they are."""
        numbers = [np.empty(0, np.uint32)]
        for page in pages(words):
            first = len(self.words)
            numbers.append(self.words.add(page))
            fresh = self.words[first:]
            self.count.frombytes(self.counts(fresh).tobytes())
            self.lemma.extend(range(first, len(self.words)))
            self.kind.extend(bytes(len(fresh)))
            self.genitive.extend(bytes(len(fresh)))
        return np.concatenate(numbers)

    def counts(self, words: Iterable[str]) -> Array:
        """Return how often any words occur, of these or others."""
        return self._counted.times(words)

    def kind_of(self, word: str) -> int:
        """Return the kind of a word, 0 if it is not known."""
        number = self.words.find(word)
        return 0 if number is None else self.kind[number]

    def forms(self, lemma: int) -> set[int]:
        """Return the forms of a noun."""
        # Of one kind: else the column is copied to compare it.
        start, end = self._lemmas.searchsorted(np.array((lemma, lemma + 1), np.uint32)).tolist()
        return set(self._forms[start:end].tolist())

    def _read_dictionary(self, table: Mapping[str, Array]) -> tuple[Array, Array]:
        """Take its words; return the lemmas and forms of its nouns, ascending by lemma."""
        longest = LONGEST_UNSEEN * (1 if self._counted.written >= LARGE_CORPUS else 2)
        first, forms, lemmas = 0, array("I"), array("I")
        for page in pages_of_lines(table["words"]):
            rows = slice(first, first + len(page))
            first += len(page)
            kept = np.ones(len(page), bool)
            if self.learned:
                kept = (self.counts(page) > 0) | (table["letters"][rows] <= longest)
            words = list(compress(page, kept.tolist()))
            columns = self.add(words), table["kinds"][rows][kept], table["bases"][rows][kept]
            each = zip(words, *(column.tolist() for column in columns), strict=True)
            for word, number, facts, base in each:
                self.kind[number] |= facts | WORD
                if facts & NOUN:
                    forms.append(number)
                    lemmas.append(base)
                elif facts == VERB | LEMMA:
                    self._note_stem(word)
            let_go(table["words"])
        of_forms, of_lemmas = np.array(forms, np.uint32), np.array(lemmas, np.uint32)
        used, places = np.unique(of_lemmas, return_inverse=True)
        of_lemmas = self.add(_picked(table["lemmas"], used - 1))[places]  # numbered from 1
        for form, lemma in zip(forms, of_lemmas.tolist(), strict=True):
            self.lemma[form] = lemma
        order = np.argsort(of_lemmas, kind="stable")
        return of_lemmas[order], of_forms[order]

    def _note_stem(self, verb: str) -> None:
        self.verbs.append(verb)
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        if len(stem) >= 3 and (verb.endswith("en") or stem[-2:] in ("el", "er")):
            self.stems.add(stem)

    def _with_s(self) -> Iterator[bool]:
        """Yield whether each word occurs with an -s, in some share of how often it does without."""
        with_s = self.counts(word + "s" for word in self.words)
        for count, times in zip(self.count, with_s.tolist(), strict=True):
            yield times > max(1, count / WITHOUT_S)

    def _heed_case(self, capital: Array) -> None:
        """Correct the kinds of words by how they are written in the corpus."""
        for number in np.flatnonzero(np.array(self.count) >= CAPITALISED_TIMES).tolist():
            count = self.count[number]
            kind, share = self.kind[number] & ~WORD, int(capital[number]) / count
            if kind & NOUN:
                if count >= SMALL_TIMES and share < SMALL_SHARE:
                    self.kind[number] &= ~NOUN
            elif kind:
                if share >= CAPITALISED:
                    self.kind[number] |= NOUN
            elif share >= NAME_SHARE:
                self.kind[number] = WORD | NOUN | NAME
            elif share < CAPITALISED and count >= 5:
                self.kind[number] = WORD | ADJECTIVE

    def _heed_forms(self) -> None:
        """Correct the kinds of words where all are written small; only nouns take an -s."""
        with_s = self.counts(word + "s" for word in self.words)
        for number, (word, count) in enumerate(zip(self.words, self.count, strict=True)):
            if not self.kind[number]:
                if count >= CAPITALISED_TIMES:
                    self.kind[number] = WORD | NOUN | NAME
            elif count and word[-1] == "n" and with_s[number] >= CAPITALISED_TIMES:
                self.kind[number] |= NOUN


def _picked(table: Array, rows: Array) -> Iterator[str]:
    """Yield some of the lines of an array, by ascending number."""
    first = 0
    for page in pages_of_lines(table):
        start, end = rows.searchsorted((first, first + len(page))).tolist()
        yield from (page[row - first] for row in rows[start:end].tolist())
        first += len(page)
