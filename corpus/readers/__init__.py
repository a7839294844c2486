"""Read one file into articles, whatever its kind.

In: a file's path and the name to show for it.  Out: articles, and a failure for each part that gave
none; nothing is raised for bad content.  The suffix decides the reader: `.html .htm` a saved page,
`.txt` plain text, `.jsonl .ndjson` article lines; each may end in `.gz` as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadFailure
from corpus.readers.decoding import decode_page, read_bounded
from corpus.readers.jsonl import read_lines
from corpus.readers.page import read_page
from corpus.readers.plain import read_plain

PAGE_SUFFIXES = frozenset({".html", ".htm"})
PLAIN_SUFFIXES = frozenset({".txt"})
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
KNOWN_SUFFIXES = PAGE_SUFFIXES | PLAIN_SUFFIXES | LINE_SUFFIXES
ID_DIGITS = 16


def kind_of(path: Path) -> str:
    """Return the suffix that names the file's kind, lower case and without `.gz`, or ""."""
    name = path.name.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    return suffix if suffix in KNOWN_SUFFIXES else ""


def read_file(path: Path, display: str, relative: str = "") -> Iterator[Article | ReadFailure]:
    """Yield the file's articles in file order, and a failure for what could not be read.

    Args:
        path: the file, its suffix among KNOWN_SUFFIXES.
        display: how failures name the file.
        relative: the path below its source root, from which a page without an address takes its
            id; empty for `display`.
    """
    kind = kind_of(path)
    try:
        if kind in LINE_SUFFIXES:
            for outcome in read_lines(path):
                yield ReadFailure(display, outcome) if isinstance(outcome, str) else outcome
        elif kind:
            yield _single(path, kind, relative or display)
        else:
            known = ", ".join(sorted(KNOWN_SUFFIXES))
            yield ReadFailure(display, f"unknown kind of file (known: {known}, each also .gz)")
    except UnreadableArticleError as error:
        yield ReadFailure(display, str(error))
    except RecursionError:
        yield ReadFailure(display, "nested too deeply")
    except OSError as error:
        yield ReadFailure(display, f"cannot be read: {error.strerror or error}")


def _single(path: Path, kind: str, name: str) -> Article:
    text = decode_page(read_bounded(path))
    article = read_page(text) if kind in PAGE_SUFFIXES else read_plain(text)
    identity = (article.url or name).encode("utf-8", "backslashreplace")
    return replace(article, id=hashlib.sha256(identity).hexdigest()[:ID_DIGITS])
