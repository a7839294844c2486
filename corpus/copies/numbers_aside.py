"""Many numbers of one kind that wait on the disk.

In: arrays, one after the other, and a folder on the disk.  Out: any numbers in a row of them all,
read when asked for.
What is read of a map counts as memory of the process as long as the map is there; what is read here
is the caller's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import StoreError


class NumbersAside:
    """Numbers in a file without a name that is to be closed. Raises StoreError if it is full."""

    def __init__(self, kind: npt.DTypeLike, folder: Path) -> None:
        # Imported here: a query must not pay for it.
        import tempfile

        self._folder = folder
        with self._errors():
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 – closed by `close`
        self._kind, self._count = np.dtype(kind), 0
        self._flushed = 0

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self._folder}: {error.strerror}") from error

    def close(self) -> None:
        """Forget all numbers."""
        with self._errors():
            self._file.close()

    def append(self, values: npt.NDArray[Any]) -> None:
        """Keep the next numbers."""
        with self._errors():
            self._file.write(np.ascontiguousarray(values, self._kind).data)
        self._count += len(values)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, some: slice) -> npt.NDArray[Any]:
        # To flush takes as long as to read, be there anything to flush or not.
        if self._flushed < self._count:
            with self._errors():
                self._file.flush()
            self._flushed = self._count
        start, stop, _ = some.indices(self._count)
        size = self._kind.itemsize
        found = os.pread(self._file.fileno(), max(0, stop - start) * size, start * size)
        return np.frombuffer(found, self._kind)
