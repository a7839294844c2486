"""Open a file that a stranger may have put there, and unpack it within bounds.

In: a path that was found below a folder.  Out: a stream of the very file that was found: never a
pipe or device, never through a link that took a folder's place since, never a gzip bomb.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import IO, Any

from corpus.errors import UnreadableArticleError
from corpus.readers.decoding import GZIP_MAGIC, GZIP_RATIO_FROM_BYTES, MAX_GZIP_RATIO

BUFFER_BYTES = 64 << 10


def open_regular(path: Path, relative: str = "") -> io.BufferedReader:
    """Open a regular file for reading, without waiting for anybody.

    `relative`: the path below the folder that was named, of which no part may be a link; empty for
    a file that was named itself.  Raises: UnreadableArticleError, OSError.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableArticleError("symbolic links are not followed") from error
        if error.errno in {errno.ENXIO, errno.ENODEV}:
            raise UnreadableArticleError("not a regular file") from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableArticleError("not a regular file")
        if relative and not _is_below(descriptor, path, relative.count("/")):
            raise UnreadableArticleError("reached through a symbolic link")
        return io.BufferedReader(io.FileIO(descriptor), BUFFER_BYTES)
    except BaseException:
        os.close(descriptor)
        raise


def _is_below(descriptor: int, path: Path, folders: int) -> bool:
    """Tell if an open file lies where its path says, counted from the folder that was named."""
    whole = os.path.abspath(path)
    root = whole
    for _ in range(folders + 1):
        root = os.path.dirname(root)
    wanted = os.path.realpath(root) + whole[len(root) :] if root != "/" else whole
    real = os.readlink(f"/proc/self/fd/{descriptor}")
    # A file that was deleted or renamed meanwhile is still the one that was found.
    return real == wanted or real.endswith(" (deleted)")


def file_digest(path: Path, relative: str = "") -> str:
    """Return the SHA-256 of a file in hex, "" if it cannot be read: its reader will say why."""
    try:
        with open_regular(path, relative) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, UnreadableArticleError):
        return ""


class _Unpacking(io.RawIOBase):
    """Unpacks gzip, and stops where it grows beyond what text can."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._members = gzip.GzipFile(fileobj=packed)
        self._size = 0

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises: UnreadableArticleError, EOFError, zlib.error, OSError."""
        # Of cut data all that came before the cut: a whole buffer would be lost with its end.
        data = self._members.read1(len(buffer))
        buffer[: len(data)] = data
        self._size += len(data)
        limit = max(GZIP_RATIO_FROM_BYTES, MAX_GZIP_RATIO * self._packed.tell())
        if self._size > limit:
            raise UnreadableArticleError("unpacks suspiciously large (gzip bomb)")
        return len(data)


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return the stream of what is in a file, be it packed or not; any length."""
    packed = stream.read(2) == GZIP_MAGIC
    stream.seek(0)
    return io.BufferedReader(_Unpacking(stream), BUFFER_BYTES) if packed else stream
