"""Cut many texts at once into chunks: stretches outside of which no token of theirs can be.

In: UTF-8 text as bytes.  Out: offsets of chunks, in order; the tokens of a chunk, and the chains
among them, are the same whether it stands alone or in its text. So a word that comes ten thousand
times goes through the regular expression of `tokens.py` once.

A chunk is what lies between two bytes that are no part of any token. The marks that may stand
inside a token or a chain (":", "-", …) are part of a chunk only between two characters that are
none, and "/-" as in "Lehrer/-innen". Beyond ASCII all is taken for part of a word but for the signs
of two blocks where German puts its quotation marks, dashes and spaces: to cut less than one could
is never wrong, because the regular expression has the last word.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from search.analysis.tokens import SIGNS
from search.system.arrays import Array

# What a token ("Lehrer:innen", "geht's", "3,5") or a chain ("E-Mail") can have inside.
_ASCII_MARKS = frozenset(":*_/'.,-")
_WIDE_MARKS = frozenset("·•’\u2010\u2011§")
# Tokens of their own; "€" lies outside of the blocks of signs.
_ASCII_SIGNS = frozenset(sign for sign in SIGNS if sign.isascii())
_CORE, _MARK, _SLASH, _HYPHEN = 1, 2, 4, 8
# Blocks of signs: the bytes before the last, and the code point of their first character.
_SIGNS = ((b"\xc2", 0x80), (b"\xe2\x80", 0x2000))


class Chunks(NamedTuple):
    """Offsets of the chunks of a text: of the first byte and of the byte behind the last."""

    starts: Array
    ends: Array


def chunks_of(data: bytes) -> Chunks:
    """Return the chunks of UTF-8 text."""
    kinds = np.frombuffer(bytearray(b"\0\0" + data.translate(_kinds()) + b"\0\0"), np.uint8)
    padded = kinds[2:-2]
    codes = np.frombuffer(data, np.uint8)
    for lead, first in _SIGNS:
        _blank_signs(codes, padded, lead, _blanks(first))
    core = kinds & _CORE
    inside = core.copy()
    inside[1:-1] |= (kinds[1:-1] >> 1) & core[:-2] & core[2:]
    pairs = ((kinds[1:-2] & _SLASH) != 0) & ((kinds[2:-1] & _HYPHEN) != 0)
    at = np.flatnonzero(pairs) + 1
    at = at[(core[at - 1] & core[np.minimum(at + 2, len(core) - 1)]) != 0]
    inside[at] = inside[at + 1] = 1
    inside = inside[1:-1]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return Chunks(edges[::2], edges[1::2])


def _blank_signs(codes: Array, kinds: Array, lead: bytes, blanks: Array) -> None:
    """Take the signs of a block, all but those that stand in tokens, for spaces."""
    wide = len(lead)
    at = np.flatnonzero(codes == lead[0])
    at = at[at < len(codes) - wide]
    for place in range(1, wide):
        at = at[codes[at + place] == lead[place]]
    at = at[blanks[codes[at + wide] & 0x3F]]
    for place in range(wide + 1):
        kinds[at + place] = 0


@cache
def _kinds() -> bytes:
    """Return what each byte is."""
    kinds = bytearray(256)
    for code in range(128):
        letter = chr(code)
        core = letter.isalnum() or letter in _ASCII_SIGNS
        kinds[code] = _CORE if core else _MARK if letter in _ASCII_MARKS else 0
    kinds[ord("/")] |= _SLASH
    kinds[ord("-")] |= _HYPHEN
    kinds[128:] = bytes([_CORE]) * 128
    return bytes(kinds)


@cache
def _blanks(first: int) -> Array:
    """Return which of the 64 characters from `first` on are in no token."""
    letters = [chr(code) for code in range(first, first + 64)]
    return np.array([not letter.isalnum() and letter not in _WIDE_MARKS for letter in letters])
