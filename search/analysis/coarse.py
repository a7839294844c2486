"""Coarse letters: inflection and spelling rules leave them as they are, so forms begin alike.

In: NFC text.  Out: its coarse letters as numbers of 5 bits, each with its place in the text.
    one for a letter in upper and lower case and with an accent, for an umlaut, its spelling in two
    letters and its plain letter ("Ärzte", "Aerzte", "Arzt")
    one for b, p and f ("Albtraum", "Photo"), for c, k and z, for i, j and y; digits share letters'
    a letter that is repeated counts once ("Masse", "Maße"), a mark between letters not at all, nor
    the "h" of "ph"
What follows a letter does not change it, so the coarse letters of "Hau" begin those of "Haus".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.tokens import SIGNS
from search.system.arrays import Array

BITS = 5
# Letters that are looked at where a word begins (kept with the lemmas: a change makes their table
# another version); those of a row, which arrays look at.
FRONT, ROW = 5, 3

# Between words; a letter of another script, which may be any; a mark that does not count.
BLANK, _RARE, _MARK = 0, 1, 31
_LETTERS = "abcdeghilmnoqrstuvwx§"
# Signs that are read as words share the last.
_SAME = str.maketrans("pfkzjy0123456789" + SIGNS, "bbcciiddgghhllmm" + "§" * len(SIGNS))
_UNTAKEN = dict(zip("ßøåæœłđðı", "soaaolddi", strict=True))
# Latin letters with ẞ, and small digits; marks; all else and what comes after is rare.
_LATIN = (range(0x250), range(0x1E00, 0x1F00), range(0x2080, 0x208A), tuple(map(ord, SIGNS)))
_MARKS = (slice(0x250), slice(0x2000, 0x2070), slice(0x20A0, 0x20D0))
_KNOWN = 0x20D0

Codes = npt.NDArray[np.uint8]


def _code(letter: str) -> int:
    return _LETTERS.find(letter) + 2


# Lost behind another: an "e" that may be half of an umlaut, an "h" that may be half of an "f".
_LOST = np.full(1 << BITS, _MARK, np.uint8)
_LOST[[*map(_code, "aou")]] = _code("e")
_LOST[_code("b")] = _code("h")
LOST = frozenset(map(_code, "eh"))
_MAY_BE_LOST = np.isin(np.arange(1 << BITS), list(LOST))


@cache
def _table() -> Codes:
    """Return the coarse letter of each code point; that of all beyond is the last."""
    table = np.full(_KNOWN + 1, _RARE, np.uint8)
    for marks in _MARKS:
        table[marks] = _MARK
    table[ord(" ")] = BLANK
    for code in chain.from_iterable(_LATIN):
        letter = chr(code)
        if letter.isalnum() or letter in SIGNS:
            low = _UNTAKEN.get(letter.lower(), letter.lower())
            plain = [x for x in unicodedata.normalize("NFKD", low) if not unicodedata.combining(x)]
            known = _LETTERS.find(plain[0].translate(_SAME)) if len(plain) == 1 else -1
            table[code] = known + 2 if known >= 0 else _RARE
    return table


class Letters(NamedTuple):
    """A text in coarse letters, with ROW - 1 blanks at its end.

    codes: BLANK between words; places: where each stands in the text; starts: the rows of both
    where a word may begin; unsure: places in the text of letters whose word may be any; rows: a
    number for each letter with those behind it, shape (letters - ROW + 1,).
    """

    codes: Codes
    places: Array
    starts: Array
    unsure: Array
    rows: Array

    @classmethod
    def of(cls, text: str) -> Letters:
        """Return a text in coarse letters."""
        padded = (text + " " * (ROW - 1)).encode("utf-32-le", "surrogatepass")
        codes = _table().take(np.frombuffer(padded, np.uint32), mode="clip")
        counted = codes != _MARK
        begins = counted & (codes != BLANK)
        begins[1:] &= ~begins[:-1]
        places = counted.nonzero()[0]
        codes, begins = codes.take(places), begins.take(places)
        last, this = codes[:-1], codes[1:]
        again = np.zeros(len(codes), bool)
        lost, same = this == _LOST.take(last), this == last
        again[1:] = same & (this > _RARE) | lost
        # Behind a hyphen a word may begin with what is left out: if repeated, the letter before
        # stands for it ("Corona-App"), unless that may be lost, too, and if lost the word may be
        # any ("Auto-Ersatz").
        lost |= same & _MAY_BE_LOST.take(this)
        unsure = places[codes == _RARE]
        unsure = np.concatenate([unsure, places[1:][lost & begins[1:]]])
        kept = (~again).nonzero()[0]
        starts = (np.cumsum(~again) - 1).take(begins.nonzero()[0])
        codes = codes.take(kept)
        wide = codes.astype(np.uint16)
        rows = wide[:-2] << 2 * BITS | wide[1:-1] << BITS | wide[2:]
        return cls(codes, places.take(kept), starts, unsure, rows)


def coarse_all(words: Iterable[str]) -> list[bytes]:
    """Return the coarse letters of each word, a byte each; a blank within one does not count."""
    row = [word.replace(" ", "-") for word in words]
    letters = bytes(Letters.of(" ".join(row)).codes[: 1 - ROW])
    return letters.split(bytes([BLANK])) if row else []


def coarse(word: str) -> bytes:
    """Return the coarse letters of one word, a byte each."""
    return coarse_all([word])[0]


def follow(letters: bytes, more: bytes) -> bytes:
    """Return the coarse letters of a word and of what is written behind it."""
    again = more[:1] in (letters[-1:], bytes([_LOST[letters[-1]]]))
    return letters + more[again:]
