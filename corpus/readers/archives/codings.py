"""Undo what a server packed a page with.

In: the body of an answer and its Content-Encoding.  Out: the page, never more than a page may be
long.  Sources: RFC 9110, 8.4.1; RFC 7932 (br); RFC 9659 (zstd: a window of 8 MiB at most).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli

from corpus.errors import UnreadableArticleError
from corpus.packing import zstd
from corpus.readers.decoding import GZIP_MAGIC, MAX_PAGE_BYTES, gunzip

_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


def decoded(body: bytes, coding: str) -> bytes:
    """Return a body unpacked; one that is not packed, whatever its header says, as it is.

    `coding`: in lower case.
    Raises: UnreadableArticleError if it is damaged or unpacks to more than a page.
    """
    if body.startswith(GZIP_MAGIC):
        return gunzip(body)
    for unpack in _UNPACKERS.get(coding, ()):
        try:
            page = unpack(body, MAX_PAGE_BYTES + 1)
        except (zlib.error, brotli.error, zstd.ZstdError):
            continue
        if len(page) > MAX_PAGE_BYTES:
            raise UnreadableArticleError(f"unpacks to more than {MAX_PAGE_BYTES >> 20} MiB")
        return page
    if coding in _UNPACKERS and not body.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        raise UnreadableArticleError(f"damaged {coding} data")
    return body


def _zlib(bits: int) -> Callable[[bytes, int], bytes]:
    return lambda body, most: zlib.decompressobj(bits).decompress(body, most)


def _brotli(body: bytes, most: int) -> bytes:
    # A page that begins with a letter may begin as brotli does: what is packed also has an end.
    unpacker = brotli.Decompressor()
    page: bytes = unpacker.process(body, output_buffer_limit=most)
    if len(page) < most and not unpacker.is_finished():
        raise brotli.error("cut off")
    return page


def _zstd(body: bytes, most: int) -> bytes:
    unpacker = zstd.ZstdDecompressor(options=_ZSTD_WINDOW)
    page = unpacker.decompress(body, most)
    if len(page) < most and not unpacker.eof:
        raise zstd.ZstdError("cut off")
    return page


# Servers call both "deflate": what the standard does, and the bare stream that browsers read too.
_UNPACKERS: dict[str, tuple[Callable[[bytes, int], bytes], ...]] = {
    "deflate": (_zlib(zlib.MAX_WBITS), _zlib(-zlib.MAX_WBITS)),
    "br": (_brotli,),
    "zstd": (_zstd,),
}
