"""The few file system operations that publishing needs, in one object that tests can replace.

In: paths.  Out: nothing; errors of the system become FundstelleErrors that say what to do.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.errors import CannotWriteError, StorageFullError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Storage:
    """Write, sync, link, rename, remove."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file (not synced)."""
        path.write_bytes(data)

    def sync(self, path: Path) -> None:
        """Force a file or a directory to the disk."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name."""
        os.link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file or directory, replacing a file."""
        os.replace(source, target)

    def remove_tree(self, directory: Path) -> None:
        """Remove a directory with all it holds, also a read-only one."""
        directory.chmod(0o700)
        shutil.rmtree(directory)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn a system error into one that names the place and what is missing."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(
                f"cannot write to {path}: {error.strerror}; {free_bytes(path)} bytes are free"
            ) from error
        if error.errno in _FORBIDDEN:
            raise CannotWriteError(
                f"cannot write to {error.filename or path}: {error.strerror}"
            ) from error
        raise


def free_bytes(path: Path) -> int:
    """Return the bytes free for us on the disk of a path (0 if unknown)."""
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return 0
