"""What stands between blanks in the texts that are shown, and which of it a query may match.

In: pieces of texts; terms and beginnings of parts that are wanted.  Out: a few pieces to look at.
Of the 2,300 pieces of a page some 13 match. A piece that was met before has a number, and its terms
and all three letters in a row have bits in arrays, so that most are ruled out without being read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array

# Of a term 16 bits are kept: of 1,000 pieces one is looked at in vain. 0 stands for no term.
_HASHES = 1 << 16
# Few pieces have more terms; such a one is never ruled out.
_TERMS, _MANY = 6, 1
# Letters that tell where a part of a word may begin, and 64 times so many bits for them: a word has
# five such rows, a query wants six of them.
TELLING_LETTERS = 3
_WORDS = 4

_any = np.logical_or.reduce
BoolArray = npt.NDArray[np.bool_]


class Sieve(NamedTuple):
    """What is wanted: terms by their hash, shape (_HASHES,); beginnings, shape (_WORDS,)."""

    terms: BoolArray
    letters: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, terms: Iterable[str], beginnings: Iterable[str] = ()) -> Sieve:
        """Return the sieve of some terms, and of letters with which parts of words begin."""
        table = np.zeros(_HASHES, bool)
        table[[_MANY, *map(_hash, terms)]] = True
        wanted = tuple(beginnings)
        short = any(len(letters) < TELLING_LETTERS for letters in wanted)
        return cls(table, ~_bits(()) if short else _bits(wanted))


class ShownPieces:
    """All pieces met so far; threads share it, and nothing of it is forgotten.

    `look_at` returns what is looked for in a piece: the letters of its words, and its terms.
    """

    def __init__(self, look_at: Callable[[str], tuple[str, Iterable[str]]]) -> None:
        self._look_at, self._lock = look_at, Lock()
        self._numbers = _Numbers(self._learn)
        self.letters: list[str] = []
        # A column for each piece.
        self._lengths: Array = np.zeros(0, np.int32)
        self._terms: Array = np.zeros((_TERMS, 0), np.uint16)
        self._bits: Array = np.zeros((_WORDS, 0), np.uint64)

    def __len__(self) -> int:
        return len(self.letters)

    def numbers(self, pieces: Sequence[str]) -> Array:
        """Return the number of each piece."""
        return np.fromiter(map(self._numbers.__getitem__, pieces), np.int32, len(pieces))

    def lengths(self, numbers: Array) -> Array:
        """Return the number of characters of each piece."""
        return self._lengths[numbers]

    def having(self, numbers: Array, sieve: Sieve) -> tuple[BoolArray, BoolArray]:
        """Return which pieces may have a wanted term, and which the letters of a part."""
        # To `take` is twice as quick as to index, and to go down columns five times.
        terms: BoolArray = _any(sieve.terms.take(self._terms.take(numbers, axis=1)), axis=0)
        bits = self._bits.take(numbers, axis=1) & sieve.letters[:, None]
        letters: BoolArray = _any(bits, axis=0)
        return terms, letters

    def _learn(self, piece: str) -> int:
        letters, terms = self._look_at(piece)
        hashes = [*map(_hash, terms)]
        last = max(0, len(letters) - TELLING_LETTERS)
        rows = [letters[at : at + TELLING_LETTERS] for at in range(last + 1)]
        with self._lock:
            if piece in self._numbers:
                return self._numbers[piece]
            number = len(self.letters)
            if number == len(self._lengths):
                of_all = self._lengths, self._terms, self._bits
                self._lengths, self._terms, self._bits = map(_longer, of_all)
            self._lengths[number] = len(piece)
            self._terms[: len(hashes), number] = hashes if len(hashes) <= _TERMS else _MANY
            self._bits[:, number] = _bits(rows)
            self.letters.append(letters)
            self._numbers[piece] = number
        return number


class _Numbers(dict[str, int]):
    """The numbers of pieces; a piece not met before is learnt."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        self._learn = learn

    def __missing__(self, piece: str) -> int:
        return self._learn(piece)


def _hash(term: str) -> int:
    return _MANY + 1 + hash(term) % (_HASHES - _MANY - 1)


def _bits(rows: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Return the bits of some rows of three letters, shape (_WORDS,)."""
    bits = [0] * _WORDS
    for letters in rows:
        place = hash(letters) % (64 * _WORDS)
        bits[place // 64] |= 1 << place % 64
    return np.array(bits, np.uint64)


def _longer(array: Array) -> Array:
    more = max(1024, array.shape[-1])
    longer: Array = np.concatenate([array, np.zeros((*array.shape[:-1], more), array.dtype)], -1)
    return longer
