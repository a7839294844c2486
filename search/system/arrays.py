"""A file of named arrays: written once, mapped for reading. Knows nothing of Whoosh.

    8 bytes     magic "FUNDARR" and the format version
    arrays      little-endian, each beginning at a multiple of 8
    directory   JSON {name: [dtype, count, offset]}, UTF-8
    16 bytes    offset of the directory (uint64), its length and CRC-32 (uint32 each)

In: numpy arrays.  Out: read-only views of the same, which cost nothing until they are looked at.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from search.errors import IndexDamagedError

MAGIC = b"FUNDARR\x01"
_FOOTER = struct.Struct("<QII")
_DTYPES = {"u1": 1, "u2": 2, "u4": 4, "u8": 8, "i4": 4, "i8": 8}

Array = npt.NDArray[Any]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
# Of each array its kind, how many numbers it has and where it begins.
Directory = dict[str, tuple[str, int, int]]


class Room:
    """Room for an array in a file that is being written; takes its numbers piece by piece."""

    def __init__(self, descriptor: int, kind: str, count: int, offset: int) -> None:
        self._descriptor, self._kind = descriptor, kind
        self._start = self._offset = offset
        self.left = count

    def go_to(self, place: int) -> None:
        """Let the next numbers be written from a place on, where none are yet."""
        self._offset = self._start + place * _DTYPES[self._kind]

    def append(self, values: Array) -> None:
        """Write the next numbers. Raises ValueError if there is no room for them."""
        if len(values) > self.left:
            raise ValueError(f"{len(values)} numbers where there is room for {self.left}")
        rest = np.ascontiguousarray(values).astype(f"<{self._kind}", copy=False).view("u1").data
        self.left -= len(values)
        while len(rest):
            written = os.pwrite(self._descriptor, rest, self._offset)
            self._offset += written
            rest = rest[written:]


class ArrayWriter:
    """Writes arrays one after the other; `room` gives one to be filled piece by piece.

    Nothing waits in memory to be written: a forked process can go on where this one is.
    """

    def __init__(self, path: Path) -> None:
        self._stream: io.FileIO = open(path, "w+b", buffering=0)  # noqa: SIM115 – see __exit__
        self._directory: Directory = {}
        self._rooms: dict[str, Room] = {}
        self._end = 0
        self._append("u1", np.frombuffer(MAGIC, np.uint8))

    def add(self, name: str, values: Array) -> None:
        """Append an array under a name."""
        self.room(name, values.dtype.str[1:], len(values)).append(values)

    def room(self, name: str, kind: str, count: int) -> Room:
        """Append room for `count` numbers of a kind, to be filled from its beginning."""
        self._end += -self._end % 8
        self._directory[name] = (kind, count, self._end)
        room = self._rooms[name] = Room(self._stream.fileno(), kind, count, self._end)
        self._end += count * _DTYPES[kind]
        return room

    def _append(self, kind: str, values: Array) -> None:
        Room(self._stream.fileno(), kind, len(values), self._end).append(values)
        self._end += values.nbytes

    def written(self) -> Array:
        """Return what was written so far, for `go_on` in the process that this one was forked of.

        Raises ValueError if a room was not filled.
        """
        for name, room in self._rooms.items():
            if room.left:
                raise ValueError(f"the array {name} lacks {room.left} numbers")
        return np.frombuffer(json.dumps([self._end, self._directory]).encode(), np.uint8)

    def go_on(self, written: Array) -> None:
        """Go on behind what a forked process has written."""
        self._end, directory = json.loads(written.tobytes())
        self._directory = {name: (kind, *place) for name, (kind, *place) in directory.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stream:
            if kind is None:
                self.written()
                directory = json.dumps(self._directory).encode()
                offset = self._end
                self._append("u1", np.frombuffer(directory, np.uint8))
                footer = _FOOTER.pack(offset, len(directory), zlib.crc32(directory))
                self._append("u1", np.frombuffer(footer, np.uint8))


class ArrayFile:
    """The arrays of a file, mapped."""

    def __init__(self, path: Path, known: Directory | None = None) -> None:
        """Map a file. `known`: the `directory` of an earlier map of the same; then it is trusted.

        Raises: IndexDamagedError.
        """
        self.path = path
        with open(path, "rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size < len(MAGIC) + _FOOTER.size:
                raise IndexDamagedError(f"{path} is no file of arrays")
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.directory = known or self._read_directory(size)

    def _read_directory(self, size: int) -> Directory:
        path = self.path
        offset, length, checksum = _FOOTER.unpack(self._map[size - _FOOTER.size :])
        directory = self._map[offset : offset + length]
        if self._map[: len(MAGIC)] != MAGIC or zlib.crc32(directory) != checksum:
            raise IndexDamagedError(f"{path} is no file of arrays of this version")
        try:
            found = {
                name: (str(kind), int(count), int(start))
                for name, (kind, count, start) in json.loads(directory).items()
            }
            for kind, count, start in found.values():
                if start % 8 or start < 0 or count < 0 or start + count * _DTYPES[kind] > offset:
                    raise ValueError("an array reaches beyond its room")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(f"{path} holds a broken directory ({error})") from error
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.directory

    def __iter__(self) -> Iterator[str]:
        return iter(self.directory)

    def get(self, name: str) -> Array | None:
        """Return a read-only view, None if there is no such array."""
        if name not in self.directory:
            return None
        return self[name]

    def __getitem__(self, name: str) -> Array:
        """Return a read-only view. Raises IndexDamagedError if there is no such array."""
        if name not in self.directory:
            raise IndexDamagedError(f"{self.path} lacks the array {name!r}")
        kind, count, start = self.directory[name]
        return np.frombuffer(self._map, f"<{kind}", count, start)


def let_go(values: Array) -> None:
    """Let go of what was read of the map that an array lies in; read again, it is there again.

    Else it counts as memory of the process as long as the map is there.
    """
    base: object = values
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, memoryview):
        base = base.obj
    if isinstance(base, mmap.mmap):
        base.madvise(mmap.MADV_DONTNEED)


def smallest(highest: int) -> str:
    """Return the kind of the smallest unsigned number that holds `highest`."""
    return next(kind for kind in ("u1", "u2", "u4", "u8") if highest < 1 << 8 * _DTYPES[kind])
