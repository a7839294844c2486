"""Find verbs that stand apart from their particle: "lehnt die Studie ab" holds "ablehnt".

In: UTF-8 text, cut into chunks (`chunks.py`).  Out: the chunks of verb and particle, in pairs. In
the place of the verb the joined form is indexed as one more term, as the joined spelling of a chain
is (`joined.py`): so "ablehnen" finds what a main clause says.

German puts the particle at the end of the clause. A particle counts where something other than a
word follows it: a mark, or one of a few conjunctions. Its verb is the nearest before it, in the
same sentence, that can have it (`particle_verbs.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from search.analysis.chunks import Chunks, chunks_of
from search.analysis.dictionary import separable_verbs
from search.analysis.joined import told, words_and_spans
from search.analysis.particle_verbs import CAPITAL, PARTICLES, bit_of
from search.system.arrays import Array

# Chunks from a verb to its particle: more are one in some five hundred.
REACH = 24
# Words whose particles are kept.
ASKED = 10_000
# Kinds of chunks: particles from 1 on, words that may follow one that closes its clause.
_CONJUNCTION = -1
KINDS: Mapping[str, int] = {
    **{particle: number + 1 for number, particle in enumerate(PARTICLES)},
    **dict.fromkeys("und oder sowie aber doch als wie dass weil".split(), _CONJUNCTION),
}

_BLANK, _NEWLINE, _POINT = b" \n."
_WIDE = b"\xc2\xe2"  # how quotation marks and dashes begin
_BITS = np.array([bit_of(number) for number in range(len(PARTICLES))], np.uint64)
_IN_TABLE = np.arange(256)
_CLOSING = np.isin(_IN_TABLE, list(b".,;:!?)\"'" + _WIDE))
_CLOSING_BEHIND = np.isin(_IN_TABLE, list(b"-("))
_DASHES = ("–".encode(), "—".encode())  # quotation marks begin alike: "ein „Signal“" goes on
_STOP = np.isin(_IN_TABLE, list(b".!?:;"))
_DIGIT = np.isin(_IN_TABLE, list(b"0123456789"))
_UPPER = np.isin(_IN_TABLE, list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


class Pairs(NamedTuple):
    """Numbers of chunks, of a verb and its particle each, and which of PARTICLES that is."""

    verbs: Array
    particles: Array
    numbers: Array


def pairs_in(
    codes: Array, chunks: Chunks, kinds: Array, particles: Callable[[Array], Array]
) -> Pairs:
    """Return the verbs of a text that stand apart from their particle, in its order.

    Args:
        codes: the bytes of texts, with a line break between two.
        kinds: by chunk, of KINDS or 0, as int8.
        particles: by the numbers of chunks what `SeparableVerbs` says of them, as uint64.
    """
    at = np.flatnonzero(kinds > 0)
    text = _Text(codes, chunks, at)
    at = at[text.closes(kinds)]
    if not len(at):
        return Pairs(at, at, at)
    # A row for each particle: the chunks before it, the nearest first.
    first = text.first_of_blocks(at)[:, np.newaxis]
    places = at[:, np.newaxis] - np.arange(1, REACH + 2)
    stops = text.stop(np.maximum(places, 0)) | (places < first)
    places, begins, stops = places[:, :-1], stops[:, 1:], stops[:, :-1]
    of_verbs = particles(np.maximum(places, 0).ravel()).reshape(places.shape)
    may = (of_verbs & _BITS[kinds[at] - 1][:, np.newaxis]) != 0
    may &= (of_verbs < np.uint64(CAPITAL)) | begins
    may &= ~np.logical_or.accumulate(stops, axis=1)
    verbs = np.where(may.any(axis=1), places[np.arange(len(at)), may.argmax(axis=1)], -1)
    # A verb has one particle, the first that asks for it.
    taken, first = np.unique(verbs, return_index=True)
    verbs, at = taken[taken >= 0], at[first[taken >= 0]]
    return Pairs(verbs, at, kinds[at].astype(np.int64) - 1)


class _Text:
    """Texts and their particles: what stands behind them, and where their blocks begin."""

    def __init__(self, codes: Array, chunks: Chunks, particles: Array) -> None:
        self._codes, self._at = codes, particles
        self._starts, self._ends = chunks
        self._breaks = np.flatnonzero(codes == _NEWLINE)

    def closes(self, kinds: Array) -> Array:
        """Tell whether each particle closes its clause; not in "ab und zu", "nach wie vor"."""
        ends = self._ends[self._at]
        behind = self._breaks.searchsorted(ends)
        block_ends = np.append(self._breaks, len(self._codes))[behind]

        def follows(step: int) -> tuple[Array, Array]:
            place = np.minimum(self._at + step, len(kinds) - 1)
            here = (self._at + step < len(kinds)) & (self._starts[place] < block_ends)
            return here, np.where(here, kinds[place], 0)

        (more, one), (_, two) = follows(1), follows(2)
        after, next_after = (self._codes.take(ends + step, mode="clip") for step in (0, 1))
        goes_on = (one == _CONJUNCTION) & (two <= 0)
        blank = (after == _BLANK) & (_CLOSING_BEHIND[next_after] | self._dash(ends + 1) | goes_on)
        closed: Array = ~more | _CLOSING[after] | blank
        return closed

    def _dash(self, places: Array) -> Array:
        """Tell where a dash stands."""
        bytes_at = [self._codes.take(places + step, mode="clip") for step in range(3)]
        found = np.zeros(len(places), bool)
        for dash in _DASHES:
            found |= np.logical_and.reduce(
                [at == code for at, code in zip(bytes_at, dash, strict=True)]
            )
        return found

    def first_of_blocks(self, places: Array) -> Array:
        """Return the first chunk of the block of each."""
        block = self._breaks.searchsorted(self._starts[places])
        begins: Array = np.append(0, self._breaks)[block]
        return self._starts.searchsorted(begins)

    def stop(self, places: Array) -> Array:
        """Tell whether a sentence, or what stands for one, ends behind each chunk.

        "29. August", "z. B." and "Dr. Ohm" go on.
        """
        starts, ends = self._starts[places], self._ends[places]
        after = self._codes.take(ends, mode="clip")
        letters = ends - starts
        short = (letters == 1) | (letters == 2) & _UPPER[self._codes[starts]]
        goes_on = (after == _POINT) & (short | _DIGIT[self._codes[ends - 1]])
        stop: Array = _STOP[after] & ~goes_on
        return stop


class Separated(NamedTuple):
    """A verb apart from its particle: [start, end) characters of both, the form of the whole."""

    verb: tuple[int, int]
    particle: tuple[int, int]
    word: str


def separated(text: str, particles_of: Callable[[str], int]) -> Iterator[Separated]:
    """Yield the verbs of one text that stand apart from their particle.

    Args:
        particles_of: what `SeparableVerbs` says of a word.
    """
    data = text.encode("utf-8", "surrogatepass")
    chunks = chunks_of(data)
    borders = zip(chunks.starts.tolist(), chunks.ends.tolist(), strict=True)
    words = [data[start:end].decode("utf-8", "surrogatepass") for start, end in borders]
    kinds = np.array([KINDS.get(word, 0) for word in words], np.int8)

    def particles(places: Array) -> Array:
        some = (particles_of(words[place]) for place in places.tolist())
        return np.fromiter(some, np.uint64, len(places))

    def span(place: int) -> tuple[int, int]:
        start = len(data[: chunks.starts[place]].decode("utf-8", "surrogatepass"))
        return start, start + len(words[place])

    found = pairs_in(np.frombuffer(data, np.uint8), chunks, kinds, particles)
    for verb, particle, number in zip(*(column.tolist() for column in found), strict=True):
        yield Separated(span(verb), span(particle), whole_form(words[verb], number))


def whole_form(verb: str, number: int) -> str:
    """Return the form of the whole verb: "ablehnt" of "Lehnt" and the number of "ab"."""
    return PARTICLES[number] + verb.lower()


def indexed_words(blocks: Sequence[str]) -> list[list[str]]:
    """Return the words of each block as `words_of` does, where a verb that stands apart tells of
    the whole one too.
    """
    return [words for words, _ in indexed_words_and_spans(blocks, _particles_of)]


def indexed_words_and_spans(
    blocks: Sequence[str], particles_of: Callable[[str], int]
) -> list[tuple[list[str], list[tuple[int, int]]]]:
    """Return the same with the [start, end) offsets of each word in its block.

    Args:
        particles_of: what `SeparableVerbs` says of a word.
    """
    cut = [words_and_spans(block) for block in blocks]
    starts = list(accumulate((len(block) + 1 for block in blocks), initial=0))
    text = "\n".join(block.replace("\n", " ") for block in blocks)
    for verb, _, word in separated(text, particles_of):
        block = bisect_right(starts, verb[0]) - 1
        words, spans = cut[block]
        words[bisect_left(spans, (verb[0] - starts[block],))] += told(1, word)
    return cut


@lru_cache(ASKED)
def _particles_of(word: str) -> int:
    return separable_verbs().particles(word)


def of_row(texts: Sequence[str], particles_of: Callable[[str], int]) -> tuple[int, str] | None:
    """Return the place of a verb in a row of words whose last is its particle, and the whole."""
    number = KINDS.get(texts[-1].lower(), 0) - 1
    for place in range(len(texts) - 2 if number >= 0 else -1, -1, -1):
        text = texts[place].lower() if texts[place].isupper() else texts[place]
        bits = particles_of(text)
        if bits & bit_of(number) and (bits < CAPITAL or place == 0):
            return place, whole_form(text, number)
    return None
