"""Keep a store open between the questions of a thread.

In: a store file and a shelf.  Out: an open read-only store, for the time of a question.
To open one and warm it up takes as long as to fetch the ten articles of a page. The store kept is
left for a new one when its file is replaced or grows, after an error, and in a child process: what
was opened before a fork must be neither used nor closed behind it.
Source: https://www.sqlite.org/howtocorrupt.html, section 2.6.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import StoreError
from corpus.store import ArticleStore

_kept = threading.local()
# Of the process before a fork; never closed here.
_strange: list[object] = []


class _Open:
    """An open store and what its file looked like; closed when its thread ends."""

    def __init__(self, path: Path, shelf: str, looks: tuple[int, ...]) -> None:
        self.store = ArticleStore(path, shelf, read_only=True)
        self.looks = looks

    def __del__(self) -> None:
        if hasattr(self, "store"):  # it could be opened
            self.store.close()


@contextmanager
def reading(path: Path, shelf: str) -> Iterator[ArticleStore]:
    """Give the store that is kept open for this thread; questions may lie within each other.

    Raises: StoreError, StoreDamagedError.
    """
    stores: dict[tuple[Path, str, int], _Open] = _kept.__dict__.setdefault("stores", {})
    key = (path, shelf, os.getpid())
    for other in [one for one in stores if one[2] != key[2]]:
        _strange.append(stores.pop(other))
    looks: tuple[int, ...] = ()
    with suppress(OSError):  # who opens it says why
        status = path.stat()
        looks = (status.st_dev, status.st_ino, status.st_mtime_ns)
    kept = stores.get(key)
    if kept is None or kept.looks != looks:
        kept = stores[key] = _Open(path, shelf, looks)
    try:
        yield kept.store
    except StoreError:
        stores.pop(key, None)
        raise
