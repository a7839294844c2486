"""Find the files of the sources a user names.

In: files and folders.  Out: regular files of known kinds, in a stable order; folders are searched
whole, hidden entries and symbolic links are passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceMissingError
from corpus.models import ReadFailure

SUFFIXES = (".html", ".htm", ".txt", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `display`: how it is named to the user and in the store; `mtime_ns` as stat has it.

    `relative`: its path below the source it was found in, which names articles without an URL.
    """

    path: Path
    display: str
    relative: str
    size: int
    mtime_ns: int


def find_files(sources: Sequence[str]) -> Iterator[SourceFile | ReadFailure]:
    """Yield the files of all sources, each once. Raises SourceMissingError before the first."""
    for source in sources:
        if not os.path.lexists(source):
            raise SourceMissingError(f"there is no file or folder {source!r}")
    seen: set[str] = set()
    for source in sources:
        root = Path(source)
        if root.is_dir():
            found = (_describe(path, root, named=False) for path in _below(root))
        else:
            found = iter([_describe(root, root.parent, named=True)])
        for item in found:
            if isinstance(item, ReadFailure):
                yield item
            elif item is not None and item.display not in seen:
                seen.add(item.display)
                yield item


def _below(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder, name)


def _describe(path: Path, root: Path, *, named: bool) -> SourceFile | ReadFailure | None:
    display = str(path.absolute()).encode(errors="replace").decode()
    name = path.name.lower().removesuffix(".gz")
    try:
        facts = path.lstat()
    except OSError as error:
        return ReadFailure(display, f"cannot be read: {error.strerror}")
    if not stat.S_ISREG(facts.st_mode):
        return ReadFailure(display, "not a regular file") if named else None
    if not name.endswith(SUFFIXES):
        if not named:
            return None
        return ReadFailure(display, f"unknown kind of file; known are {', '.join(SUFFIXES)}, also .gz")
    relative = path.relative_to(root).as_posix().encode(errors="replace").decode()
    return SourceFile(path, display, relative, facts.st_size, facts.st_mtime_ns)
