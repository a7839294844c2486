"""Number the words of many texts at once.

In: blocks of text.  Out: the numbers of the words of each block; all words by number.
Blocks are cut into chunks (`chunks.py`), chunks are known by number (`interning.py`), and only a
chunk that was never seen is cut into words by the regular expression of the analyser. So the words
are those of `indexed_words`, at a hundredth of its time a word. Words are looked at together only
where a hyphen stands at the border of a chunk ("Haus- und Fachärzte", `shortened_tokens.py`), and
where a particle closes a clause ("lehnt … ab", `separated.py`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np

from search.analysis import chains_and_spans, separable_verbs, told
from search.analysis.chunks import chunks_of
from search.analysis.separated import KINDS, pairs_in, whole_form
from search.engines.embedded.segments.packing import targets
from search.engines.embedded.writing.interning import PADDING, Interned
from search.engines.embedded.writing.shortened_tokens import words_cut_short
from search.system.arrays import Array
from search.system.texts import Texts, cut

# Strings that are known by number take some 60 bytes each, more while their table grows.
FULL = 280_000
_CODING = ("utf-8", "surrogatepass")


class Numbered(NamedTuple):
    """Numbers of words in a row, and how many of them each block has."""

    words: Array
    counts: Array


class Numbering:
    """Surface form → its number, until it is full."""

    def __init__(self) -> None:
        # Twice the room: then few strings lie where another would, and it never grows.
        self._interned = Interned(2 * FULL)
        self._text, self._ends = bytearray(), array("Q")
        # By number of a string: that of the word it is, plus 1; the words that it has as a chunk.
        self._word: Array = np.zeros(0, np.uint32)
        self._first: Array = np.zeros(0, np.uint32)
        self._count: Array = np.zeros(0, np.int32)
        self._words_of_chunks: Array = np.zeros(0, np.uint32)
        # Words with what they tell of others, which are none that a chunk has; of verbs among them
        # by the number of the verb and the bit of its particle.
        self._with: dict[bytes, int] = {}
        self._whole: dict[tuple[int, int], int] = {}
        # By string, too: what a chunk is for `separated.py`, and the particles that it can have.
        self._kind: Array = np.zeros(0, np.int8)
        self._particles: Array = np.zeros(0, np.uint64)

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def is_full(self) -> bool:
        """Tell whether it should take no more texts, for the memory that it needs."""
        return self._interned.count + len(self._with) > FULL

    def texts(self) -> Texts:
        """Return the words by number."""
        return Texts(np.frombuffer(self._text, np.uint8), np.array(self._ends, np.uint32))

    def number(self, blocks: Sequence[str]) -> Numbered:
        """Number the words of blocks of text."""
        if not blocks:
            return Numbered(np.empty(0, np.uint32), np.empty(0, np.int64))
        text = "\n".join(blocks)
        if text.count("\n") >= len(blocks):  # no word reaches over a line break or a space
            text = "\n".join(block.replace("\n", " ") for block in blocks)
        data = text.encode(*_CODING)
        letters = np.frombuffer(data, np.uint8)
        chunks = chunks_of(data)
        strings = self._interned.numbers(data + PADDING, *chunks)
        self._make_room()
        counts = self._count.take(strings)
        fresh = np.flatnonzero(counts < 0)
        if len(fresh):
            fresh = _first_seen(strings, fresh, self._first)
            starts, ends = (offsets[fresh] for offsets in chunks)
            self._learn(strings[fresh], cut(letters, ends, ends - starts))
            counts = self._count.take(strings)
        words = self._words_of_chunks.take(targets(self._first.take(strings), counts))
        # Words before the first chunk of each block and, at the end, all.
        before = np.concatenate(([0], np.cumsum(counts)))
        pairs = pairs_in(
            letters, chunks, self._kind.take(strings), lambda c: self._particles.take(strings[c])
        )
        verbs = before[pairs.verbs]
        words[verbs] = list(self._with_verbs(words[verbs], pairs.numbers))
        breaks = np.flatnonzero(letters == ord("\n"))
        first = chunks.starts.searchsorted(breaks)
        for place, more in words_cut_short(data, chunks, before):
            words[place] = self._with_more(int(words[place]), more)
        return Numbered(words, np.diff(before[first], prepend=0, append=before[-1]))

    def _with_verbs(self, words: Array, particles: Array) -> Iterator[int]:
        """Yield the number of each verb with the whole verb that it is with its particle."""
        for pair in zip(words.tolist(), particles.tolist(), strict=True):
            if pair not in self._whole:
                verb = self._text_of(pair[0]).decode()
                self._whole[pair] = self._with_more(pair[0], told(1, whole_form(verb, pair[1])))
            yield self._whole[pair]

    def _with_more(self, word: int, more: str) -> int:
        """Return the number of a word that has more behind it."""
        text = self._text_of(word) + more.encode(*_CODING)
        if text not in self._with:
            self._with[text] = len(self)
            self._text += text
            self._ends.append(len(self._text))
        return self._with[text]

    def _text_of(self, word: int) -> bytes:
        start = self._ends[word - 1] if word else 0
        return bytes(self._text[start : self._ends[word]])

    def _learn(self, chunks: Array, texts: Texts) -> None:
        """Take in the words of chunks that were not known; `chunks`: their numbers as strings."""
        whole = texts.strings()
        # Letters and digits alone are one word: nine chunks in ten.
        alone = np.fromiter(map(str.isalnum, whole), bool, len(whole))
        own = chunks[alone]
        self._take(own, np.ones(len(own), np.int64), own, texts.take(alone.nonzero()[0]))
        single = list(compress(whole, alone))
        self._kind[own] = np.fromiter(map(KINDS.get, single, repeat(0)), np.int8, len(own))
        self._particles[own] = separable_verbs().of_all(single)
        rest = list(compress(whole, ~alone))
        found, spans = chains_and_spans("\n".join(rest))
        words = Texts.of(found)
        ends = np.cumsum(np.fromiter(map(len, rest), np.int64, len(rest)) + 1)
        starts = np.fromiter((start for start, _ in spans), np.int64, len(spans))
        counts = np.diff(starts.searchsorted(ends), prepend=0)
        self._take(chunks[~alone], counts, self._strings(words), words)

    def _take(self, chunks: Array, counts: Array, strings: Array, words: Texts) -> None:
        """Take in chunks by how many words they have, and these as strings and as texts."""
        self._count[chunks] = counts
        self._first[chunks] = len(self._words_of_chunks) + np.cumsum(counts) - counts
        numbers = self._entered(strings, words)
        self._words_of_chunks = np.concatenate((self._words_of_chunks, numbers))

    def _strings(self, words: Texts) -> Array:
        """Return the numbers of words as strings."""
        ends = words.ends.astype(np.int64)
        strings = self._interned.numbers(words.data.tobytes() + PADDING, ends - words.lengths, ends)
        self._make_room()
        return strings

    def _entered(self, strings: Array, words: Texts) -> Array:
        """Return the numbers of words, given as numbers of strings and as text."""
        unknown = np.flatnonzero(self._word.take(strings) == 0)
        unknown = _first_seen(strings, unknown, self._word)
        self._word[strings[unknown]] = np.arange(len(self) + 1, len(self) + 1 + len(unknown))
        new = words.take(unknown)
        self._ends.extend((new.ends + np.uint64(len(self._text))).tolist())
        self._text += new.data.data
        return self._word.take(strings) - np.uint32(1)

    def _make_room(self) -> None:
        """Let the arrays by string reach to the last one."""
        more = self._interned.count - len(self._word)
        if more > 0:
            more = max(more, len(self._word) // 4)
            columns = (self._word, self._first, self._count, self._kind, self._particles)
            self._word, self._first, self._count, self._kind, self._particles = (
                np.concatenate((values, np.full(more, empty, values.dtype)))
                for values, empty in zip(columns, (0, 0, -1, 0, 0), strict=True)
            )


def _first_seen(strings: Array, places: Array, scratch: Array) -> Array:
    """Return those of ascending places where a string is that was not before.

    `scratch`: by string; what it holds of these is lost.
    """
    some = strings[places]
    scratch[some[::-1]] = places[::-1]
    first: Array = places[scratch[some] == places]
    return first
