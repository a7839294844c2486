"""Rule out the words of a text that a query cannot match, without analysing them.

In: the coarse letters of a text; fronts (`fronts.py`) of wanted words or parts of words.  Out: the
places of a few words to look at: of the 2,300 words of a page some 20.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.analysis.coarse import BITS, BLANK, FRONT, LOST, ROW, Letters
from search.system.arrays import Array


class Sieve:
    """Lets through what begins with one of some fronts.

    `letters`: coarse letters of words that are nothing more: as a front, that of the "E" of
    "E-Mail" would let every eighth word of a page through.
    """

    def __init__(self, fronts: Iterable[bytes], letters: Iterable[bytes] = ()) -> None:
        self._fronts = tuple(set(fronts))
        self._letters = np.zeros(1 << BITS, bool)
        self._letters[[letter[0] for letter in letters]] = True
        # What an array can tell: the first letters.
        rows = np.zeros((1 << BITS,) * ROW, bool)
        for front in self._fronts:
            rows[tuple(front[:ROW])] = True
        self._rows = rows.ravel()

    @classmethod
    def of_parts(cls, fronts: Iterable[bytes]) -> Sieve:
        """Return one for parts within words: there a letter at the beginning may be lost."""
        found = set(fronts)
        lost = {front[1:] for front in found if len(front) == FRONT and front[0] in LOST}
        return cls(found | lost)

    def words(self, text: Letters) -> Array:
        """Return the places in a text of words that begin so, or may."""
        through = self._rows.take(text.rows.take(text.starts))
        begun = self._places(text, text.starts[through])
        return np.concatenate([text.unsure, begun, self._alone(text)])

    def _alone(self, text: Letters) -> Array:
        """Return the places of words that are one of the letters: the next is not beside it, or was
        lost.
        """
        first = text.starts[self._letters.take(text.codes.take(text.starts))]
        places, after = text.places.take(first), first + 1
        apart = text.places.take(after) > places + 1
        found: Array = places[apart | (text.codes.take(after) == BLANK)]
        return found

    def parts(self, text: Letters) -> Array:
        """Return the places in a text where something begins so, within a word or not."""
        return self._places(text, self._rows.take(text.rows).nonzero()[0])

    def _places(self, text: Letters, doubtful: Array) -> Array:
        begins, fronts = text.codes.tobytes().startswith, self._fronts
        found = [row for row in doubtful.tolist() if begins(fronts, row)]
        return text.places[np.array(found, np.intp)]
