"""A page as it was fetched or saved, and the article it holds.

In: address, bytes and declared encoding, of an archive or a browser's file.  Out: an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.models import Article

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_PAGE = re.compile(r"text/html|application/xhtml\+xml", re.I)


@dataclass(frozen=True, slots=True)
class Capture:
    """A page. `charset`: the encoding that was said to whoever kept it, else empty."""

    url: str
    body: bytes
    charset: str


def is_page(content_type: str) -> bool:
    """Tell if a content type is that of a page."""
    return bool(_PAGE.match(content_type))


def charset_of(content_type: str) -> str:
    """Return the encoding that a content type names, else ""."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def read_capture(capture: Capture) -> Article:
    """Return the article of a page; it has the address it was kept under if it names none.

    Raises: UnreadableArticleError.
    """
    from corpus.readers.decoding import decode_page
    from corpus.readers.page import read_page

    return read_page(decode_page(capture.body, capture.charset), capture.url)
