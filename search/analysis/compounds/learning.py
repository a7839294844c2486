"""Learn which words are parts of compounds: from a corpus, a dictionary and grammar.

In: how often each word occurs in a corpus, as written.  Out: a `CompoundModel`.
A string is a part to the degree in which other words consist of it and a known rest (its family,
`families.py`), and in which it occurs itself. Words come from `known_words.py`.
All is done for many words at once, in columns by the number of a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import numpy as np

from search.analysis.compounds import grammar as german
from search.analysis.compounds.counts import Frequency
from search.analysis.compounds.facts import NO_JOINT, NO_SCORE, MappedFacts, pack, sorted_arrays
from search.analysis.compounds.families import Counting
from search.analysis.compounds.grammar import (
    ADJECTIVE,
    ADJECTIVE_FIRST,
    BOUND,
    CLIPPED_FIRST,
    JOINT_SHARE,
    LEMMA,
    LEXICAL,
    NAME,
    NO_FIRSTS,
    NO_HEADS,
    NO_PARTS,
    NOUN,
    NOUN_FIRST,
    STEM,
    STEM_FIRST,
    UNIT,
)
from search.analysis.compounds.known_words import SELDOM, WORD, KnownWords, grown
from search.analysis.compounds.model import CompoundModel
from search.analysis.compounds.names import names_of
from search.analysis.compounds.others import chance_words
from search.analysis.compounds.pieces import FactsTable
from search.analysis.compounds.shapes import Shapes
from search.analysis.lemmas.rules import PARTICLE
from search.system import heap
from search.system.arrays import Array
from search.system.texts import Texts

# Weights of frequency beside family, tuned together with those of the grammar.
FIRST_COUNT, HEAD_COUNT, NO_FAMILY = 0.93, 0.73, 0.05
JOINT_WEIGHT, JOINT_PRIOR = 1.7, 0.5  # weight in steps of half a nat
# Seldom words without a family are kept only if they are short.
LONGEST_SELDOM = 12
# Three letters are a first part only if that many words begin so.
SHORT_FAMILY = 4
# Words whose facts are made at a time: bounds memory.
_PAGE = 1 << 15
_BONUS = np.zeros(5, np.int64)
_BONUS[list(german.FIRST_BONUS)] = list(german.FIRST_BONUS.values())
_SHARE = np.array(JOINT_SHARE)


def learn_compounds(
    frequency: Frequency,
    overrides: Mapping[str, tuple[str, ...]] | None = None,
    folder: Path | None = None,
    before: CompoundModel | None = None,
) -> CompoundModel:
    """Return a model of the compounds of a corpus.

    Args:
        frequency: word as written → occurrences; all in lower case is allowed, and a little worse.
        overrides: lower-case word → its parts, one part for a word that is never split.
        folder: where what is counted may wait, see `on_disk.py`.
        before: what was known without a corpus; holds for words of which this one tells nothing.
    """
    learning = _Learning(KnownWords(frequency, folder), before)
    heap.give_back()
    words, facts = learning.facts()
    del learning  # not as long as what it found is sorted
    heap.give_back()
    return CompoundModel(MappedFacts(**sorted_arrays(words, facts)), overrides or {})


def _earned(family: Array, weight: float, count: Array) -> Array:
    """Return what parts earn by their family and how often they occur themselves."""
    found: Array = np.rint(UNIT * np.log(family + weight * np.log1p(count) + NO_FAMILY))
    return found.astype(np.int64)


class _Learning:
    """The columns while they are made; `facts` packs them."""

    def __init__(self, words: KnownWords, before: CompoundModel | None) -> None:
        self.words, self.before = words, before
        self.first = self._first_parts()
        self.shapes = Shapes.of(words.words.texts())
        self._drop_impossible()
        self.head = self._heads()
        words.kind[self._numbers(german.NOUN_HEADS)] &= ~np.uint8(ADJECTIVE)
        self.fits = self.shapes.joints(self.first)
        # What three letters are worth as a head a corpus tells by how often they occur themselves.
        counted = self.head if not words.learned else self.head & (self.shapes.letters > 3)
        counting = Counting(words.words, self.first, self.fits, counted)
        self.families = counting.families(words.words.pick(self._divided()), words.lemma)
        del counting
        heap.give_back()

    def _numbers(self, some: Collection[str]) -> Array:
        """Return the numbers of those of some words that are there."""
        numbers, there = self.words.words.find_all(sorted(some))
        return numbers[there]

    def _among(self, some: Collection[str]) -> Array:
        """Tell of each word whether it is one of some."""
        found = np.zeros(len(self.words.words), bool)
        found[self._numbers(some)] = True
        return found

    def _first_parts(self) -> Array:
        """Return what each word may be as a first part, 0 for none."""
        words, kind = self.words, self.words.kind
        shapes = Shapes.of(words.words.texts())
        noun, lemma = kind & NOUN > 0, kind & LEMMA > 0
        noun &= (kind & (LEMMA | NAME) > 0) | (shapes.last != ord("s"))
        clipped = noun & lemma & (shapes.last == ord("e")) & (shapes.letters > 4)
        adjective = (kind & ADJECTIVE > 0) & lemma
        found = np.where(noun, NOUN_FIRST, np.where(adjective, ADJECTIVE_FIRST, 0))
        # Schule → Schul-, Hilfe → Hilf-s-
        of_clipped = words.add(word[:-1] for word in words.words.pick(clipped))
        found = grown(found, len(words.words))
        for numbers, first in (
            (self._numbers(words.stems), STEM_FIRST),
            (of_clipped, CLIPPED_FIRST),
        ):
            found[numbers] = np.where(found[numbers] > 0, found[numbers], first)
        found[self._numbers(BOUND)] = ADJECTIVE_FIRST
        return found.astype(np.uint8)

    def _drop_impossible(self) -> None:
        """Let nothing be a first part that is none."""
        letters, name = self.shapes.letters, self.words.kind & NAME > 0
        short = (letters < 3) | (letters == 3) & name
        self.first[short | ~self.shapes.vowel | self._among(NO_PARTS | NO_FIRSTS)] = 0

    def _heads(self) -> Array:
        """Return whether each word may be a head."""
        kind, noun = self.words.kind, self.words.kind & NOUN > 0
        often = (self.words.count >= 30) | self._among(german.SHORT_HEADS)
        found = (kind & (NOUN | ADJECTIVE) > 0) & self.shapes.vowel
        found &= (self.shapes.letters > 3) | noun & often
        return found & ~self._among(NO_PARTS | NO_HEADS)

    def _divided(self) -> Array:
        """Return which words are cut to count families."""
        kind, letters = self.words.kind, self.shapes.letters
        known = (kind & LEMMA > 0) | (self.words.count >= 2)
        found: Array = (kind & NOUN > 0) & (letters >= 7) & (letters <= 25) & known
        return found

    def facts(self) -> tuple[Texts, Array]:
        """Return words and the facts of each; words that are no use as a part are left out."""
        words, families = self.words, self.families
        stem, bound = self._among(words.stems), self._among(BOUND)
        facts = np.zeros(len(words.words), np.uint64)  # 0 of what is left out
        for start in range(0, len(facts), _PAGE):
            page = slice(start, start + _PAGE)
            facts[page] = self._facts(page, stem[page], bound[page])
        often_joined = np.isin(np.arange(len(facts)), families.numbers[families.joints[:, 1] > 0.5])
        joined = set(words.words.pick(often_joined))
        del families, self.families, self.shapes, self.fits  # a fifth of what is there, by now
        fixed = dict.fromkeys(self._lexicalised())
        if self.before:
            texts, of_them = self.before.entries()
            numbers = words.add(texts.strings())
            facts = grown(facts, len(words.words))
            facts[numbers] = np.where(facts[numbers], facts[numbers], of_them)
        known = facts > 0
        table = FactsTable(words.words.pick(known), facts[known])
        fixed |= dict.fromkeys(names_of(words, table, joined))
        others = [] if words.learned else list(chance_words(words, table))
        del table
        numbers = words.add(fixed)
        facts = grown(facts, len(words.words))
        facts[numbers] = np.where(facts[numbers], facts[numbers], NOUN) | np.uint64(LEXICAL)
        numbers = words.add(others)
        facts[numbers] |= words.kind[numbers] & ~np.uint8(WORD) | np.uint64(LEXICAL)
        kept = facts > 0
        return words.words.texts().take(kept.nonzero()[0]), facts[kept]

    def _facts(self, page: slice, stem: Array, bound: Array) -> Array:
        """Return the facts of some words in a row."""
        kind, count = self.words.kind[page], self.words.count[page]
        letters, first = self.shapes.letters[page], self.first[page]
        family = self.families.of_first[page]
        of_head = self.families.of_head[self.words.lemma[page]]
        noun, name = kind & NOUN > 0, kind & NAME > 0
        # Seldom words without a family are what others are not.
        known = (kind > 0) | (first > 0)
        kept = (family > 0) | (self.families.of_head[page] > 0) | bound
        if self.words.learned:
            short = letters <= np.where(noun, LONGEST_SELDOM, 8)
            kept |= short & ((kind & LEMMA > 0) | (count > 0))
        else:  # only what forms compounds is known to be usual
            kept |= of_head >= 2
        kept = known & kept | (count >= SELDOM)
        # A stem shows by its compounds that it has some.
        lonely = (first == STEM_FIRST) & (family == 0)
        lonely |= (letters == 3) & (family < SHORT_FAMILY) & ~bound
        is_first = (first > 0) & ~lonely
        short_part = german.SHORT_PART * (letters <= 3)
        as_first = _earned(family, FIRST_COUNT, count) + _BONUS[first] - short_part
        as_first -= german.NAMED_FIRST * (name & ~bound)
        as_head = _earned(of_head, HEAD_COUNT, count) - short_part
        as_head -= np.where(noun, german.NAMED_HEAD * name, german.ADJECTIVE_HEAD)
        facts = pack(
            kind & ~np.uint8(WORD) | STEM * (stem & known),
            np.where(is_first, as_first, NO_SCORE),
            np.where(self.head[page], as_head, NO_SCORE),
            count,
            self._costs(page) * is_first[:, None],
        )
        return np.where(kept, facts, np.uint64(0))

    def _costs(self, page: slice) -> Array:
        """Return what each joint costs after some words in a row, a row a word."""
        numbers = np.arange(len(self.first))[page]
        seen, family = self.families.joints_of(numbers), np.zeros((len(numbers), 1))
        for column in seen.T:
            family[:, 0] += column
        odds = (seen + JOINT_PRIOR * _SHARE) / (family + JOINT_PRIOR)
        # The highest cost that can be stored is kept for what grammar forbids.
        costs = np.minimum(np.rint(JOINT_WEIGHT * -np.log(odds)), NO_JOINT - 1)
        fits = self.fits[page, None] >> np.arange(len(_SHARE), dtype=np.uint8) & 1
        return np.where(fits, costs, NO_JOINT)

    def _first_of(self, word: str) -> int:
        """Return what a word is as a first part, 0 for none."""
        number = self.words.words.find(word)
        return 0 if number is None else int(self.first[number])

    def _lexicalised(self) -> Iterable[str]:
        """Yield weekdays, verbs and nouns of them that look like compounds: feststellen,
        Feststellung; kombinieren, Kombination; improvisieren.
        """
        for day in german.WEEKDAYS:
            yield from (day, day + "s", day + "e", day + "es", day + "en")
        for country in german.COUNTRIES:
            yield from (country, country + "s")
        verbs = frozenset(self.words.verbs)
        for verb in self.words.verbs:
            if verb.endswith("ieren"):
                made = (verb.removesuffix("ieren") + ending for ending in german.OF_IEREN)
                yield from (noun for noun in made if self.words.words.find(noun) is not None)
                if self.words.count[self.words.words.find(verb)]:
                    yield verb
            base = verb[:-2] if verb.endswith("en") else verb[:-1]
            particle = PARTICLE.match(verb)  # "Abmahnung" is no "Ahnung"
            if particle and not self._first_of(particle[0]) and verb[particle.end() :] in verbs:
                nouns = (base + "ung", base + "ungen")
                yield from (noun for noun in nouns if self.words.words.find(noun) is not None)
            for start in range(3, len(base)):
                noun = self._first_of(base[:start]) in (0, NOUN_FIRST)
                if noun and not self.words.kind_of(base[:start]) & ADJECTIVE:
                    continue
                head = self.words.words.find(base[start:] + "ung")
                if head is not None and self.head[head]:
                    yield from (base + "ung", base + "ungen")
                    break
