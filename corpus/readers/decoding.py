"""From the bytes of a file to text.

In: a path.  Out: NFC text. Order of evidence: byte order mark, declared charset (XML, meta), strict
UTF-8, cp1252. UTF-7 is never decoded. Compressed input is unpacked within bounds.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
import zlib
from pathlib import Path

from corpus.errors import UnreadableArticleError

MAX_RAW = 10 * 2**20
MAX_UNPACKED = 32 * 2**20
MAX_RATIO = 100
_FREE_RATIO_BELOW = 2**20

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,100}encoding|<meta[^>]{0,200}charset)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# Control and direction characters, soft hyphens and zero-width blanks: no part of what a text says.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def read_text(path: Path) -> str:
    """Return the text of a file, unpacked if its name ends in .gz. Raises UnreadableArticleError."""
    return decode(read_bytes(path))


def open_regular(path: Path) -> int:
    """Open a regular file without following a link or waiting for a pipe; return its descriptor."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UnreadableArticleError(f"cannot be opened: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableArticleError("not a regular file")
    return descriptor


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a page-sized file, bounded. Raises UnreadableArticleError."""
    try:
        with open(open_regular(path), "rb") as stream:
            data = stream.read(MAX_RAW + 1)
    except OSError as error:
        raise UnreadableArticleError(f"cannot be read: {error.strerror}") from error
    if len(data) > MAX_RAW:
        raise UnreadableArticleError(f"larger than {MAX_RAW >> 20} MiB")
    return _unpacked(data) if path.name.lower().endswith(".gz") else data


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(data, MAX_UNPACKED + 1)
    except zlib.error as error:
        raise UnreadableArticleError(f"not a gzip file: {error}") from error
    if len(text) > MAX_UNPACKED:
        raise UnreadableArticleError(f"unpacks to more than {MAX_UNPACKED >> 20} MiB")
    if len(text) > _FREE_RATIO_BELOW and len(text) > MAX_RATIO * len(data):
        raise UnreadableArticleError(f"unpacks to more than {MAX_RATIO} times its size")
    if not unpacker.eof:
        raise UnreadableArticleError("the gzip file is cut off")
    return text


def decode(data: bytes) -> str:
    """Return bytes as NFC text. Raises UnreadableArticleError for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return unicodedata.normalize("NFC", data[len(mark) :].decode(encoding, "replace"))
    if b"\0" in data[:65536]:
        raise UnreadableArticleError("binary data, not text")
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    for encoding in (_known(name), "utf-8"):
        try:
            return unicodedata.normalize("NFC", data.decode(encoding))
        except (UnicodeDecodeError, UnicodeError):
            continue
    return unicodedata.normalize("NFC", data.decode("cp1252", "replace"))


def _known(name: str) -> str:
    """Return the codec for a declared charset; Latin-1 is read as cp1252, as browsers do."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return "utf-8" if found.startswith(("utf-7", "utf-16", "utf-32")) or not _is_text(found) else found


def _is_text(codec: str) -> bool:
    return bool(getattr(codecs.lookup(codec), "_is_text_encoding", True))


def clean_line(text: str) -> str:
    """Return one line of NFC text: no control characters, blanks folded to one."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())
