"""Open a file that a stranger may have put there, and unpack it within bounds.

In: a path that was found below a folder.  Out: a stream of the very file that was found: never a
pipe or device, never through a link that took a folder's place since, never a decompression bomb.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Protocol

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


class Readable(Protocol):
    """What unpacks as it is read."""

    def read1(self, size: int) -> bytes:
        """Return what is there, at most so many bytes, none at the end."""


class Unpacking(io.RawIOBase):
    """What unpacks to `content`, which stops where it grows beyond what text can.

    `taken`: returns how many packed bytes that took so far, or will take.
    """

    def __init__(self, content: Readable, taken: Callable[[], int]) -> None:
        self._content, self._taken = content, taken
        self._size = 0

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes came so far."""
        return self._size

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises: UnreadableArticleError, EOFError, zlib.error, OSError."""
        # Of cut data all that came before the cut: a whole buffer would be lost with its end.
        data = self._content.read1(len(buffer))
        buffer[: len(data)] = data
        self._size += len(data)
        if self._size > max(GZIP_RATIO_FROM_BYTES, MAX_GZIP_RATIO * self._taken()):
            raise UnreadableArticleError("unpacks suspiciously large (decompression bomb)")
        return len(data)


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return the stream of what is in a file, be it packed with gzip or not; any length."""
    file = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    if not file.peek(2).startswith(GZIP_MAGIC):
        return file
    return io.BufferedReader(Unpacking(gzip.GzipFile(fileobj=file), file.tell), BUFFER_BYTES)
