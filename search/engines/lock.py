"""One writer at a time: an advisory lock that the kernel frees when its holder dies.

In: the root of an index.  Out: the lock, or WriterBusyError that names the holder.
The LOCK file stays where it is; who holds it stands inside as JSON {pid, started, host}.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from search.errors import WriterBusyError
from search.system.storage import translated


@contextmanager
def writer_lock(root: Path, name: str = "LOCK", worker: str = "writer") -> Iterator[None]:
    """Hold ROOT/LOCK in the block, or another file that stands for other work.

    Raises: WriterBusyError, StorageFullError, CannotWriteError.
    """
    path = root / name
    with translated(path):
        root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WriterBusyError(_busy(worker, root, os.pread(descriptor, 1000, 0))) from None
        facts = {
            "pid": os.getpid(),
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": os.uname().nodename,
        }
        with translated(path):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(facts).encode(), 0)
        yield
    finally:
        os.close(descriptor)


class OneWriter:
    """The lock of an engine, which its holder may ask for again."""

    def __init__(self, root: Path, tidy: Callable[[], None]) -> None:
        """`tidy`: removes what interrupted runs left; called whenever the lock is taken."""
        self._root, self._tidy = root, tidy
        self._held = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock in the block. Raises WriterBusyError."""
        if self._held:
            yield
            return
        with writer_lock(self._root):
            self._tidy()
            self._held = True
            try:
                yield
            finally:
                self._held = False


def _busy(worker: str, root: Path, holder: bytes) -> str:
    try:
        facts = json.loads(holder)
        who = f"process {facts['pid']} on {facts['host']}, started {facts['started']}"
    except (ValueError, KeyError, TypeError):
        who = "a process that has only just begun"
    return f"another {worker} is at work on {root}: {who}; try again when it is done"
