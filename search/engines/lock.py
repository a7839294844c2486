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
from types import TracebackType

from search.errors import WriterBusyError
from search.system.storage import translated


class WriterLock:
    """A context manager that holds ROOT/LOCK, or another file that stands for other work."""

    def __init__(self, root: Path, name: str = "LOCK", worker: str = "writer") -> None:
        self.path, self._worker = root / name, worker
        self._descriptor = -1

    def __enter__(self) -> WriterLock:
        with translated(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 1000, 0)
            os.close(descriptor)
            raise WriterBusyError(_busy(self._worker, self.path.parent, holder)) from None
        self._descriptor = descriptor
        facts = {
            "pid": os.getpid(),
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": os.uname().nodename,
        }
        with translated(self.path):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(facts).encode(), 0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)


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
        with WriterLock(self._root):
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
