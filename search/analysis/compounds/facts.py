"""What is known of each word, for splitting compounds: packed in one number, in memory or mapped.

Arrays, so that a model can be read from a map without loading it:
    words    UTF-8 bytes of all entries in a row, sorted     ends   where each ends, uint32
    facts    one uint64 an entry: 8 bits each kind of word, score as first part, score as head,
             frequency (logarithmic); then 4 bits for the cost of each joint

In: words and their scores.  Out: a lookup of packed facts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from search.system.hash_marks import HashMarks
from search.system.sorted_texts import SortedTexts
from search.system.texts import Texts, ranked

Array = npt.NDArray[Any]

# Scores are stored in a byte: 0 is "cannot stand here", else score + SCORE_SHIFT.
SCORE_SHIFT, NO_SCORE = 112, -1 << 30
# A joint's cost is stored in steps of half a nat; the highest means "cannot be".
JOINT_STEP, NO_JOINT = 8, 15
# Frequencies are stored as 12 · ln(1 + n), exact to four in a hundred.
COUNT_STEPS = 12


def pack(kinds: Array, firsts: Array, heads: Array, counts: Array, costs: Array) -> Array:
    """Return the facts of words as one number each.

    Args:
        firsts, heads: scores in sixteenths of a nat, NO_SCORE of what cannot stand there.
        costs: a row a word, the cost of each joint after it, in steps of half a nat, at most
            NO_JOINT.
    """
    steps = np.minimum(np.rint(COUNT_STEPS * np.log1p(counts)), 255)
    packed: Array = kinds.astype(np.uint64) | steps.astype(np.uint64) << np.uint64(24)
    for place, scores in ((8, firsts), (16, heads)):
        kept = np.where(scores == NO_SCORE, 0, np.clip(scores + SCORE_SHIFT, 1, 255))
        packed |= kept.astype(np.uint64) << np.uint64(place)
    for number, column in enumerate(costs.T):
        packed |= column.astype(np.uint64) << np.uint64(32 + 4 * number)
    return packed


def count_of(facts: int) -> int:
    """Return about how often a word occurs."""
    return round(math.expm1((facts >> 24 & 255) / COUNT_STEPS))


class MappedFacts:
    """The facts in mapped arrays: nothing is read before a word is asked for."""

    def __init__(self, words: Array, ends: Array, facts: Array) -> None:
        self._arrays = {"words": words, "ends": ends, "facts": facts}
        self._words, self._facts = SortedTexts(words, ends), facts
        self._marks: HashMarks | None = None

    def heat(self) -> None:
        """Make words that are not there quick to look up, for more than a few; 2 MB."""
        self._marks = self._marks or HashMarks.of(self._words.texts())

    def get(self, word: str, default: int, /) -> int:
        """Return the packed facts of a lower-case word, the default if there are none."""
        if self._marks is not None and word not in self._marks:
            return default
        number = self._words.find(word.encode("utf-8", "surrogatepass"))
        return default if number is None else int(self._facts[number])

    def arrays(self) -> dict[str, Array]:
        """Return the arrays again."""
        return dict(self._arrays)

    def loaded(self) -> dict[str, int]:
        """Return all facts as a dictionary: 15 times as fast, some 40 MB."""
        return dict(zip(self._words.texts().strings(), self._facts.tolist(), strict=True))


# Where the facts of lower-case words are.
Facts = Mapping[str, int] | MappedFacts


def facts_arrays(facts: Mapping[str, int]) -> dict[str, Array]:
    """Return facts as little-endian arrays for `MappedFacts`."""
    return sorted_arrays(Texts.of(facts), np.fromiter(facts.values(), "<u8", len(facts)))


def sorted_arrays(words: Texts, facts: Array) -> dict[str, Array]:
    """Return the same arrays of distinct words in any order and the facts of each."""
    texts, places = ranked(words)
    values = np.empty(len(words), "<u8")
    values[places] = facts
    return {"words": texts.data, "ends": texts.ends, "facts": values}
