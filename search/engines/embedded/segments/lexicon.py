"""The terms of a field, sorted: found by their bytes, read by their numbers.

    F/terms     the bytes of all terms in a row
    F/lengths   the bytes of each
    F/blocks    where every 32nd of them begins
In: a mapped file.  Out: numbers of terms, terms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from search.errors import IndexDamagedError
from search.system.arrays import (
    Array,
    ArrayFile,
    ArrayWriter,
    BoolArray,
    IntArray,
    let_go,
    smallest,
)
from search.system.texts import Texts

BLOCK = 32
# Terms written at a time; whole blocks.
_PAGE = 1 << 16
# The first terms of all blocks are kept at hand once a lexicon was asked so often: a command that
# answers one query is done before.
ASKED_OFTEN = 32
# A bit for each byte.
_BITS = np.left_shift(1, np.arange(256, dtype=np.uint32) & 31, dtype=np.uint32)


def write_lexicon(field: str, terms: Sequence[bytes], out: ArrayWriter) -> None:
    """Write sorted terms."""
    ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)))
    texts = Texts(np.frombuffer(b"".join(terms), np.uint8), ends.astype(np.uint32))
    write_terms(field, texts, np.arange(len(terms), dtype=np.uint32), out)


def write_terms(field: str, texts: Texts, numbers: Array, out: ArrayWriter) -> None:
    """Write the terms of some ascending numbers among sorted texts, which may be mapped."""

    def pages() -> Iterator[Array]:
        for first in range(0, len(numbers), _PAGE):
            yield numbers[first : first + _PAGE].astype(np.int64)

    longest, size, starts = 0, 0, [np.empty(0, np.int64)]
    for page in pages():
        lengths = texts.lengths_of(page)
        ends = np.cumsum(lengths, dtype=np.int64) + size
        starts.append((ends - lengths)[::BLOCK].copy())
        longest, size = max(longest, int(lengths.max())), int(ends[-1])
    terms = out.room(f"{field}/terms", "u1", size)
    lengths_of_terms = out.room(f"{field}/lengths", smallest(longest), len(numbers))
    for page in pages():
        some = texts.take(page)
        terms.append(some.data)
        lengths_of_terms.append(some.lengths)
        let_go(texts.data)
    blocks = np.concatenate(starts)
    out.add(f"{field}/blocks", blocks.astype(smallest(int(blocks.max(initial=0)))))


def letters_of(data: Array) -> tuple[BoolArray, Array]:
    """Return where letters of UTF-8 end, and there a bit for each; some share one.

    The last byte of a letter tells its bit, so that nothing need be decoded.
    """
    last = np.ones(len(data), bool)
    np.not_equal(data[1:] & 0xC0, 0x80, out=last[:-1])  # what follows is no byte of the same letter
    bits = _BITS.take(data)
    bits *= last
    return last, bits


class Lexicon:
    """The terms of one field, sorted."""

    def __init__(self, arrays: ArrayFile, field: str) -> None:
        self.data, self._lengths, self._blocks = (
            arrays[f"{field}/{part}"] for part in ("terms", "lengths", "blocks")
        )
        self._bytes = self.data.data
        self._asked = 0
        self._letters: dict[str, tuple[range, Array, Array]] = {}
        if len(self._blocks) != -(-len(self._lengths) // BLOCK):
            raise IndexDamagedError(f"{arrays.path}: the lexicon {field} is damaged")

    @cached_property
    def _fences(self) -> list[bytes]:
        starts, lengths = self._blocks.tolist(), self._lengths[::BLOCK].tolist()
        pairs = zip(starts, lengths, strict=True)
        return [bytes(self._bytes[start : start + length]) for start, length in pairs]

    def warm(self) -> None:
        """Have the first terms of all blocks at hand."""
        self._asked = max(self._asked, ASKED_OFTEN)
        _ = self._fences

    def __len__(self) -> int:
        return len(self._lengths)

    def _head(self, block: int) -> bytes:
        start = int(self._blocks[block])
        return bytes(self._bytes[start : start + int(self._lengths[block * BLOCK])])

    def _block(self, block: int) -> list[bytes]:
        lengths = self._lengths[block * BLOCK : (block + 1) * BLOCK].tolist()
        borders = accumulate(lengths, initial=int(self._blocks[block]))
        return [bytes(self._bytes[start:end]) for start, end in pairwise(borders)]

    def bounds(self, numbers: IntArray) -> tuple[IntArray, IntArray]:
        """Return where the bytes of some terms, ascending, start and end in `data`."""
        if not len(numbers):
            return numbers, numbers
        block = int(numbers[0]) // BLOCK
        first = block * BLOCK
        lengths = self._lengths[first : int(numbers[-1]) + 1]
        ends = np.cumsum(lengths, dtype=np.int64)[numbers - first] + int(self._blocks[block])
        return ends - self._lengths[numbers], ends

    def texts(self, numbers: IntArray) -> list[str]:
        """Return some terms, given in ascending order."""
        if not len(numbers):
            return []
        first, last = int(numbers[0]), int(numbers[-1])
        if len(numbers) * 4 > last - first:
            # Most of a stretch: cut all of it at once, which is quicker than one by one.
            starts, ends = self.bounds(np.arange(first, last + 1))
            block = self.data[int(starts[0]) : int(ends[-1])]
            borders = ends[:-1] - int(starts[0])
            texts = np.insert(block, borders, ord("\n")).tobytes().decode().split("\n")
            if len(texts) == len(borders) + 1:  # no term holds a line break itself
                return [texts[row] for row in (numbers - first).tolist()]
        starts, ends = self.bounds(numbers)
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        return [bytes(self._bytes[start:end]).decode() for start, end in pairs]

    def letters(self, first: str) -> tuple[range, Array, Array]:
        """Return the numbers of all terms that begin with a letter, how many letters each has, and
        a bit for each of its letters. Kept: for one word what is spelt alike is asked for in turn.
        """
        if first not in self._letters:
            numbers = self.beginning(first.encode())
            starts, ends = self.bounds(np.arange(numbers.start, numbers.stop))
            data = self.data[starts[0] : ends[-1]] if len(starts) else self.data[:0]
            last, bits = letters_of(data)
            starts -= starts[:1]
            counts = np.add.reduceat(last, starts, dtype=self._lengths.dtype)
            self._letters[first] = numbers, counts, np.bitwise_or.reduceat(bits, starts)
        return self._letters[first]

    def __getitem__(self, index: int) -> bytes:
        return self._block(index // BLOCK)[index % BLOCK]

    def _block_of(self, term: bytes) -> int:
        """Return the last block that does not begin above a term, -1 if all do."""
        self._asked += 1
        if self._asked > ASKED_OFTEN:
            return bisect_right(self._fences, term) - 1
        return bisect_right(range(len(self._blocks)), term, key=self._head) - 1

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not below this one."""
        block = self._block_of(term)
        return block * BLOCK + bisect_left(self._block(block), term) if block >= 0 else 0

    def find(self, term: bytes) -> int | None:
        """Return the number of a term, None if it does not occur."""
        block = self._block_of(term)
        if block < 0 or not term:
            return None if block < 0 else 0  # nothing sorts before the empty term
        first = block * BLOCK
        lengths = self._lengths[first : first + BLOCK].tolist()
        # The bytes of the block are searched at once: to cut it into terms takes twice as long.
        start = int(self._blocks[block])
        stretch = bytes(self._bytes[start : start + sum(lengths)])
        place = stretch.find(term)
        if place < 0:
            return None
        borders = [*accumulate(lengths, initial=0)]
        while place >= 0:
            number = bisect_right(borders, place) - 1
            if borders[number] == place and lengths[number] == len(term):
                return first + number
            place = stretch.find(term, place + 1)
        return None

    def beginning(self, prefix: bytes) -> range:
        """Return the numbers of the terms that begin with a prefix."""
        if not prefix:
            return range(len(self))
        # No UTF-8 text holds the byte 0xFF: it is above all that goes on from the prefix.
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    def __iter__(self) -> Iterator[bytes]:
        for block in range(len(self._blocks)):
            yield from self._block(block)
