"""Break a text into word shingles and facts, as hashes: what two copies of one text share.

In: the running text of an article.  Out: hashes of all runs of four words, and of its facts
(numbers, days, months) with the words around them.
Everything is done on the text's code points in numpy; a loop over words took five times as long.
Hashes are the same in every process and on every machine: they are kept in the article store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.models import Article

Hashes = npt.NDArray[np.uint64]

# Runs of three words are often phrases of the trade ("nach Angaben der"); of five too few outlive
# an editor: with one word in twenty replaced .77 of them, of four .81.
SHINGLE_WORDS = 4
# Bytes of texts hashed at once: their arrays fit a processor's cache. With four times as many it
# takes no less time, and tables of 4 MB stay.
_AT_ONCE = 1 << 16
# Words that tell one report of a series from the next: weather, lots, courses of shares.
_FACT_WORDS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz"
    " april mai juni juli august september oktober november dezember zwei drei vier fünf sechs"
    " sieben acht neun zehn elf zwölf"
).split()


class Shingles(NamedTuple):
    """A text as hashes. `words`: their number; `hashes`: of its shingles, ascending, distinct.

    `frames`: of the words around each fact, `values`: of frame and fact, in the order of the text.
    """

    words: int
    hashes: Hashes
    frames: Hashes
    values: Hashes


def text_of(article: Article) -> str:
    """Return what is compared: paragraphs alone, because papers write their own headings."""
    return "\n".join(p for section in article.sections for p in section.paragraphs)


def shingle_hashes(texts: Iterable[str]) -> Iterator[tuple[int, Hashes]]:
    """Yield of each text the number of words, and what `Shingles.hashes` holds.

    Some dozen texts at a time: most of the calls for one are as long for all of them.
    """
    some: list[bytes] = []
    size = 0
    for text in texts:
        some.append(_encoded(text))
        size += len(some[-1])
        if size > _AT_ONCE:
            yield from _hashes_of(some)
            some, size = [], 0
    if some:
        yield from _hashes_of(some)


def _hashes_of(texts: Sequence[bytes]) -> Iterator[tuple[int, Hashes]]:
    """Yield the same of texts in UTF-16."""
    words, first = _word_hashes(np.frombuffer(b"\0\0".join(texts), "<u2"))
    ends = np.cumsum([len(text) // 2 + 1 for text in texts])
    borders = [0, *first.searchsorted(ends).tolist()]
    runs, is_first = _runs(words), np.zeros(len(words), bool)
    for start, stop in pairwise(borders):
        if (end := stop - SHINGLE_WORDS + 1) > start:
            runs[start:end].sort()
            is_first[start] = True
            is_first[start + 1 : end] = runs[start + 1 : end] != runs[start : end - 1]
    distinct = runs[is_first[: len(runs)]]
    places = np.concatenate(([0], np.cumsum(is_first)))[borders].tolist()
    for (start, stop), (head, tail) in zip(pairwise(borders), pairwise(places), strict=True):
        yield stop - start, distinct[head:tail]


def shingles_of(text: str) -> Shingles:
    """Break a text into shingles and facts; letter case and punctuation do not count."""
    codes = _codes(text)
    words, first = _word_hashes(codes)
    count = len(words)
    if count < SHINGLE_WORDS:
        none = np.empty(0, np.uint64)
        return Shingles(count, none, none, none)
    known = _fact_hashes()
    is_fact = known[known.searchsorted(words) % len(known)] == words
    at = _classes()[1].take(codes).nonzero()[0]
    is_fact[first.searchsorted(at, side="right") - 1] = True
    around = np.zeros(count + 2, np.uint64)
    around[1:-1] = words
    places = is_fact.nonzero()[0]
    around[places + 1] = 0
    frames = _mixed(around[places] * _ODD + around[places + 2])
    hashes = _distinct(_runs(words))
    return Shingles(count, hashes, frames, _mixed(frames * _ODD + words[places]))


_ODD = np.uint64(0x9E3779B97F4A7C15)
_BASE = 0x100000001B3
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)
_INVERSE = pow(_BASE, -1, 1 << 64)


def _mixed(values: Hashes) -> Hashes:
    """Return numbers in which every bit depends on all bits (splitmix64)."""
    values = values ^ (values >> _30)
    values *= _FIRST
    values ^= values >> _27
    values *= _SECOND
    values ^= values >> _31
    return values


def _distinct(values: Hashes) -> Hashes:
    """Return numbers, which it sorts, each once; np.unique hashes first, which takes longer."""
    values.sort()
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]


def _runs(words: Hashes) -> Hashes:
    """Return the hashes of all runs of words."""
    rows = len(words) - SHINGLE_WORDS + 1
    if rows < 1:
        return np.empty(0, np.uint64)
    runs = words[:rows] * _ODD
    for place in range(1, SHINGLE_WORDS):
        runs += words[place : place + rows]
        if place + 1 < SHINGLE_WORDS:
            runs *= _ODD
    return _mixed(runs)


def _encoded(text: str) -> bytes:
    """Return a text in UTF-16; halves of letters beyond the first plane are no letters."""
    return text.replace("ß", "ss").replace("ẞ", "ss").encode("utf-16-le", "surrogatepass")


def _codes(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(_encoded(text), "<u2")


def _word_hashes(codes: npt.NDArray[np.uint16]) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """Return a hash for every word, and where it begins."""
    # `take` is three times as fast as an index in brackets.
    letters = _classes()[0].take(codes)
    inside = letters != 0
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    first = starts.nonzero()[0]
    if not len(first):
        return np.empty(0, np.uint64), first
    # Letters count by their place in the text; times the inverse, by their place in the word. What
    # is no letter counts nothing.
    powers, inverses = _powers(len(codes).bit_length())
    # Sums from the beginning, modulo 2**64, and their differences: half of what reduceat takes.
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.multiply(letters, powers[: len(codes)], out=sums[1:]).cumsum(out=sums[1:])
    ends = np.append(first[1:], len(codes))
    return _mixed((sums.take(ends) - sums.take(first)) * inverses.take(first)), first


@cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """Return 2**bits powers of the base, and of its inverse, modulo 2**64."""
    size = 1 << bits
    return (
        np.multiply.accumulate(np.full(size, _BASE, np.uint64)),
        np.multiply.accumulate(np.full(size, _INVERSE, np.uint64)),
    )


@cache
def _classes() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """Return each code point in lower case, 0 if it is no letter or digit; whether a digit."""
    points = range(1 << 16)
    lower = np.fromiter(map(_lower, points), np.uint16, len(points))
    return lower, np.fromiter((chr(code).isdigit() for code in points), bool, len(points))


def _lower(code: int) -> int:
    letter = chr(code)
    if not letter.isalnum():
        return 0
    lower = letter.casefold()
    return ord(lower) if len(lower) == 1 else code


@cache
def _fact_hashes() -> Hashes:
    return np.sort(_word_hashes(_codes(" ".join(_FACT_WORDS)))[0])
