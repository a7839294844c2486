"""Rule out the words of a text that a query cannot match, without analysing them.

In: the coarse letters of a text; how wanted words begin, and parts of words.  Out: the places of a
few words to look at: of the 2,300 words of a page some 20.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from search.analysis.coarse import BITS, FRONT, Codes, Letters, coarse
from search.analysis.normalize import fold_umlauts
from search.arrays import Array

# Letters that tell where a part of a word may begin.
TELLING = FRONT - 1
_SHAPE = (1 << BITS,) * TELLING
# Spreads the fourth letter over the bits of the three before it.
_SPREAD = 0x421


def telling_letters(part: str) -> list[str]:
    """Return rows of letters (`fold_umlauts`) of which each word with a part, its stem, holds one.

    An "e" is lost behind a vowel: "Autoelektrik".
    """
    letters = fold_umlauts(part)
    lost = letters.startswith("e") and len(letters) > TELLING
    return [letters[:TELLING], letters[1 : TELLING + 1]] if lost else [letters[:TELLING]]


class Sieve:
    """Lets words through by the fronts of whole words and by the letters that tell of parts."""

    def __init__(self, fronts: Iterable[bytes], telling: Iterable[str] = ()) -> None:
        self._short, self._whole = np.zeros(_SHAPE, bool), np.zeros(1 << BITS * TELLING, bool)
        for front in fronts:
            if len(front) < FRONT:
                self._short[tuple(front)] = True
            else:
                row = np.frombuffer(front, np.uint8)
                self._whole[_mixed(_rows(row)[:1], row[TELLING:])] = True
        parts = np.zeros(_SHAPE, bool)
        for letters in map(coarse, telling):
            parts[tuple(letters)] = True
        self._parts: npt.NDArray[np.bool_] | None = parts if parts.any() else None

    def places(self, text: Letters) -> Array:
        """Return the places in the text of words that are let through, in no order."""
        rows = _rows(text.codes)
        begun = rows.take(text.starts)
        through = self._short.ravel().take(begun)
        through |= self._whole.take(_mixed(begun, text.codes.take(text.starts + TELLING)))
        found = [text.unsure, text.places.take(text.starts[through])]
        if self._parts is not None:
            found.append(text.places.take(self._parts.ravel().take(rows).nonzero()[0]))
        return np.concatenate(found)


def _rows(codes: Codes) -> Array:
    """Return a number for each letter with the two behind it, shape (letters - 2,)."""
    wide = codes.astype(np.uint16)
    rows: Array = wide[:-2] << 2 * BITS | wide[1:-1] << BITS | wide[2:]
    return rows


def _mixed(rows: Array, last: Codes) -> Array:
    """Return a number of no more bits for each row with a fourth letter."""
    mixed: Array = rows ^ last.astype(np.uint16) * _SPREAD
    return mixed
