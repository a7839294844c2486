"""What is made some at a time and read from a map: it waits on the disk, in files without names.

In: numbers or texts, one array after the other; a folder on the disk: the one for temporary files,
which is meant by None, may be memory.  Out: all of them in a row, mapped.
The files are gone with the last process that reads them, whether it was killed or not.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import accumulate, pairwise
from pathlib import Path
from typing import IO

import numpy as np

from search.system.arrays import Array, Room
from search.system.texts import Texts

# `numpy.save` writes a head of so many bytes, or a multiple.
_ALIGNED = 64


def nameless(folder: Path | None) -> IO[bytes]:
    """Return a new file without a name."""
    return tempfile.TemporaryFile(dir=folder)


def numbers_on_disk(pieces: Iterable[Array], kind: type, folder: Path | None = None) -> Array:
    """Return the numbers of all pieces."""
    return columns_on_disk(((values,) for values in pieces), (kind,), folder)[0]


def texts_on_disk(pieces: Iterable[Texts], folder: Path | None = None) -> Texts:
    """Return the texts of all pieces."""

    def columns() -> Iterator[tuple[Array, Array]]:
        size = 0
        for texts in pieces:
            yield texts.data, texts.ends + np.uint32(size)
            size += len(texts.data)

    return Texts(*columns_on_disk(columns(), (np.uint8, np.uint32), folder))


def columns_on_disk(
    pieces: Iterable[tuple[Array, ...]], kinds: Sequence[type], folder: Path | None = None
) -> list[Array]:
    """Return the columns of a table that comes some rows at a time; `kinds`: of each column."""
    with ExitStack() as stack:
        files = [stack.enter_context(nameless(folder)) for _ in kinds]
        for columns in pieces:
            for values, kind, file in zip(columns, kinds, files, strict=True):
                file.write(np.ascontiguousarray(values, kind).data)
        return [_mapped(file, kind) for file, kind in zip(files, kinds, strict=True)]


class Rows:
    """Rows of numbers (uint32) that are filled side by side. `rooms`: takes those of each row."""

    def __init__(self, file: IO[bytes], sizes: Sequence[int]) -> None:
        self._file, self._ends = file, list(accumulate(sizes, initial=0))
        self.rooms = [
            Room(file.fileno(), "u4", size, start * np.dtype(np.uint32).itemsize)
            for size, start in zip(sizes, self._ends, strict=False)
        ]

    def filled(self) -> list[Array]:
        """Return all rows, mapped: those that were filled."""
        self._file.seek(0, 2)
        whole = _mapped(self._file, np.uint32)
        return [whole[start:end] for start, end in pairwise(self._ends)]


@contextmanager
def rows_on_disk(sizes: Sequence[int], folder: Path | None = None) -> Iterator[Rows]:
    """Give room for rows of so many numbers."""
    with nameless(folder) as file:
        yield Rows(file, sizes)


def _mapped(file: IO[bytes], kind: type) -> Array:
    file.flush()
    if not file.tell():
        return np.empty(0, kind)
    return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), kind)


def save(values: Array, file: IO[bytes]) -> None:
    """Write an array behind others, for `saved`."""
    file.write(bytes(-file.tell() % _ALIGNED))
    np.save(file, values)


def saved(file: IO[bytes]) -> Iterator[Array]:
    """Yield the arrays that `save` wrote, mapped."""
    size = file.seek(0, 2)
    if not size:
        return
    whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    file.seek(0)
    while file.tell() < size:
        np.lib.format.read_magic(file)
        (count,), _, kind = np.lib.format.read_array_header_1_0(file)
        start = file.tell()
        yield np.frombuffer(whole, kind, count, start)
        end = start + count * kind.itemsize
        file.seek(end + -end % _ALIGNED if end < size else size)
