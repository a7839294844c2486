"""What grammar asks of the letters of words, of many at once.

In: words in lower case.  Out: for each how long it is, how it ends, whether it has a vowel, and
what joints it takes as a first part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.analysis.compounds.grammar import (
    ADJECTIVE_FIRST,
    CLIPPED_FIRST,
    NOUN_FIRST,
    STEM_FIRST,
    VOWELS,
)
from search.system.arrays import Array
from search.system.texts import Texts

# In UTF-8: all bytes but the first of a letter, and the first of those of Latin-1.
_FURTHER, _LATIN = 0x80, 0xC3


@dataclass(frozen=True, slots=True)
class Shapes:
    """Facts of words, by number: letters (uint8, 255 at most), last byte, `nouns`: the joints that
    each would take as a noun, a bit each in the order of JOINTS; whether it has a vowel.
    """

    letters: Array
    last: Array
    nouns: Array
    vowel: Array

    @classmethod
    def of(cls, words: Texts) -> Shapes:
        """Return the shapes of words, none of them empty."""
        if not len(words):
            empty = np.empty(0, np.uint8)
            return cls(empty, empty, empty, empty.astype(bool))
        data, ends = words.data, words.ends.astype(np.int64)
        before = np.append(np.uint8(0), data[:-1])
        starts = ends - words.lengths
        letters = np.add.reduceat(data & 0xC0 != _FURTHER, starts, dtype=np.uint32)
        vowels = _among(VOWELS, data, before)
        ends -= 1
        last, open_end = data[ends], vowels[ends]
        nouns = np.full(len(words), 1, np.uint8)
        nouns[~_among("sßzx", data, before)[ends]] |= 1 << 1
        ends_in_e = last == ord("e")
        nouns[ends_in_e | (last == ord("r")) & (before[ends] == ord("e"))] |= 1 << 2
        nouns[~ends_in_e] |= 1 << 3 | 1 << 6
        nouns[~open_end & (letters >= 4) & (letters <= 9)] |= 1 << 4 | 1 << 5 | 1 << 7
        vowel = np.logical_or.reduceat(vowels, starts)
        return cls(np.minimum(letters, 255).astype(np.uint8), last, nouns, vowel)

    def joints(self, firsts: Array) -> Array:
        """Return the joints that each word takes as a first part of some kind, a bit each."""
        taken = _TAKEN[firsts]
        return np.where(firsts == NOUN_FIRST, self.nouns, taken)


# By kind of first part; a noun's last letters tell.
_TAKEN = np.zeros(5, np.uint8)
_TAKEN[ADJECTIVE_FIRST] = 1
_TAKEN[STEM_FIRST] = 1 | 1 << 6  # Lese-, Bade-
_TAKEN[CLIPPED_FIRST] = 1 | 1 << 1  # Hilf-s-, Geschicht-s-


def _among(letters: frozenset[str] | str, data: Array, before: Array) -> Array:
    """Tell of each byte whether it ends one of some letters, of ASCII or Latin-1."""
    codes = [letter.encode() for letter in letters]
    plain, others = np.zeros(256, bool), np.zeros(256, bool)
    plain[[code[0] for code in codes if len(code) == 1]] = True
    others[[code[1] for code in codes if len(code) == 2]] = True
    found: Array = plain[data] | others[data] & (before == _LATIN)
    return found
