"""What an index knows about words beyond rules: lemmas of irregular forms, parts of compounds.

In: the words of a corpus with their numbers, once for each full build; later the arrays that were
kept with the index.  Out: terms of words that no rule of spelling gives.
An index keeps the vocabulary it was built with, so that its words never change their meaning
without being indexed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from search.analysis.dictionary import dictionary_arrays
from search.analysis.lemmas import Lemmas
from search.analysis.stems import stems

Arrays = Mapping[str, npt.NDArray[Any]]
# From so many words on, reading the table of lemmas into memory costs less than looking them up.
_HEAT_FROM = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound: its text without joining letters, and where it stands in the word."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """A word, its parts (one, itself, if it is no compound) and why, in German."""

    word: str
    parts: tuple[Part, ...]
    reason: str = ""


class Vocabulary:
    """Knows lemmas and compounds; where it knows nothing, spelling rules alone hold."""

    def __init__(self, lemmas: Lemmas | None = None) -> None:
        self._lemmas = lemmas

    @classmethod
    def learn(cls, counts: Mapping[str, int]) -> Vocabulary:
        """Learn from the words of a corpus as written and how often each occurs."""
        lemmas = Lemmas.from_arrays(_under("lemmas/", dictionary_arrays()))
        return cls(lemmas.heat() if len(counts) > _HEAT_FROM else lemmas)

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Vocabulary:
        """Return the vocabulary that `arrays` described; the arrays may be mapped."""
        return cls(Lemmas.from_arrays(_under("lemmas/", arrays)))

    def arrays(self) -> Arrays:
        """Return what has to be kept with an index, by name."""
        lemmas = self._lemmas.arrays() if self._lemmas else {}
        return {f"lemmas/{name}": values for name, values in lemmas.items()}

    def stems(self, exact: str, *, capital: bool) -> tuple[str, ...]:
        """Return the stem of a word's spelling and, if another, that of its lemma."""
        return stems(exact, self._lemmas, capital=capital)

    def split(self, word: str) -> Split:
        """Return the parts of a word."""
        return Split(word, (Part(word, 0, len(word)),))


def _under(prefix: str, arrays: Arrays) -> Arrays:
    return {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}
