"""Tell of most texts that they are not among some, without looking them up.

In: sorted texts as arrays.  Out: whether a text may be among them: never wrong about one that is.
A bit is set for the hash of each; of other texts one in sixteen meets one that is set.
Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np

from search.system.arrays import Array
from search.system.key_table import hashes_of
from search.system.texts import Texts

# Bits a text, before they are rounded up to a power of two.
_BITS = 16
# Texts read at a time.
_PAGE = 1 << 13


class HashMarks:
    """A bit for the hash of each of some texts; two bytes or four a text."""

    def __init__(self, pages: Iterable[Sequence[str]], count: int) -> None:
        """`pages`: the texts, some at a time; `count`: how many there are of them."""
        self._mask = (1 << (_BITS * count).bit_length()) - 1
        marked = np.zeros(self._mask + 1, bool)
        for page in pages:
            marked[hashes_of(page) & np.uint64(self._mask)] = True
        self._bytes = np.packbits(marked, bitorder="little").tobytes()  # quicker to look at one
        self._marks = np.frombuffer(self._bytes, np.uint8)

    @classmethod
    def of(cls, texts: Texts) -> Self:
        """Return the marks of texts in a row."""
        pages = (texts[first : first + _PAGE] for first in range(0, len(texts), _PAGE))
        return cls(pages, len(texts))

    def __contains__(self, text: str) -> bool:
        place = hash(text) & self._mask
        return self._bytes[place >> 3] >> (place & 7) & 1 == 1

    def likely(self, texts: Sequence[str]) -> Array:
        """Return the numbers of those of many texts that may be among them, ascending."""
        places = (hashes_of(texts) & np.uint64(self._mask)).view(np.int64)
        found: Array = self._marks.take(places >> 3) >> (places & 7).astype(np.uint8) & np.uint8(1)
        return found.nonzero()[0]
