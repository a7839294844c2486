"""What an index knows about words beyond rules: lemmas of irregular forms, parts of compounds.

In: the words of a corpus with their numbers, once for each full build; later the arrays that were
kept with the index.  Out: terms of words that no rule of spelling gives.
An index keeps the vocabulary it was built with, so that its words never change their meaning
without being indexed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]


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

    @classmethod
    def learn(cls, counts: Mapping[str, int]) -> Self:  # noqa: ARG003
        """Learn from the words of a corpus as written and how often each occurs."""
        return cls()

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Self:  # noqa: ARG003
        """Return the vocabulary that `arrays` described; the arrays may be mapped."""
        return cls()

    def arrays(self) -> Arrays:
        """Return what has to be kept with an index, by name."""
        return {"known": np.zeros(1, np.uint8)}

    def stems(self, exact: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return the stems of a word beyond that of its spelling: those of irregular lemmas."""
        return ()

    def split(self, word: str) -> Split:
        """Return the parts of a word."""
        return Split(word, (Part(word, 0, len(word)),))
