"""Whoosh's file storage for reading, memory-mapped.

Stock Whoosh keeps a descriptor open for every file of every segment, or reads a compound file into
memory as a whole. A map needs neither: it goes when the last reader of its generation goes.
In: a published directory (never changed, so a map never meets a shorter file).  Out: StructFiles.
"""

from __future__ import annotations

import io
import mmap
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class MappedStorage(FileStorage):  # type: ignore[misc]
    """Opens each file as a map; a map reads and seeks like a file."""

    def open_file(self, name: str, **_: object) -> StructFile:
        """Return a file of the directory, mapped; an empty one cannot be."""
        with open(self._fpath(name), "rb") as stream:
            empty = not stream.seek(0, io.SEEK_END)
            source: Any = io.BytesIO()
            if not empty:
                source = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        return StructFile(source, name=name)
