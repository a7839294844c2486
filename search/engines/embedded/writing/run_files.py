"""Sorted runs in one file: written by several threads, read some numbers at a time.

In: runs (`runs.py`).  Out: the same; their columns lie on the disk.
They are read, not mapped: of a map what lies around counts as memory as well, and what is packed
at a time lies in hundreds of places.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np

from search.engines.embedded.writing.runs import Run
from search.system.arrays import Array, ArrayFile, ArrayWriter


class RunWriter(ArrayWriter):
    """Takes sorted runs, from several threads."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = Lock()

    def add_run(self, run: Run[Array], number: int) -> None:
        """Write a run."""
        with self._lock:
            rooms = [
                self.room(f"{number}/{name}", values.dtype.str[1:], len(values))
                for name, values in run._asdict().items()
            ]
        for room, values in zip(rooms, run, strict=True):
            room.append(values)


class Stored:
    """Numbers in a file that is open; those of a slice are read when they are asked for."""

    def __init__(self, descriptor: int, kind: str, count: int, start: int) -> None:
        self.dtype = np.dtype(f"<{kind}")
        self._descriptor, self._count, self._start = descriptor, count, start

    def __getitem__(self, some: slice) -> Array:
        first, stop, _ = some.indices(self._count)
        size = self.dtype.itemsize
        read = os.pread(self._descriptor, (stop - first) * size, self._start + first * size)
        return np.frombuffer(read, self.dtype)


@contextmanager
def runs_of(path: Path) -> Iterator[list[Run[Stored]]]:
    """Open the runs of a file, in the order of their numbers."""
    directory = ArrayFile(path).directory
    with open(path, "rb") as file:
        columns = {name: Stored(file.fileno(), *place) for name, place in directory.items()}
        yield [
            Run(*(columns[f"{number}/{name}"] for name in Run._fields))
            for number in range(len(columns) // len(Run._fields))
        ]
