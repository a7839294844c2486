"""What an index knows about words beyond rules: lemmas of irregular forms, parts of compounds.

In: the words of a corpus with their numbers, once for each full build; later the arrays that were
kept with the index.  Out: stems and parts of words.
An index keeps the vocabulary it was built with, so that its words never change their meaning
without being indexed anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.analysis.compounds import CompoundModel, Part, Split, verb_apart
from search.analysis.dictionary import dictionary_arrays, under
from search.analysis.fronts import fronts_of
from search.analysis.lemmas import Lemmas
from search.analysis.particle_verbs import SeparableVerbs
from search.analysis.stems import stems, stems_of_all
from search.errors import IndexDamagedError

if TYPE_CHECKING:
    from search.analysis.compounds.batch import BatchSplitter
    from search.analysis.compounds.counts import Frequency

Arrays = Mapping[str, npt.NDArray[Any]]
# Lower-case word → its parts; one part for a word that is never split.
Overrides = Mapping[str, tuple[str, ...]]
NO_OVERRIDES: Overrides = MappingProxyType({})
# With fewer different words a corpus tells no more about compounds than the dictionary does.
LEARN_FROM = 5_000
LOAD_FROM = 20_000
# Kept with every vocabulary; an index without it has other stems than are asked for.
_KEEPS_APART, _YES = "de-13", np.ones(1, np.uint8)
_LEARNED = ("lemmas", "compounds", "verbs")


class Vocabulary:
    """Knows lemmas and compounds; where it knows nothing, spelling rules alone hold."""

    def __init__(
        self,
        lemmas: Lemmas | None = None,
        compounds: CompoundModel | None = None,
        verbs: SeparableVerbs | None = None,
    ) -> None:
        """Put together what is known; `verbs`: those that part from their particle."""
        self._lemmas, self._compounds, self._verbs = lemmas, compounds, verbs

    @classmethod
    def learn(
        cls, counts: Frequency, overrides: Overrides = NO_OVERRIDES, folder: Path | None = None
    ) -> Vocabulary:
        """Learn from the words of a corpus as written and how often each occurs.

        Args:
            overrides: the user's own words; they overrule what is learned.
            folder: where what is counted may wait, see `on_disk.py`.
        """
        known = cls.of_dictionary()
        if len(counts) < LEARN_FROM:
            compounds = known._compounds.with_overrides(overrides) if known._compounds else None
            return cls(known._lemmas, compounds, known._verbs)
        # Imported here: a query must not pay for it.
        from search.analysis.compounds.learning import learn_compounds

        compounds = learn_compounds(counts, overrides, folder, known._compounds)
        return cls(known._lemmas, compounds, known._verbs)

    @classmethod
    def of_dictionary(cls) -> Vocabulary:
        """Return what is known before any corpus; the lemmas are those of every vocabulary."""
        return cls._of(dictionary_arrays())

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Vocabulary:
        """Return the vocabulary that `arrays` described; the arrays may be mapped.

        Raises: IndexDamagedError if an earlier version than "de-13" kept them.
        """
        if _KEEPS_APART not in arrays:
            raise IndexDamagedError(
                "its words have stems of an older version; `fundstelle index --full` builds it "
                "anew from the stored articles"
            )
        return cls._of(arrays)

    @classmethod
    def _of(cls, arrays: Arrays) -> Vocabulary:
        lemmas, compounds, verbs = (under(f"{name}/", arrays) for name in _LEARNED)
        return cls(
            Lemmas.from_arrays(lemmas) if lemmas else None,
            CompoundModel.from_arrays(compounds) if compounds else None,
            SeparableVerbs(verbs) if verbs else None,
        )

    def arrays(self) -> Arrays:
        """Return what has to be kept with an index, by name."""
        found = {_KEEPS_APART: _YES}
        learned = zip(_LEARNED, (self._lemmas, self._compounds, self._verbs), strict=True)
        for name, part in learned:
            arrays = part.arrays() if part else {}
            found |= {f"{name}/{of}": values for of, values in arrays.items()}
        return found

    def heat(self) -> None:
        """Make lemmas quick to look up: pays from LOAD_FROM words on."""
        if self._lemmas:
            self._lemmas.heat()

    def warm(self) -> None:
        """Make all quick to look up, for one word at a time: a sixth of a second, 3 MB."""
        self.heat()
        if self._compounds:
            self._compounds.heat()

    def cool(self) -> None:
        """Forget what `heat` has made."""
        if self._lemmas:
            self._lemmas.cool()

    def loaded(self) -> Vocabulary:
        """Return the same in memory: a quarter of a second that pays from LOAD_FROM words on."""
        return Vocabulary(
            self._lemmas.heat() if self._lemmas else None,
            self._compounds.loaded() if self._compounds else None,
            self._verbs,
        )

    def stems(self, exact: str, *, capital: bool, folded: str | None = None) -> tuple[str, ...]:
        """Return the stem of a word's spelling and, if another, that of its lemma."""
        return stems(exact, self._lemmas, capital=capital, folded=folded)

    def stems_of_all(
        self, exacts: Sequence[str], *, capitals: Sequence[bool], folded: Sequence[str]
    ) -> list[tuple[str, ...]]:
        """Return the same of many words, each with `fold_variants` of it."""
        if self._lemmas is not None:
            return stems_of_all(exacts, self._lemmas, capitals=capitals, folded=folded)
        rows = zip(exacts, capitals, folded, strict=True)
        return [self.stems(exact, capital=capital, folded=word) for exact, capital, word in rows]

    def particles(self, word: str) -> int:
        """Return what `SeparableVerbs.particles` says of a word, 0 if it is no such verb."""
        return self._verbs.particles(word) if self._verbs else 0

    def fronts(self, stem: str) -> set[bytes]:
        """Return how the words that are analysed to a stem may begin."""
        return fronts_of(stem, self._lemmas)

    def split(self, word: str) -> Split:
        """Return the parts of a word, in order; a word that is no compound has one."""
        if self._compounds is None:
            return Split(word, (Part(word, 0, len(word)),), "")
        return self._compounds.split(word)

    def parts(self, word: str) -> tuple[Part, ...]:
        """Return the parts of `split` alone, in half the time."""
        if self._compounds is None:
            return (Part(word, 0, len(word)),)
        return self._compounds.parts(word)

    def knows(self, low: str) -> bool:
        """Tell whether a lower-case word is one of those that compounds are learned from."""
        return self._compounds is not None and self._compounds.facts(low) > 0

    def verb_apart(self, low: str) -> tuple[str, ...]:
        """Return the two words that a lower-case verb may be written as: "kennen", "lernen"."""
        return verb_apart(low, self._compounds.facts) if self._compounds else ()

    def batch(self) -> BatchSplitter | None:
        """Return what splits many words at a time, None if no compounds are known."""
        # Imported here: a query must not pay for it.
        from search.analysis.compounds.batch import BatchSplitter

        return BatchSplitter(self._compounds) if self._compounds else None


def overrides_version(overrides: Overrides) -> str:
    """Return what tells one set of the user's words from another."""
    text = "\n".join(f"{word}={'|'.join(parts)}" for word, parts in sorted(overrides.items()))
    return f"words-{zlib.crc32(text.encode()):08x}" if overrides else ""
