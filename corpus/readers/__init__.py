"""From a file to its articles. The door of the readers: `read_file` chooses by the file's name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadFailure
from corpus.readers.decoding import read_text
from corpus.readers.jsonl import read_lines
from corpus.readers.page import read_page
from corpus.readers.plain import read_plain

__all__ = ["read_file"]


def read_file(path: Path, display: str, relative: str) -> Iterator[Article | ReadFailure]:
    """Yield the articles of a file, and a failure for everything that is none. Never raises for content.

    Args:
        display: how the file is named in failures.
        relative: names an article that has no URL of its own; stable for one source folder.
    """
    name = path.name.lower().removesuffix(".gz")
    try:
        if name.endswith((".jsonl", ".ndjson")):
            for item in read_lines(path):
                yield ReadFailure(display, str(item)) if isinstance(item, Exception) else item
            return
        article_id = hashlib.sha256(relative.encode()).hexdigest()[:16]
        text = read_text(path)
        if name.endswith((".html", ".htm")):
            yield read_page(text, article_id)
        else:
            yield read_plain(text, article_id)
    except UnreadableArticleError as error:
        yield ReadFailure(display, str(error))
