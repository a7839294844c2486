"""Number the words of many texts at once, in the order of first sight.

In: blocks of text.  Out: the numbers of the words of each block; each word by its number.
Blocks are cut into chunks (`chunks.py`), chunks are known by number (`interning.py`), and only a
chunk that was never seen is cut into words by the regular expression of the analyser. So the words
are those of `words_of`, at a hundredth of its time a word.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.analysis import words_of
from search.analysis.chunks import chunks_of
from search.arrays import Array
from search.engines.embedded.interning import PADDING, Interned

# Words are decoded so many at a time.
_PAGE = 10_000
_CODING = ("utf-8", "surrogatepass")


class Numbered(NamedTuple):
    """Numbers of words in a row, and how many of them each block has."""

    words: Array
    counts: Array


class Numbering:
    """Surface form → its number; iterating gives the words in the order of their numbers."""

    def __init__(self) -> None:
        self._interned = Interned()
        self._text, self._ends = bytearray(), array("Q")
        # By number of a string: that of the word it is, plus 1; the words that it has as a chunk.
        self._word: Array = np.zeros(0, np.uint32)
        self._first: Array = np.zeros(0, np.uint32)
        self._count: Array = np.zeros(0, np.int32)
        self._words_of_chunks: Array = np.zeros(0, np.uint32)

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        start = 0
        for page in range(0, len(self), _PAGE):
            for end in self._ends[page : page + _PAGE]:
                yield self._text[start:end].decode(*_CODING)
                start = end

    def number(self, blocks: Sequence[bytes]) -> Numbered:
        """Number the words of blocks of text, each in UTF-8."""
        data = b"\n".join(blocks)
        chunks = chunks_of(data)
        strings = self._interned.numbers(data + PADDING, *chunks)
        self._make_room()
        counts = self._count.take(strings)
        fresh = np.flatnonzero(counts < 0)
        if len(fresh):
            strings_seen, places = _first_seen(strings[fresh])
            spans = zip(chunks.starts[fresh[places]], chunks.ends[fresh[places]], strict=True)
            self._learn(strings_seen, [data[start:end] for start, end in spans])
            counts = self._count.take(strings)
        words = self._words_of_chunks.take(_runs(self._first.take(strings), counts))
        # Words before the first chunk of each block and, at the end, all.
        before = np.concatenate(([0], np.cumsum(counts)))
        begins = np.cumsum([0, *(len(block) + 1 for block in blocks)])
        return Numbered(words, np.diff(before[chunks.starts.searchsorted(begins)]))

    def _learn(self, strings: Array, chunks: Sequence[bytes]) -> None:
        """Take in the words of chunks that were not known; `strings`: the numbers of the chunks."""
        texts = [chunk.decode(*_CODING) for chunk in chunks]
        # Letters and digits alone are one word: most chunks.
        found = [[text] if text.isalnum() else words_of(text) for text in texts]
        counts = np.array([len(words) for words in found])
        words = self.numbers_of([word for words in found for word in words])
        self._count[strings] = counts
        self._first[strings] = len(self._words_of_chunks) + np.cumsum(counts) - counts
        self._words_of_chunks = np.concatenate((self._words_of_chunks, words))

    def numbers_of(self, words: Sequence[str]) -> Array:
        """Return the numbers of words; those that were not known get the next."""
        encoded = [word.encode(*_CODING) for word in words]
        sizes = np.array([len(word) for word in encoded], np.int64)
        ends = np.cumsum(sizes)
        strings = self._interned.numbers(b"".join(encoded) + PADDING, ends - sizes, ends)
        self._make_room()
        unknown = np.flatnonzero(self._word.take(strings) == 0)
        new, places = _first_seen(strings[unknown])
        self._word[new] = np.arange(len(self) + 1, len(self) + 1 + len(new))
        for place in unknown[places].tolist():
            self._text += encoded[place]
            self._ends.append(len(self._text))
        return self._word.take(strings) - np.uint32(1)

    def _make_room(self) -> None:
        """Let the arrays by string reach to the last one."""
        more = self._interned.count - len(self._word)
        if more > 0:
            more = max(more, len(self._word) // 4)
            self._word, self._first, self._count = (
                np.concatenate((values, np.full(more, empty, values.dtype)))
                for values, empty in ((self._word, 0), (self._first, 0), (self._count, -1))
            )


def _first_seen(values: Array) -> tuple[Array, Array]:
    """Return the distinct values in the order of first sight, and the place of each there."""
    distinct, places = np.unique(values, return_index=True)
    order = np.argsort(places)
    return distinct[order], places[order]


def _runs(starts: Array, lengths: Array) -> Array:
    """Return starts[i], starts[i] + 1, … (lengths[i] numbers) for every i in a row."""
    if (lengths == 1).all():
        return starts
    ends = np.cumsum(lengths)
    shifts = starts - (ends - lengths)
    runs: Array = np.arange(int(ends[-1])) + np.repeat(shifts, lengths)
    return runs
