"""Read WARC, the format of web archives and crawlers.

In: a `.warc` file, plain or gzip, read as a stream.  Out: the address and bytes of each successful
HTML answer, or the reason why a record gives none; everything else in the archive is passed over.
Source: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from corpus.errors import UnreadableArticleError
from corpus.readers.archives.capture import Capture, charset_of, is_page
from corpus.readers.archives.codings import decoded
from corpus.readers.decoding import MAX_FILE_BYTES
from corpus.readers.opening import unpacked
from corpus.readers.page import is_whole

MAX_HEADER_BYTES = 64 << 10
SKIP_BYTES = 1 << 20
# Where a server does not say what it sends, so much tells.
SNIFFED_BYTES = 1024
MAX_EMPTY_LINES = 100
# Larger ones end the reading: passing over them would unpack them.
MAX_RECORD_BYTES = 1 << 30
_VERSION = re.compile(rb"WARC/[01]\.\d+\s*$")


def read_warc(file: IO[bytes]) -> Iterator[Capture | str]:
    """Yield each HTML page, or a reason; reading ends at the first damage. Raises: OSError."""
    stream = unpacked(file)
    number = 1
    try:
        while headers := _headers(stream):
            record = _record(headers, stream)
            try:
                if record and (capture := _capture(record)):
                    yield capture
            except UnreadableArticleError as error:
                yield f"record {number}: {error}"
            number += 1
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield f"record {number}: damaged gzip data ({error})"
    except (ValueError, UnreadableArticleError) as error:
        yield f"record {number}: {error}"


def _headers(stream: IO[bytes]) -> dict[str, str]:
    """Return the next record's header fields, {} at the end. Raises: ValueError at damage."""
    for _ in range(MAX_EMPTY_LINES):
        line = stream.readline(MAX_HEADER_BYTES)
        if line not in {b"\r\n", b"\n"}:
            break
    if not line:
        return {}
    if not _VERSION.match(line):
        raise ValueError("not a WARC record")
    return _fields(stream)


def _fields(stream: IO[bytes]) -> dict[str, str]:
    """Return header fields up to the empty line, names in lower case."""
    fields: dict[str, str] = {"": ""}
    room = MAX_HEADER_BYTES
    while (line := stream.readline(room + 1)) not in {b"\r\n", b"\n"}:
        room -= len(line)
        if not line or room < 0:
            raise ValueError("cut off within a header" if not line else "header too long")
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


@dataclass(frozen=True, slots=True)
class _Record:
    """A record that may hold a page. `block`: its content, None if it is too large to be read."""

    url: str
    is_answer: bool
    declared: str
    block: bytes | None


def _record(headers: dict[str, str], stream: IO[bytes]) -> _Record | None:
    """Read a record to its end, and return it if it may hold a page. Raises: ValueError."""
    length = headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 15:
        raise ValueError("record without a length")
    size = int(length)
    if size > MAX_RECORD_BYTES:
        raise ValueError(f"record larger than {MAX_RECORD_BYTES >> 20} MiB")
    kind, declared = headers.get("warc-type"), headers.get("content-type", "")
    is_answer = kind == "response" and "http" in declared
    wanted = is_answer or (kind == "resource" and is_page(declared))
    url = headers.get("warc-target-uri", "").strip("<>")
    if wanted and size <= MAX_FILE_BYTES:
        block = stream.read(size)
        if len(block) < size:
            raise ValueError("cut off within a record")
        return _Record(url, is_answer, declared, block)
    while size > 0:
        part = stream.read(min(size, SKIP_BYTES))
        if not part:
            raise ValueError("cut off within a record")
        size -= len(part)
    return _Record(url, is_answer, declared, None) if wanted else None


def _capture(record: _Record) -> Capture | None:
    """Return the page of a record, None if it holds none."""
    if record.block is None:
        raise UnreadableArticleError(f"{record.url}: larger than {MAX_FILE_BYTES >> 20} MiB")
    if record.is_answer:
        return _page(record.url, record.block)
    return Capture(record.url, record.block, charset_of(record.declared))


def _page(url: str, block: bytes) -> Capture | None:
    """Return the page of an HTTP answer; None for an error, a redirect or anything but HTML."""
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        head, _, body = block.partition(b"\n\n")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    # 203: a proxy changed it.
    if not re.match(r"HTTP/\S+ 20[03]\b", first):
        return None
    fields = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    kind = fields.get("content-type", "")
    if kind and not is_page(kind):
        return None
    try:
        if "chunked" in fields.get("transfer-encoding", "").lower():
            body = _joined(body)
        body = decoded(body, fields.get("content-encoding", "").lower())
    except UnreadableArticleError as error:
        raise UnreadableArticleError(f"{url}: {error}") from error
    if not kind and not is_whole(body[:SNIFFED_BYTES].decode("latin-1")):
        return None
    return Capture(url, body, charset_of(kind))


def _joined(body: bytes) -> bytes:
    """Return a chunked body whole; many archives have joined it and kept the header."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end > 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return body
        if not int(size, 16):
            break
        parts.append(body[end + 2 : end + 2 + int(size, 16)])
        at = end + 4 + int(size, 16)
    return b"".join(parts)
