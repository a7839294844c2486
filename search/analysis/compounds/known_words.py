"""Which words there are and of what kind: a corpus and a dictionary, put together.

In: how often each word occurs in a corpus, as written.  Out: a `KnownWords`, all in lower case.
simplemma's dictionary tells nouns, adjectives and verbs apart (`dictionary.py`). Where the
corpus has upper and lower case, it corrects the dictionary: infinitives and adjectives are nouns
only if they are written so, and nouns that are always written small are none.
A word is held once (`word_table.py`); what is known of it stands in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path

import numpy as np

from search.analysis.compounds.counts import Frequency, WordCount
from search.analysis.compounds.dictionary import pages_of_lines
from search.analysis.compounds.grammar import ADJECTIVE, BOUND, LEMMA, NAME, NOUN, VERB
from search.analysis.compounds.word_table import WordTable, pages
from search.analysis.dictionary import dictionary_words
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
# Beside the bits of `grammar`: this is a word, not only a part or the lemma of words.
WORD = 128


class KnownWords:
    """Words in lower case by number, in the order they came: what is known of each, in columns.

    words: by number, numbers by word        count: occurrences in the corpus
    kind: bits of `grammar`, WORD   lemma: the number of a noun's, of others their own
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
        self.count, self.lemma = np.empty(0, np.uint32), np.empty(0, np.uint32)
        self.kind, self.genitive = np.empty(0, np.uint8), np.empty(0, bool)
        self.stems: set[str] = set()
        self.verbs: list[str] = []
        table = dictionary_words()
        self._lemmas, self._forms = self._read_dictionary(table)
        self.add(self._counted.often(frequency))
        self.add(sorted(self.stems | BOUND))
        for forms in pages_of_lines(table["genitives"]):
            numbers, there = self.words.find_all([form[:-1] for form in forms])
            self.genitive[numbers[there]] = True
        del table
        dictionary_words.cache_clear()  # what is read of a map counts as long as it is there
        capital = self._counted.capital(self.words)
        self._counted.forget()
        heap.give_back()
        if capital.any():
            self._heed_case(capital)
        elif self.learned:
            self._heed_forms()
        # In some share of how often it does without.
        self.with_s = self._times_with_s() > np.maximum(1, self.count / WITHOUT_S)

    def add(self, words: Iterable[str]) -> Array:
        """Take words and return their numbers; those that are there already stay as they are."""
        numbers = [self._take(page, self.counts(page)) for page in pages(words)]
        return np.concatenate([np.empty(0, np.uint32), *numbers])

    def _take(self, words: Sequence[str], counts: Array) -> Array:
        """Take words that are known to occur so often."""
        known = len(self.words)
        numbers = self.words.add(words)
        count = len(self.words)
        if count > known:
            self.count, self.kind = grown(self.count, count), grown(self.kind, count)
            self.genitive = grown(self.genitive, count)
            self.lemma = np.append(self.lemma, np.arange(known, count, dtype=np.uint32))
            self.count[numbers] = counts
        return numbers

    def counts(self, words: Iterable[str]) -> Array:
        """Return how often any words occur, of these or others."""
        return self._counted.times(words)

    def kind_of(self, word: str) -> int:
        """Return the kind of a word, 0 if it is not known."""
        number = self.words.find(word)
        return 0 if number is None else int(self.kind[number])

    def forms(self, lemma: int) -> set[int]:
        """Return the forms of a noun."""
        # Of one kind: else the column is copied to compare it.
        start, end = self._lemmas.searchsorted(np.array((lemma, lemma + 1), np.uint32)).tolist()
        return set(self._forms[start:end].tolist())

    def _read_dictionary(self, table: Mapping[str, Array]) -> tuple[Array, Array]:
        """Take its words; return the lemmas and forms of its nouns, ascending by lemma."""
        longest = LONGEST_UNSEEN * (1 if self._counted.written >= LARGE_CORPUS else 2)
        first, forms, lemmas = 0, [np.empty(0, np.uint32)], [np.empty(0, np.uint32)]
        for page in pages_of_lines(table["words"]):
            rows = slice(first, first + len(page))
            first += len(page)
            counts, kinds, bases = self.counts(page), table["kinds"][rows], table["bases"][rows]
            if self.learned:
                kept = (counts > 0) | (table["letters"][rows] <= longest)
                page = list(compress(page, kept.tolist()))
                counts, kinds, bases = counts[kept], kinds[kept], bases[kept]
            numbers = self._take(page, counts)
            np.bitwise_or.at(self.kind, numbers, kinds | np.uint8(WORD))  # "Alte" and "alte"
            nouns = kinds & NOUN > 0
            forms.append(numbers[nouns])
            lemmas.append(bases[nouns])
            for verb in compress(page, (kinds == VERB | LEMMA).tolist()):
                self._note_stem(verb)
            let_go(table["words"])
        of_forms, of_lemmas = np.concatenate(forms), np.concatenate(lemmas)
        used, places = np.unique(of_lemmas, return_inverse=True)
        of_lemmas = self.add(_picked(table["lemmas"], used - 1))[places]  # numbered from 1
        self.lemma[of_forms] = of_lemmas
        order = np.argsort(of_lemmas, kind="stable")
        return of_lemmas[order], of_forms[order]

    def _note_stem(self, verb: str) -> None:
        self.verbs.append(verb)
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        if len(stem) >= 3 and (verb.endswith("en") or stem[-2:] in ("el", "er")):
            self.stems.add(stem)

    def _times_with_s(self) -> Array:
        """Return how often each word occurs with an -s."""
        return self.counts(word + "s" for word in self.words)

    def _heed_case(self, capital: Array) -> None:
        """Correct the kinds of words by how they are written in the corpus."""
        kind, share = self.kind & ~np.uint8(WORD), capital / np.maximum(self.count, 1)
        often = self.count >= CAPITALISED_TIMES
        noun, other, new = (often & some for some in (kind & NOUN > 0, kind & NOUN == 0, kind == 0))
        other &= ~new
        self.kind[noun & (self.count >= SMALL_TIMES) & (share < SMALL_SHARE)] &= ~np.uint8(NOUN)
        self.kind[other & (share >= CAPITALISED)] |= NOUN
        self.kind[new & (share >= NAME_SHARE)] = WORD | NOUN | NAME
        self.kind[new & (share < CAPITALISED) & (self.count >= 5)] = WORD | ADJECTIVE

    def _heed_forms(self) -> None:
        """Correct the kinds of words where all are written small; only nouns take an -s."""
        texts = self.words.texts()
        ends_in_n = texts.data[texts.ends - np.uint32(1)] == ord("n")
        new, with_s = self.kind == 0, self._times_with_s()
        noun = ~new & (self.count > 0) & ends_in_n & (with_s >= CAPITALISED_TIMES)
        self.kind[noun] |= NOUN
        self.kind[new & (self.count >= CAPITALISED_TIMES)] = WORD | NOUN | NAME


def grown(column: Array, count: int) -> Array:
    """Return a column for so many words; of new ones it holds zeros."""
    return np.append(column, np.zeros(count - len(column), column.dtype))


def _picked(table: Array, rows: Array) -> Iterator[str]:
    """Yield some of the lines of an array, by ascending number."""
    first = 0
    for page in pages_of_lines(table):
        start, end = rows.searchsorted((first, first + len(page))).tolist()
        yield from (page[row - first] for row in rows[start:end].tolist())
        first += len(page)
