"""Coarse letters: inflection and spelling rules leave them as they are, so forms begin alike.

In: NFC text.  Out: its coarse letters as numbers of 5 bits, each with its place in the text.
    one for a letter in upper and lower case and with an accent, for an umlaut, its spelling in two
    letters and its plain letter ("Ärzte", "Aerzte", "Arzt")
    one for b, p and f ("Albtraum", "Photo"), for c, k and z, for i, j and y; digits share letters'
    a letter that is repeated counts once ("Masse", "Maße"), a mark between letters not at all
What follows a letter does not change it, so the coarse letters of "Hau" begin those of "Haus".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array

BITS = 5
# Letters that are looked at where a word begins.
FRONT = 4

# Between words; a letter of another script, which may be any; a mark that does not count.
BLANK, _RARE, _MARK = 0, 1, 31
_LETTERS = "abcdeghilmnoqrstuvwx§"
_SAME = str.maketrans("pfkzjy0123456789", "bbcciiddgghhllmm")
_UNTAKEN = {
    "ß": "s",
    "ø": "o",
    "å": "a",
    "æ": "a",
    "œ": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
}
# Up to the signs of currencies; what comes after the Latin letters is rare but for these marks.
_LATIN, _KNOWN = 0x250, 0x20D0
_MARKS = (slice(0x2000, 0x2070), slice(0x20A0, _KNOWN))

Codes = npt.NDArray[np.uint8]


def _code(letter: str) -> int:
    return _LETTERS.find(letter) + 2


_E = _code("e")
_BEFORE_E = np.zeros(1 << BITS, bool)
_BEFORE_E[[*map(_code, "aou")]] = True


@cache
def _table() -> Codes:
    """Return the coarse letter of each code point; that of all beyond is the last."""
    table = np.full(_KNOWN + 1, _RARE, np.uint8)
    table[:_LATIN] = _MARK
    for marks in _MARKS:
        table[marks] = _MARK
    table[ord(" ")] = BLANK
    for code in range(_LATIN):
        letter = chr(code)
        if letter.isalnum() or letter == "§":
            low = _UNTAKEN.get(letter.lower(), letter.lower())
            plain = [x for x in unicodedata.normalize("NFKD", low) if not unicodedata.combining(x)]
            known = _LETTERS.find(plain[0].translate(_SAME)) if len(plain) == 1 else -1
            table[code] = known + 2 if known >= 0 else _RARE
    return table


class Letters(NamedTuple):
    """A text in coarse letters, with blanks to the number of FRONT - 1 at its end.

    codes: BLANK between words; places: where each stands in the text; starts: the rows of both
    where a word may begin; unsure: places in the text of letters whose word may be any.
    """

    codes: Codes
    places: Array
    starts: Array
    unsure: Array

    @classmethod
    def of(cls, text: str) -> Letters:
        """Return a text in coarse letters."""
        padded = (text + " " * (FRONT - 1)).encode("utf-32-le", "surrogatepass")
        codes = _table().take(np.frombuffer(padded, np.uint32), mode="clip")
        counted = codes != _MARK
        begins = counted & (codes != BLANK)
        begins[1:] &= ~begins[:-1]
        places = counted.nonzero()[0]
        codes, begins = codes.take(places), begins.take(places)
        last, this = codes[:-1], codes[1:]
        again = np.zeros(len(codes), bool)
        again[1:] = (this == last) & (this > _RARE) | (this == _E) & _BEFORE_E.take(last)
        # A word may begin with what is left out: behind a hyphen ("Hilfe-Erlass").
        unsure = places[again & begins | (codes == _RARE)]
        kept = (~again).nonzero()[0]
        return cls(codes.take(kept), places.take(kept), begins.take(kept).nonzero()[0], unsure)


def coarse_all(words: Iterable[str]) -> list[bytes]:
    """Return the coarse letters of each word, a byte each; a blank within one does not count."""
    row = " ".join([word.replace(" ", "-") for word in words])
    return bytes(Letters.of(row).codes[: 1 - FRONT]).split(bytes([BLANK]))


def coarse(word: str) -> bytes:
    """Return the coarse letters of one word, a byte each."""
    return coarse_all([word])[0]


def follow(letters: bytes, more: bytes) -> bytes:
    """Return the coarse letters of a word and of what is written behind it."""
    again = more[:1] == letters[-1:] or (more[0] == _E and bool(_BEFORE_E[letters[-1]]))
    return letters + more[again:]
