"""Numbers by document that wait on the disk until all are in.

In: the numbers of documents in a row, as these come.  Out: the same, some at a time.
In memory they would grow with the corpus, some 30 bytes a section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from search.system.arrays import Array, ArrayWriter

# Numbers read at a time.
_PAGE = 1 << 16


class Column:
    """Numbers of a kind in a file of their own, which may be there from another process."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path, self._kind = path, np.dtype(kind)

    def __len__(self) -> int:
        return self._path.stat().st_size // self._kind.itemsize if self._path.exists() else 0

    def append(self, values: Array) -> None:
        """Take the next numbers."""
        with open(self._path, "ab") as stream:
            stream.write(np.ascontiguousarray(values, self._kind).data)

    def pages(self) -> Iterator[Array]:
        """Yield all numbers, some thousand at a time."""
        for first in range(0, len(self), _PAGE):
            yield np.fromfile(self._path, self._kind, _PAGE, offset=first * self._kind.itemsize)

    def all(self) -> Array:
        """Return all numbers."""
        there = self._path.exists()
        return np.fromfile(self._path, self._kind) if there else np.empty(0, self._kind)

    def absorb(self, folder: Path, read: Callable[[Array], Array] = lambda page: page) -> None:
        """Take in behind its own what the column of the same name in another folder holds.

        `read`: what is to be made of it.
        """
        for page in Column(folder / self._path.name, self._kind.str).pages():
            self.append(read(page))

    def write(self, name: str, out: ArrayWriter) -> None:
        """Write all numbers into a file of arrays."""
        room = out.room(name, self._kind.str[1:], len(self))
        for page in self.pages():
            room.append(page)
