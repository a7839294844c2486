"""Look into a ZIP file: a packed folder of pages, or a web archive as browsers make them (WACZ).

In: an open file.  Out: its files of known kinds, each as a stream, in the order of their names; or
the reason why one cannot be read. Nothing is written anywhere, so names do no harm.
Sources: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
and https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple, cast

from corpus.errors import UnreadableArticleError
from corpus.readers.opening import BUFFER_BYTES, Readable, Unpacking

# Its list of files is read as a whole: some 100 bytes each, a kilobyte as an object.
MAX_LIST_BYTES = 8 << 20
_END, _END_BYTES = b"PK\x05\x06", 22
_END_64, _PLACE_64 = b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1
# What of a WACZ are no captures: lists and indexes of these.
_WACZ, _CAPTURES = "datapackage.json", "archive/"


class Member(NamedTuple):
    """A file in a ZIP file. `path`: its name there; `open`: returns its stream, for one reading.

    `open` raises UnreadableArticleError.
    """

    path: str
    open: Callable[[], IO[bytes]]


def read_members(file: IO[bytes], kind_of: Callable[[str], str]) -> Iterator[Member]:
    """Yield the files of a ZIP file. `kind_of`: returns "" for what is of no known kind.

    Raises: UnreadableArticleError if it is no ZIP file, or damaged.
    """
    _check_list(file)
    try:
        archive = zipfile.ZipFile(file)
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise UnreadableArticleError(f"damaged ZIP file ({error})") from error
    is_wacz = any(info.filename == _WACZ for info in infos)
    with archive:
        for info in infos:
            path = PurePosixPath(info.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if is_wacz and not info.filename.startswith(_CAPTURES):
                continue
            if not info.is_dir() and not hidden and kind_of(path.name):
                yield Member(info.filename, lambda info=info: _open(archive, info))  # type: ignore[misc]


def _check_list(file: IO[bytes]) -> None:
    """Raise UnreadableArticleError if there is no list of files, or a very long one."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise UnreadableArticleError("no ZIP file, or cut off")
    taken = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[at - 20 : at - 16] == _PLACE_64:
        file.seek(min(size, int.from_bytes(tail[at - 12 : at - 4], "little")))
        end = file.read(56)
        if not end.startswith(_END_64):
            raise UnreadableArticleError("damaged ZIP file")
        taken = int.from_bytes(end[40:48], "little")
    if taken > MAX_LIST_BYTES:
        raise UnreadableArticleError("holds too many files")


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableArticleError("encrypted")
    if info.compress_type not in _READ:
        raise UnreadableArticleError("packed in a way that is not read")
    try:
        content = archive.open(info)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableArticleError(f"damaged ({error})") from error
    # What `open` returns is told as any stream, and is one that has this.
    checked = _Checked(cast(Readable, content), lambda: info.compress_size)
    return io.BufferedReader(checked, BUFFER_BYTES)


class _Checked(Unpacking):
    """A member; damage is told as that of a text."""

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises: UnreadableArticleError."""
        try:
            return super().readinto(buffer)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise UnreadableArticleError(f"damaged ({error})") from error
