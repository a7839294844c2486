"""CURRENT, the one file of an index that is ever replaced: it names the live generation.

    "gen-00000042 <crc32>\\n", gen-00000000 until the first generation is published

In: the directory of an index.  Out: a name; a new one is written atomically and durably.
"""

from __future__ import annotations

import os
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from search.system.storage import Storage

FILE = "CURRENT"
NOTHING_YET = "gen-00000000"  # named while the first generation is being built
UNREADABLE = "?"  # stands for the name in a file that is not what was written
GENERATION = re.compile("gen-[0-9]{8}")


class _State(NamedTuple):
    """What changes with every name: another file, written at another time."""

    inode: int
    written_ns: int
    size: int


class Pointer:
    """Reads and writes CURRENT."""

    def __init__(self, root: Path, storage: Storage) -> None:
        self.path, self._storage = root / FILE, storage
        self._asked = f"{self.path}"
        self._read: tuple[_State, str] | None = None

    def name(self) -> str | None:
        """Return the name in the file; None: there is no file, UNREADABLE: it is damaged."""
        try:
            # Every answer asks; to read and check it each time takes five times as long.
            status = os.stat(self._asked)
            state = _State(status.st_ino, status.st_mtime_ns, status.st_size)
            read = self._read
            if read is None or read[0] != state:
                self._read = read = state, _name_in(self.path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return UNREADABLE
        return read[1]

    def point_to(self, name: str) -> None:
        """Make a generation the live one."""
        temporary = self.path.with_suffix(".tmp")
        self._storage.write(temporary, _bytes_of(name))
        self._storage.sync(temporary)
        self._storage.rename(temporary, self.path)
        self._storage.sync(self.path.parent)


def _bytes_of(name: str) -> bytes:
    return f"{name} {zlib.crc32(name.encode()):08x}\n".encode()


def _name_in(data: bytes) -> str:
    name = data[: len(NOTHING_YET)].decode("ascii", "replace")
    return name if GENERATION.fullmatch(name) and data == _bytes_of(name) else UNREADABLE
