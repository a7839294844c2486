"""Read a page that a browser saved in one file.

In: MHTML of Chrome, Edge and others (a mail whose parts are the page and what belongs to it), or a
web archive of Safari (a property list).  Out: the page itself, with the address it was saved from.
Only what comes first is read: pictures behind the page may be as large as they like.
Sources: RFC 2557; https://developer.apple.com/documentation/webkit/webarchive
"""

from __future__ import annotations

import codecs
import gzip
import plistlib
import zlib
from email import message_from_bytes
from typing import IO

from corpus.errors import UnreadableArticleError
from corpus.readers.addresses import web_address
from corpus.readers.archives.capture import Capture, is_page
from corpus.readers.decoding import MAX_FILE_BYTES, MAX_PAGE_BYTES
from corpus.readers.opening import unpacked

# Each level of parts costs a walk over all lines within it; a page has one level or two.
MAX_BOUNDARIES = 100
_NO_PAGE = "holds no page"


def read_mhtml(file: IO[bytes]) -> Capture:
    """Return the page of a MHTML file. Raises: UnreadableArticleError."""
    raw = _beginning(file, MAX_FILE_BYTES + 1)
    # Browsers of long ago, and mail programs, begin with an empty line or a mark of UTF-8.
    raw = raw.removeprefix(codecs.BOM_UTF8).lstrip()
    if raw.count(b"boundary=") > MAX_BOUNDARIES:
        raise UnreadableArticleError("nested too deeply")
    message = message_from_bytes(raw[:MAX_FILE_BYTES])
    parts = [part for part in message.walk() if not part.is_multipart()]
    at = next((at for at, part in enumerate(parts) if is_page(part.get_content_type())), None)
    if at is None:
        raise UnreadableArticleError(_NO_PAGE)
    if len(raw) > MAX_FILE_BYTES and at == len(parts) - 1:
        raise UnreadableArticleError(f"the page is larger than {MAX_FILE_BYTES >> 20} MiB")
    page = parts[at]
    body = page.get_payload(decode=True)
    return Capture(
        web_address(str(message["Snapshot-Content-Location"] or page["Content-Location"] or "")),
        body if isinstance(body, bytes) else b"",
        page.get_content_charset() or "",
    )


def read_webarchive(file: IO[bytes]) -> Capture:
    """Return the page of a Safari web archive. Raises: UnreadableArticleError."""
    raw = _beginning(file, MAX_PAGE_BYTES + 1)
    if len(raw) > MAX_PAGE_BYTES:
        raise UnreadableArticleError(f"larger than {MAX_PAGE_BYTES >> 20} MiB")
    try:
        content = plistlib.loads(raw)
    except Exception as error:  # of damaged lists it raises whatever comes
        raise UnreadableArticleError("no property list, or damaged") from error
    page = content.get("WebMainResource") if isinstance(content, dict) else None
    if not isinstance(page, dict) or not is_page(str(page.get("WebResourceMIMEType", ""))):
        raise UnreadableArticleError(_NO_PAGE)
    body = page.get("WebResourceData")
    return Capture(
        web_address(str(page.get("WebResourceURL", ""))),
        body if isinstance(body, bytes) else b"",
        str(page.get("WebResourceTextEncodingName", "")),
    )


def _beginning(file: IO[bytes], size: int) -> bytes:
    try:
        return unpacked(file).read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableArticleError("damaged gzip data") from error
