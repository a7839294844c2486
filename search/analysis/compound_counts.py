"""Count the words of a corpus in lower case, as far as they can tell anything of compounds.

In: how often each word occurs, as written; a dictionary (`dictionary_words.py`).  Out: how often it
occurs in lower case, and how often of these with a capital.
Most words of a large corpus occur once and stand in no dictionary: no compound has them as a part.
They are left out, but for those that look like the plural of a place. Which these are is found by
a row of marks, the dictionary's already set: two words may share one, and then both are counted as
they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

import numpy as np

from search.analysis.compound_grammar import LONGEST_WORD
from search.analysis.dictionary_words import lines, mark_of
from search.arrays import Array

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
    # A bytearray is read a number at a time in a third of the time that an array is.
    marks = bytearray(np.unpackbits(table["marks"]) * np.uint8(_COUNTED))
    plurals, written = tuple(lines(table["places"])), 0
    for word, times in frequency.items():
        if word.isalpha() and len(word) <= LONGEST_WORD:
            place = mark_of(word.lower())
            marks[place] = min(_COUNTED, marks[place] + min(times, _COUNTED))
            written += 1
    for word, times in frequency.items():
        if word.isalpha() and len(word) <= LONGEST_WORD:
            low = word.lower()
            if marks[mark_of(low)] < _COUNTED and not low.endswith(plurals):
                continue
            count[low] = count.get(low, 0) + times
            # Short words in capitals are mostly abbreviations.
            if word[0].isupper() and (len(word) > 5 or not word.isupper()):
                capital[low] = capital.get(low, 0) + times
    return Counted(count, capital, written)
