"""Learn which words are parts of compounds: from a corpus, a dictionary and grammar.

In: how often each word occurs in a corpus, as written.  Out: a `CompoundModel`.
A string is a part to the degree in which other words consist of it and a known rest (its family),
and in which it occurs itself. Words come from `compound_vocabulary.py`.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from search.analysis import compound_grammar as german
from search.analysis.compound_batch import endings
from search.analysis.compound_counts import Frequency
from search.analysis.compound_facts import NO_JOINT, MappedFacts, pack, sorted_arrays
from search.analysis.compound_grammar import (
    ADJECTIVE,
    ADJECTIVE_FIRST,
    BOUND,
    CLIPPED_FIRST,
    JOINT_SHARE,
    JOINTS,
    LEMMA,
    LEXICAL,
    NAME,
    NO_HEADS,
    NO_PARTS,
    NOUN,
    NOUN_FIRST,
    STEM,
    STEM_FIRST,
    UNIT,
)  # fmt: skip
from search.analysis.compound_names import names_of
from search.analysis.compound_pieces import FactsTable
from search.analysis.compound_vocabulary import SELDOM, WORD, Vocabulary
from search.analysis.compounds import CompoundModel
from search.analysis.texts import Texts
from search.system import heap
from search.system.arrays import Array

# Weights of frequency beside family, tuned together with those of the grammar.
FIRST_COUNT, HEAD_COUNT, NO_FAMILY = 0.93, 0.73, 0.05
JOINT_WEIGHT, JOINT_PRIOR = 1.7, 0.5  # weight in steps of half a nat
# Seldom words without a family are kept only if they are short.
LONGEST_SELDOM = 12
# Three letters are a first part only if that many words begin so.
SHORT_FAMILY = 4


def learn_compounds(
    frequency: Frequency,
    overrides: Mapping[str, tuple[str, ...]] | None = None,
    folder: Path | None = None,
) -> CompoundModel:
    """Return a model of the compounds of a corpus.

    Args:
        frequency: word as written → occurrences; all in lower case is allowed, and a little worse.
        overrides: lower-case word → its parts, one part for a word that is never split.
        folder: where what is counted may wait, see `on_disk.py`.
    """
    learning = _Learning(Vocabulary(frequency, folder))
    heap.give_back()
    words, facts = learning.facts()
    del learning  # not as long as what it found is sorted
    heap.give_back()
    return CompoundModel(MappedFacts(**sorted_arrays(words, facts)), overrides or {})


def _earned(family: float, weight: float, count: int) -> int:
    """Return what a part earns by its family and how often it occurs itself."""
    return round(UNIT * math.log(family + weight * math.log1p(count) + NO_FAMILY))


class _Learning:
    """The tables while they are made; `facts` packs them."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.first = self._first_parts()
        self.head = bytearray(self._heads())
        # Some thousand words have any: of a first part the words that consist of it and a known
        # rest, and these by the joint that follows it; of the number of a lemma those it heads.
        self.family: dict[str, float] = {}
        self.joints: dict[str, array[float]] = {}
        self.head_family: dict[int, float] = {}
        self._usual_joints: dict[tuple[int, str, bool], int] = {}
        self._earned = cache(_earned)
        self._count_families()
        heap.give_back()

    def _heads(self) -> Iterator[bool]:
        """Yield whether each word may be a head."""
        columns = self.words.words, self.words.kind, self.words.count
        for word, kind, count in zip(*columns, strict=True):
            if not kind & (NOUN | ADJECTIVE) or word in NO_PARTS or word in NO_HEADS:
                yield False
            else:
                often = word in german.SHORT_HEADS or count >= 30
                long_enough = len(word) > 3 or bool(kind & NOUN and often)
                yield long_enough and german.has_vowel(word)

    def _first_parts(self) -> bytearray:
        """Return what each word is as a first part, 0 for none."""
        words = self.words.words
        found, clipped = bytearray(len(words)), []
        for place, (word, kind) in enumerate(zip(words, self.words.kind, strict=True)):
            if kind & NOUN and (kind & (LEMMA | NAME) or word[-1] != "s"):
                found[place] = NOUN_FIRST
                if word[-1] == "e" and len(word) > 4 and kind & LEMMA:
                    clipped.append(word[:-1])  # Schule → Schul-, Hilfe → Hilf-s-
            elif kind & ADJECTIVE and kind & LEMMA:
                found[place] = ADJECTIVE_FIRST
        of_clipped = self.words.add(clipped).tolist()
        found.extend(bytes(len(words) - len(found)))
        of_stems, of_bound = (words.find_all(list(some))[0] for some in (self.words.stems, BOUND))
        for numbers, first in ((of_stems.tolist(), STEM_FIRST), (of_clipped, CLIPPED_FIRST)):
            for number in numbers:
                found[number] = found[number] or first
        for number in of_bound.tolist():
            found[number] = ADJECTIVE_FIRST
        for place, word in enumerate(words):
            short = len(word) < 3 or (len(word) == 3 and self.words.kind[place] & NAME)
            if found[place] and (short or word in NO_PARTS or not german.has_vowel(word)):
                found[place] = 0
        return found

    def _first_of(self, word: str) -> int:
        """Return what a word is as a first part, 0 for none."""
        number = self.words.words.find(word)
        return 0 if number is None else self.first[number]

    def _lemma(self, head: str) -> int:
        """Return the number of the lemma of a word that is a head."""
        number = self.words.words.find(head)
        assert number is not None  # noqa: S101  for mypy
        return self.words.lemma[number]

    def _count_families(self) -> None:
        """Count for each part the words that consist of it and a known rest."""
        words, lemma_of = self.words.words, cache(self._lemma)
        columns = words, self.words.kind, self.words.count
        divided = bytearray(
            bool(kind & NOUN and 7 <= len(word) <= 25 and (kind & LEMMA or count >= 2))
            for word, kind, count in zip(*columns, strict=True)
        )
        asked, heads = (words.pick(np.frombuffer(some, bool)) for some in (divided, self.head))
        for number, starts in endings(asked, heads, before=3, letters=4):
            word = asked[number]
            ways = [
                (first, joint, word[start:])
                for start in starts
                for first, joint in german.divisions(word[:start], self._first_of)
                # "aufstreb|ende" is a participle, "fest|ende" a feast's end
                if word[start:] not in german.PARTICIPLES or self._first_of(first) != STEM_FIRST
            ]
            for first, joint, head in ways:
                share = 1 / len(ways)
                lemma = lemma_of(head)
                self.family[first] = self.family.get(first, 0) + share
                self.head_family[lemma] = self.head_family.get(lemma, 0) + share
                joints = self.joints.get(first)
                if joints is None:
                    joints = self.joints[first] = array("d", bytes(8 * len(JOINTS)))
                joints[joint] += share

    def _first_score(self, word: str, first: int, kind: int, count: int) -> int:
        score = self._earned(self.family.get(word, 0), FIRST_COUNT, count)
        score += german.FIRST_BONUS[first]
        if len(word) <= 3:
            score -= german.SHORT_PART
        if kind & NAME and word not in BOUND:
            score -= german.NAMED_FIRST
        return score

    def _head_score(self, number: int, word: str, kind: int, count: int) -> int:
        family = self.head_family.get(self.words.lemma[number], 0)
        score = self._earned(family, HEAD_COUNT, count)
        if len(word) <= 3:
            score -= german.SHORT_PART
        if not kind & NOUN:
            return score - german.ADJECTIVE_HEAD
        return score - german.NAMED_HEAD if kind & NAME else score

    def _joint_costs(self, word: str, kind: int) -> int:
        """Return the cost of each joint after a first part, packed as in facts."""
        seen = self.joints.get(word)
        if seen is None:  # most words; what grammar asks of them are these three things
            key = kind, word[-2:], len(word) > 9
            costs = self._usual_joints.get(key)
            if costs is None:
                costs = self._usual_joints[key] = self._costs(word, kind, [0.0] * len(JOINTS))
            return costs
        return self._costs(word, kind, seen)

    def _costs(self, word: str, kind: int, seen: Sequence[float]) -> int:
        costs, family = [], sum(seen)
        for number, share in enumerate(JOINT_SHARE):
            if german.joint_fits(word, kind, number):
                odds = (seen[number] + JOINT_PRIOR * share) / (family + JOINT_PRIOR)
                # The highest cost that can be stored is kept for what grammar forbids.
                costs.append(min(round(JOINT_WEIGHT * -math.log(odds)), NO_JOINT - 1))
            else:
                costs.append(NO_JOINT)
        return pack(0, None, None, 0, costs)

    def _is_kept(self, number: int, word: str, kind: int, count: int) -> bool:
        """Tell whether a word matters: seldom words without a family are what others are not."""
        if count >= SELDOM or word in self.family or number in self.head_family or word in BOUND:
            return True
        if not self.words.learned:  # only what forms compounds is known to be usual
            return self.head_family.get(self.words.lemma[number], 0) >= 2
        return len(word) <= (LONGEST_SELDOM if kind & NOUN else 8) and bool(kind & LEMMA or count)

    def facts(self) -> tuple[Texts, Array]:
        """Return words and the facts of each; words that are no use as a part are left out."""
        words = self.words
        facts = np.zeros(len(words.words), np.uint64)  # 0 of what is left out
        columns = words.words, words.kind, words.count, self.first
        for number, (word, kind, count, first) in enumerate(zip(*columns, strict=True)):
            if not (kind or first):
                facts[number] = pack(0, None, None, count, ()) if count >= SELDOM else 0
            elif self._is_kept(number, word, kind, count):
                facts[number] = self._facts(number, word, kind & ~WORD, count, first)
        joined = {word for word, joints in self.joints.items() if joints[1] > 0.5}
        for found in (self.family, self.joints, self.head_family, self._usual_joints):
            found.clear()
        self._earned.cache_clear()
        known = facts > 0
        table = FactsTable(words.words.pick(known), facts[known])
        names = names_of(words, table, joined)
        fixed = list(dict.fromkeys((*self._lexicalised(), *names)))
        del table, names
        numbers = words.add(fixed)
        facts = np.append(facts, np.zeros(len(words.words) - len(facts), np.uint64))
        facts[numbers] = np.where(facts[numbers], facts[numbers], NOUN) | np.uint64(LEXICAL)
        kept = facts > 0
        return words.words.texts().take(kept.nonzero()[0]), facts[kept]

    def _facts(self, number: int, word: str, kind: int, count: int, first: int) -> int:
        family = self.family.get(word, 0)
        if first == STEM_FIRST and not family:
            first = 0  # a stem shows by its compounds that it has some
        if len(word) == 3 and family < SHORT_FAMILY and word not in BOUND:
            first = 0
        facts = pack(
            kind | STEM if word in self.words.stems else kind,
            self._first_score(word, first, kind, count) if first else None,
            self._head_score(number, word, kind, count) if self.head[number] else None,
            count,
            (),
        )
        return facts | (self._joint_costs(word, first) if first else 0)

    def _lexicalised(self) -> Iterable[str]:
        """Yield weekdays and nouns of verbs that look like compounds: feststellen, Feststellung."""
        for day in german.WEEKDAYS:
            yield from (day, day + "s", day + "e", day + "es", day + "en")
        for country in german.COUNTRIES:
            yield from (country, country + "s")
        for verb in self.words.verbs:
            base = verb[:-2] if verb.endswith("en") else verb[:-1]
            for start in range(3, len(base) - 2):
                noun = self._first_of(base[:start]) in (0, NOUN_FIRST)
                if noun and not self.words.kind_of(base[:start]) & ADJECTIVE:
                    continue
                head = self.words.words.find(base[start:] + "ung")
                if head is not None and self.head[head]:
                    yield from (base + "ung", base + "ungen")
                    break
