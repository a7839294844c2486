"""The article store of a service, open for reading.

In: the path of the store.  Out: the open store, for one block of work.
To open SQLite and ask whose file it is takes half a millisecond, so the last connection is kept for
the next block, in whatever thread, unless the file is another by then: replaced, or restored.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import ArticleStore
from search.errors import IndexMissingError

_Kept = tuple[tuple[int, ...], ArticleStore]


class StoreReader:
    """Lends an open store, each to one borrower at a time."""

    def __init__(self, path: Path, shelf: str) -> None:
        self._path, self._shelf = path, shelf
        # At most one, with what told its file from others; threads take it by popping.
        self._kept: list[_Kept] = []
        # In a cycle of garbage the connection would go before its reader, and Python 3.13 warns.
        weakref.finalize(self, _close, self._kept).atexit = False

    @contextmanager
    def __call__(self) -> Iterator[ArticleStore]:
        """Lend the store. Raises IndexMissingError, StoreError, StoreDamagedError."""
        file = self._file()
        store = self._take(file) or ArticleStore(self._path, self._shelf, read_only=True)
        try:
            yield store
        except BaseException:
            store.close()
            raise
        if self._kept:
            store.close()
        else:
            self._kept.append((file, store))

    def _file(self) -> tuple[int, ...]:
        try:
            facts = self._path.stat()
        except OSError as error:
            raise IndexMissingError(
                f"the article store {self._path} is missing: run `fundstelle index SOURCE…`"
            ) from error
        return facts.st_dev, facts.st_ino, facts.st_mtime_ns, facts.st_size

    def _take(self, file: tuple[int, ...]) -> ArticleStore | None:
        try:
            opened, store = self._kept.pop()
        except IndexError:
            return None
        if opened == file:
            return store
        store.close()
        return None

    def close(self) -> None:
        """Close what is kept: SQLite forbids to take a connection into a forked process."""
        _close(self._kept)


def _close(kept: list[_Kept]) -> None:
    while kept:
        kept.pop()[1].close()
