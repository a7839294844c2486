"""Verbs of a query that stand apart from their particle in a text: "lehnt … ab" for "ablehnen".

In: stems that are asked for; texts.  Out: the verbs of a text that have such a stem once joined to
their particle. `marking.py` looks at a text piece by piece, and the particle is in another piece.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from search.analysis import (
    Analyzer,
    Separated,
    bit_of,
    separated,
    whole_form,
    without_particle,
)


class VerbApart(NamedTuple):
    """Where a verb stands, and the stems of the whole that are asked for."""

    place: Separated
    stems: tuple[str, ...]


class VerbsApart:
    """The verbs among some stems. `rests`: what they begin with without a particle, as stems."""

    def __init__(self, stems: Collection[str], analyzer: Analyzer) -> None:
        self._stems, self._analyzer = frozenset(stems), analyzer
        begun = [found for stem in stems for found in without_particle(stem)]
        self.rests = {rest for _, rest in begun}
        # Other particles make no word that is asked for: most verbs need not be joined to know.
        self._bits = {number: bit_of(number) for number, _ in begun}

    def may_be(self, word: str) -> bool:
        """Tell whether a word is one of them but for a particle."""
        bits = self._analyzer.particles[word]
        wholes = (whole_form(word, number) for number, bit in self._bits.items() if bits & bit)
        return any(map(self._asked, wholes))

    def in_text(self, text: str) -> Iterator[VerbApart]:
        """Yield those that a text has."""
        for place in separated(text, self._analyzer.particles.__getitem__):
            if stems := self._asked(place.word):
                yield VerbApart(place, stems)

    def _asked(self, word: str) -> tuple[str, ...]:
        of_word = self._analyzer.spelling[word].stem
        return tuple(stem for stem in of_word if stem in self._stems)
