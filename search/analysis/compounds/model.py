"""Split German compounds: the learned model and the search for the best parts.

In: any word.  Out: a `Split`: its parts with their offsets and the reason, in German.
A parse costs or earns: every part earns by how many other words it is a part of and how often it
occurs, its joint costs by how usual it is there, each part costs, each letter explained earns. The
best parse (dynamic programming from the right) must beat the word as a whole, which earns by its
own frequency. Learning is in `learning.py`, the grammar in `grammar.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.analysis.compounds import grammar as german
from search.analysis.compounds.facts import (
    COUNT_STEPS,
    JOINT_STEP,
    NO_JOINT,
    SCORE_SHIFT,
    Array,
    Facts,
    MappedFacts,
    count_of,
    facts_arrays,
)
from search.analysis.compounds.grammar import ADJECTIVE, LEMMA, LETTER, LEXICAL, NAME, NOUN, VERB
from search.system.sorted_texts import SortedTexts
from search.system.texts import Texts

# Of a part in a word: its start, its end, where the next begins (behind the joint).
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound without its joint: text as the word of its own, [start, end) of it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """What a word is made of: one part, itself, if it is no compound."""

    word: str
    parts: tuple[Part, ...]
    reason: str


class CompoundModel:
    """Splits words by what was learned from a corpus. Never changes; threads need no lock."""

    def __init__(self, facts: Facts, overrides: Mapping[str, tuple[str, ...]]) -> None:
        self._facts = facts
        self._overrides = overrides

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> CompoundModel:
        """Return the model whose `arrays` these are; they may be mapped, little is read."""
        lines = bytes(arrays["overrides"]).decode().split("\n")
        pairs = (line.partition("=") for line in lines if line)
        overrides = {word: tuple(parts.split("|")) for word, _, parts in pairs}
        return cls(MappedFacts(arrays["words"], arrays["ends"], arrays["facts"]), overrides)

    def with_overrides(self, overrides: Mapping[str, tuple[str, ...]]) -> CompoundModel:
        """Return the same model with other words of the user; nothing is learned anew."""
        return CompoundModel(self._facts, overrides)

    def heat(self) -> None:
        """Make quick to look up what is no word, for splitting more than a few."""
        if isinstance(self._facts, MappedFacts):
            self._facts.heat()

    def loaded(self) -> CompoundModel:
        """Return the same model in memory, for splitting many words."""
        if isinstance(self._facts, MappedFacts):
            return CompoundModel(self._facts.loaded(), self._overrides)
        return self

    def arrays(self) -> dict[str, Array]:
        """Return the model as little-endian arrays, to be given to `from_arrays`."""
        facts = self._facts
        lines = (f"{word}={'|'.join(parts)}" for word, parts in sorted(self._overrides.items()))
        text = np.frombuffer("\n".join(lines).encode(), np.uint8)
        arrays = facts.arrays() if isinstance(facts, MappedFacts) else facts_arrays(facts)
        return {**arrays, "overrides": text}

    def entries(self) -> tuple[Texts, Array]:
        """Return all lower-case words of which something is known, and the packed facts of each."""
        arrays = self.arrays()
        return SortedTexts(arrays["words"], arrays["ends"]).texts(), arrays["facts"]

    def split(self, word: str) -> Split:
        """Return the parts of a word; upper and lower case give the same borders."""
        low = word.lower()
        places, reason = self.decide(word, low)
        parts = self._parts(word, low, places)
        return Split(word, parts, reason or self._found(low, parts, places))

    def parts(self, word: str) -> tuple[Part, ...]:
        """Return the parts of a word without the reason, which is half of the work."""
        low = word.lower()
        return self._parts(word, low, self.decide(word, low)[0])

    def facts(self, low: str) -> int:
        """Return the packed facts of a lower-case word, 0 if there are none."""
        return self._facts.get(low, 0)

    def overrules(self, low: str) -> bool:
        """Tell whether a lower-case word is one of the user's own."""
        return low in self._overrides

    def decide(self, word: str, low: str) -> tuple[list[Place], str]:
        """Return the places of the parts, or none and why the word stays whole."""
        if low in self._overrides:
            return self._overridden(low), "steht so in der eigenen Wortliste"
        refused = _refusal(word, low)
        if refused:
            return [], refused
        best = self._parse(low)
        if best is None:
            return [], "keine bekannten Teile"
        score, places = best
        facts = self._facts.get(low, 0)
        if facts & LEXICAL:
            return [], "feststehendes Wort oder Name"
        start, end, _ = places[-2] if len(places) > 1 else (0, 0, 0)
        if low[end:] in german.PARTICIPLES and self._facts.get(low[start:end], 0) & german.STEM:
            return [], "Partizip"
        if is_other_kind(facts, self._facts.get(low[places[-1][0] :], 0)):
            return [], "Adjektiv, anders als sein letzter Teil"
        if score <= whole_score(len(low), facts):
            return [], "als Ganzes geläufiger als in Teilen"
        if base := self._whole_base(low, places[-1][0], score):
            return [], f"Form von {shown_part(base, self.facts(base))}, nicht zusammengesetzt"
        return places, ""

    def _whole_base(self, low: str, head: int, score: int) -> str:
        """Return what a word with such a parse is a form of, if that is none of such parts.

        "Handlungen" is no "Hand" and "Lungen" as "Handlung" is no "Hand" and "Lung".
        """
        get = self._facts.get
        without_head = score - (get(low[head:], 0) >> 16 & 255)
        for ending in german.ENDINGS:
            base = low.removesuffix(ending)
            facts = get(base, 0) if head < len(base) < len(low) else 0
            if facts & LEMMA:
                of_head = get(base[head:], 0) >> 16 & 255
                earned = without_head + of_head - LETTER * len(ending)
                if not of_head or facts & LEXICAL or earned <= whole_score(len(base), facts):
                    return base
        return ""

    def _parts(self, word: str, low: str, places: list[Place]) -> tuple[Part, ...]:
        if not places:
            return (Part(word, 0, len(word)),)
        pieces = ((low[start:end], start, end) for start, end, _ in places)
        return tuple(
            Part(shown_part(piece, self.facts(piece)), start, end) for piece, start, end in pieces
        )

    def _parse(self, low: str) -> tuple[int, list[Place]] | None:
        """Return the best score with the place of each part, None without one."""
        length, get = len(low), self._facts.get
        # Start of a tail of the word → its best score, end of its first part, where the next begins
        tails: dict[int, tuple[int, int, int]] = {}
        for start in range(length - german.SHORTEST_PART, -1, -1):
            best = None
            score = get(low[start:], 0) >> 16 & 255 if start else 0
            if score:
                best = (
                    score - SCORE_SHIFT + LETTER * (length - start) - german.PART,
                    length,
                    length,
                )
            for after, tail in tails.items():
                if after - start < german.SHORTEST_PART:
                    break
                first = self._first(low[start:after])
                if first:
                    total = first[0] + LETTER * (after - start) - german.PART + tail[0]
                    if tail[1] < length:
                        total -= german.FURTHER_PART
                    if best is None or total > best[0]:
                        best = (total, start + first[1], after)
            if best:
                tails[start] = best
        if 0 not in tails:
            return None
        parts, start = [], 0
        while start < length:
            _, end, after = tails[start]
            parts.append((start, end, after))
            start = after
        return tails[0][0], parts

    def _first(self, text: str) -> tuple[int, int] | None:
        """Return the best score of a string as a first part and its length without the joint."""
        get, found = self._facts.get, None
        score = get(text, 0) >> 8 & 255
        if score:
            found = score - SCORE_SHIFT - JOINT_STEP * (get(text, 0) >> 32 & 15), len(text)
        for letters, joint in german.JOINTS_BY_LETTER.get(text[-1], ()):
            if not text.endswith(letters):
                continue
            facts = get(text[: -len(letters)], 0)
            score = facts >> 8 & 255
            cost = facts >> 32 + 4 * joint & 15
            if score and cost != NO_JOINT:
                total = score - SCORE_SHIFT - JOINT_STEP * cost
                if found is None or total > found[0]:
                    found = total, len(text) - len(letters)
        return found

    def _overridden(self, low: str) -> list[Place]:
        wanted = self._overrides[low]
        places, at = [], 0
        for part in wanted if len(wanted) > 1 else ():
            at = low.index(part, at)
            places.append((at, at + len(part), at + len(part)))
            at += len(part)
        return places

    def _found(self, low: str, parts: tuple[Part, ...], places: list[Place]) -> str:
        told, joints = [], []
        for part, (start, end, after) in zip(parts, places, strict=True):
            count = count_of(self._facts.get(low[start:end], 0))
            told.append(f"{part.text} (rund {_rounded(count)})" if count else part.text)
            if after > end:
                joints.append(f"-{low[end:after]}-")
        fuge = f"Fuge {' '.join(joints)}" if joints else "ohne Fuge"
        return f"bekannte Teile: {' + '.join(told)}, {fuge}"


def shown_part(low: str, facts: int) -> str:
    """Return a part as a word of its own: nouns with a capital."""
    if (facts & ADJECTIVE and not facts & NOUN) or low in german.BOUND:
        return low
    return low[:1].upper() + low[1:]


def whole_score(length: int, facts: int) -> int:
    """Return what a word earns as a whole, in sixteenths of a nat."""
    score = german.WHOLE_LETTER * length
    count = german.WHOLE_COUNT * (facts >> 24 & 255) // COUNT_STEPS
    if not facts:
        return score + german.WHOLE_UNKNOWN
    if facts & NAME or not facts & (NOUN | ADJECTIVE | VERB):
        return score + count + german.WHOLE_SEEN
    score += count + german.WHOLE_NOUN
    if facts & NOUN:
        return score
    return score + (german.WHOLE_VERB if facts & VERB else german.WHOLE_ADJECTIVE)


def is_other_kind(whole: Any, head: Any) -> Any:
    """Tell of one word or many whether it is an adjective, and its head nothing but a noun.

    "schmerzhaft" is no "Haft", "romantisch" no "Tisch".
    """
    kinds = NOUN | ADJECTIVE
    return (whole & (kinds | VERB) == ADJECTIVE) & (head & kinds == NOUN)


def is_plain(word: str, low: str) -> bool:
    """Tell whether a word is looked at at all."""
    return (
        german.SHORTEST_WORD <= len(low) <= german.LONGEST_WORD
        and low.isalpha()
        and len(low) == len(word)
        and (word[1:].islower() or word.isupper())
        and not low.endswith(german.ADVERB)
    )


def _refusal(word: str, low: str) -> str:
    """Return why a word is not even looked at, "" if it is."""
    if is_plain(word, low):
        return ""
    if not low.isalpha() or len(low) != len(word):
        return "kein einfaches Wort (Ziffern, Zeichen)"
    if not german.SHORTEST_WORD <= len(low) <= german.LONGEST_WORD:
        return "zu kurz" if len(low) < german.SHORTEST_WORD else "zu lang"
    return "Endung" if word[1:].islower() or word.isupper() else "Großbuchstaben im Wort"


def _rounded(count: int) -> str:
    """Return a count to two digits, as exact as it is stored, in German."""
    digits = max(0, len(str(count)) - 2)
    return f"{round(count, -digits):,}".replace(",", ".")
