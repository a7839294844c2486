"""Tell of most texts that they are not among some, without looking them up.

In: sorted texts as arrays.  Out: whether a text may be among them: never wrong about one that is.
A bit is set for the hash of each; of other texts one in sixteen meets one that is set.
Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 1970.
"""

from __future__ import annotations

import numpy as np

from search.system.key_table import hashes_of
from search.system.texts import Texts

# Bits a text, before they are rounded up to a power of two.
_BITS = 16
# Texts read at a time.
_PAGE = 1 << 13


class HashMarks:
    """A bit for the hash of each of some texts; two bytes or four a text."""

    def __init__(self, texts: Texts) -> None:
        self._mask = (1 << (_BITS * len(texts)).bit_length()) - 1
        marked = np.zeros(self._mask + 1, bool)
        for first in range(0, len(texts), _PAGE):
            marked[hashes_of(texts[first : first + _PAGE]) & np.uint64(self._mask)] = True
        self._marks = np.packbits(marked, bitorder="little").tobytes()

    def __contains__(self, text: str) -> bool:
        place = hash(text) & self._mask
        return self._marks[place >> 3] >> (place & 7) & 1 == 1
