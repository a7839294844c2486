"""Learn which words are parts of compounds: from a corpus, a dictionary and grammar.

In: how often each word occurs in a corpus, as written.  Out: a `CompoundModel`.
A string is a part to the degree in which other words consist of it and a known rest (its family),
and in which it occurs itself. Words come from `compound_vocabulary.py`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from search.analysis import compound_grammar as german
from search.analysis.compound_batch import endings
from search.analysis.compound_counts import Frequency
from search.analysis.compound_facts import NO_JOINT, pack
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
    NAME_HEADS,
    NO_HEADS,
    NO_PARTS,
    NOUN,
    NOUN_FIRST,
    STEM,
    STEM_FIRST,
    UNIT,
)  # fmt: skip
from search.analysis.compound_vocabulary import Vocabulary
from search.analysis.compounds import CompoundModel

# Weights of frequency beside family, tuned together with those of the grammar.
FIRST_COUNT, HEAD_COUNT, NO_FAMILY = 0.93, 0.73, 0.05
JOINT_WEIGHT, JOINT_PRIOR = 1.7, 0.5  # weight in steps of half a nat
# Words rarer than this without a family are kept only if they are short.
SELDOM, LONGEST_SELDOM = 3, 12
# Three letters are a first part only if that many words begin so.
SHORT_FAMILY = 4


def learn_compounds(
    frequency: Frequency, overrides: Mapping[str, tuple[str, ...]] | None = None
) -> CompoundModel:
    """Return a model of the compounds of a corpus.

    Args:
        frequency: word as written → occurrences; all in lower case is allowed, and a little worse.
        overrides: lower-case word → its parts, one part for a word that is never split.
    """
    return _Learning(Vocabulary(frequency)).model(overrides or {})


def _earned(family: float, weight: float, count: int) -> int:
    """Return what a part earns by its family and how often it occurs itself."""
    return round(UNIT * math.log(family + weight * math.log1p(count) + NO_FAMILY))


class _Learning:
    """The tables while they are made; `model` packs them."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.count, self.kind, self.lemma = words.count, words.kind, words.lemma
        self.heads = {word for word, kind in self.kind.items() if self._is_head(word, kind)}
        self.firsts = self._first_parts()
        self.family: Counter[str] = Counter()
        self.joints: dict[str, list[float]] = {}
        self.head_family: Counter[str] = Counter()
        self._usual_joints: dict[tuple[int, str, bool], int] = {}
        self._earned = cache(_earned)
        self._count_families()

    def _is_head(self, word: str, kind: int) -> bool:
        if not kind & (NOUN | ADJECTIVE) or not german.has_vowel(word):
            return False
        if word in NO_PARTS or word in NO_HEADS:
            return False
        often = word in german.SHORT_HEADS or self.count[word] >= 30
        return len(word) > 3 or bool(kind & NOUN and often)

    def _first_parts(self) -> dict[str, int]:
        """Return what each string is as a first part."""
        found: dict[str, int] = {}
        for word, kind in self.kind.items():
            if kind & NOUN and (kind & (LEMMA | NAME) or word[-1] != "s"):
                found[word] = NOUN_FIRST
            elif kind & ADJECTIVE and kind & LEMMA:
                found[word] = ADJECTIVE_FIRST
        for stem in self.words.stems:
            found.setdefault(stem, STEM_FIRST)
        clipped = [
            word[:-1]
            for word, kind in found.items()
            if kind == NOUN_FIRST and word[-1] == "e" and len(word) > 4 and self.kind[word] & LEMMA
        ]
        for word in clipped:  # Schule → Schul-, Hilfe → Hilf-s-
            found.setdefault(word, CLIPPED_FIRST)
        found.update(dict.fromkeys(BOUND, ADJECTIVE_FIRST))
        return {
            word: kind
            for word, kind in found.items()
            if word not in NO_PARTS and german.has_vowel(word)
            if len(word) > 3 or (len(word) == 3 and not self.kind.get(word, 0) & NAME)
        }

    def _count_families(self) -> None:
        """Count for each part the words that consist of it and a known rest."""
        families: Counter[str] = Counter()
        words = [
            word
            for word, kind in self.kind.items()
            if kind & NOUN and 7 <= len(word) <= 25
            if kind & LEMMA or self.count.get(word, 0) >= 2
        ]
        for number, starts in endings(words, self.heads, before=3, letters=4):
            word = words[number]
            ways = [
                (first, joint, word[start:])
                for start in starts
                for first, joint in german.divisions(word[:start], self.firsts)
                # "aufstreb|ende" is a participle, "fest|ende" a feast's end
                if word[start:] not in german.PARTICIPLES or self.firsts[first] != STEM_FIRST
            ]
            for first, joint, head in ways:
                share = 1 / len(ways)
                self.family[first] += share  # type: ignore[assignment]
                families[self.lemma.get(head, head)] += share  # type: ignore[assignment]
                joints = self.joints.get(first)
                if joints is None:
                    joints = self.joints[first] = [0.0] * len(JOINTS)
                joints[joint] += share
        self.head_family = families

    def _first_score(self, word: str, first: int, kind: int, count: int) -> int:
        score = self._earned(self.family.get(word, 0), FIRST_COUNT, count)
        score += german.FIRST_BONUS[first]
        if len(word) <= 3:
            score -= german.SHORT_PART
        if kind & NAME and word not in BOUND:
            score -= german.NAMED_FIRST
        return score

    def _head_score(self, word: str, kind: int, count: int) -> int:
        family = self.head_family.get(self.lemma.get(word, word), 0)
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

    def _costs(self, word: str, kind: int, seen: list[float]) -> int:
        costs, family = [], sum(seen)
        for number, share in enumerate(JOINT_SHARE):
            if german.joint_fits(word, kind, number):
                odds = (seen[number] + JOINT_PRIOR * share) / (family + JOINT_PRIOR)
                # The highest cost that can be stored is kept for what grammar forbids.
                costs.append(min(round(JOINT_WEIGHT * -math.log(odds)), NO_JOINT - 1))
            else:
                costs.append(NO_JOINT)
        return pack(0, None, None, 0, costs)

    def _is_kept(self, word: str, kind: int, count: int) -> bool:
        """Tell whether a word matters: seldom words without a family are what others are not."""
        if count >= SELDOM or word in self.family or word in self.head_family or word in BOUND:
            return True
        if not self.count:
            return True  # one of `_usual`
        return len(word) <= (LONGEST_SELDOM if kind & NOUN else 8) and bool(kind & LEMMA or count)

    def _usual(self) -> set[str]:
        """Return the words that matter without a corpus: only what forms compounds is usual."""
        usual = {lemma for lemma, family in self.head_family.items() if family >= 2}
        forms = (word for word, lemma in self.lemma.items() if lemma in usual)
        return {*self.family, *self.head_family, *BOUND, *forms}

    def model(self, overrides: Mapping[str, tuple[str, ...]]) -> CompoundModel:
        """Return the model; words that are no use as a part are left out."""
        facts: dict[str, int] = {}
        known = self.kind.keys() | self.firsts.keys()
        # Without a corpus one word in twenty is kept: they are found sooner than others left out.
        for word in known if self.count else known & self._usual():
            kind, count = self.kind.get(word, 0), self.count.get(word, 0)
            if not self._is_kept(word, kind, count):
                continue
            first = self.firsts.get(word)
            if first == STEM_FIRST and word not in self.family:
                first = None  # a stem shows by its compounds that it has some
            if len(word) == 3 and self.family.get(word, 0) < SHORT_FAMILY and word not in BOUND:
                first = None
            facts[word] = pack(
                kind | STEM if word in self.words.stems else kind,
                self._first_score(word, first, kind, count) if first else None,
                self._head_score(word, kind, count) if word in self.heads else None,
                count,
                (),
            ) | (self._joint_costs(word, first) if first else 0)
        for word, count in self.count.items():
            if count >= SELDOM and word not in facts:
                facts[word] = pack(0, None, None, count, ())
        model = CompoundModel(facts, overrides)
        for word in (*self._lexicalised(), *self._names(model)):
            facts[word] = facts.get(word, NOUN) | LEXICAL
        return model

    def _lexicalised(self) -> Iterable[str]:
        """Yield weekdays and nouns of verbs that look like compounds: feststellen, Feststellung."""
        for day in german.WEEKDAYS:
            yield from (day, day + "s", day + "e", day + "es", day + "en")
        for country in german.COUNTRIES:
            yield from (country, country + "s")
        for verb in self.words.verbs:
            base = verb[:-2] if verb.endswith("en") else verb[:-1]
            for start in range(3, len(base) - 2):
                noun = self.firsts.get(base[:start], NOUN_FIRST) == NOUN_FIRST
                if noun and not self.kind.get(base[:start], 0) & ADJECTIVE:
                    continue
                if base[start:] + "ung" in self.heads:
                    yield from (base + "ung", base + "ungen")
                    break

    def _names(self, model: CompoundModel) -> Iterable[str]:
        """Yield names that look like compounds, with their genitive and adjective.

        Places have no plural (Ackerland, Ackerländer; but Saarland); surnames take an -s that
        their last part, a feminine noun, never takes (Westerwelles, but der Welle).
        """
        count, forms, places = self.count, self.words.forms, tuple(NAME_HEADS)
        for word, kind in self.kind.items():
            if not kind & NOUN or len(word) < german.SHORTEST_WORD:
                continue
            times = count.get(word, 0)
            if count and not times:
                continue
            with_s = word + "s"
            genitive = with_s in self.words.genitives or count.get(with_s, 0) > max(1, times / 25)
            placed = (not count or times >= (2 if kind & NAME else 5)) and word.endswith(places)
            if (not genitive and not placed) or len(forms(word)) > 2:
                continue
            start = model.head_start(word)
            if not start:
                continue
            head, before = word[start:], word[:start]
            lemma = self.lemma.get(head, head)
            known = forms(lemma)
            plurals = [form for form in known if form not in (lemma, lemma + "s")]
            # "Kinderbetreuungs-" is no genitive: such heads take an -s- as first parts.
            joined = head in self.joints and self.joints[head][1] > 0.5
            surname = (
                genitive and not joined and not known & {lemma + "s", lemma + "es", head + "s"}
            )
            if surname and lemma + "s" in self.words.genitives:
                surname = False
            usual = sum(count[form] for form in plurals) / (1 + sum(count[f] for f in known))
            place = placed and head in NAME_HEADS
            if place and count and not kind & NAME:
                place = times * (usual or 0.2) >= 6
            if place:  # the dictionary's plurals count only where there is no corpus
                seen = count or self.lemma
                place = not any(seen.get(before + form) for form in plurals)
            if surname or place:
                yield from (word, word + "s", word + "er", word + "ern")
