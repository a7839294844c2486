"""Read one file into articles, whatever its kind.

In: a file's path and the name to show for it.  Out: articles, and a failure for each part that gave
none; nothing is raised for bad content.  The suffix decides the reader, for `.xml` the root element
and for `.json` the keys; each suffix may be followed by `.gz`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadFailure
from corpus.readers.decoding import decode_page, read_bounded

Outcome = Article | str
ID_DIGITS = 16


# Readers are imported when first needed: a query needs none of them.


def _page(path: Path) -> Iterator[Outcome]:
    from corpus.readers.page import read_page

    yield read_page(decode_page(read_bounded(path)))


def _lines(path: Path) -> Iterator[Outcome]:
    from corpus.readers.jsonl import read_lines

    yield from read_lines(path)


def _plain(path: Path) -> Iterator[Outcome]:
    from corpus.readers.plain import read_plain

    yield read_plain(decode_page(read_bounded(path)))


def _table(path: Path) -> Iterator[Outcome]:
    from corpus.readers.table import read_table

    yield from read_table(decode_page(read_bounded(path)))


def _json(path: Path) -> Iterator[Outcome]:
    from corpus.readers.ninjs import read_ninjs

    yield from read_ninjs(decode_page(read_bounded(path)))


def _xml(path: Path) -> Iterator[Outcome]:
    from corpus.readers import feed, newsml
    from corpus.readers.markup import name_of, parse_xml
    from corpus.readers.nitf import read_nitf

    root = parse_xml(decode_page(read_bounded(path)))
    name = name_of(root)
    if name in feed.ROOTS:
        yield from feed.read_feed(root)
    elif name in newsml.ROOTS:
        yield from newsml.read_newsml(root)
    elif name == "nitf":
        yield read_nitf(root)
    else:
        raise UnreadableArticleError(f"XML of no known kind (root <{name}>)")


def _archive(path: Path) -> Iterator[Outcome]:
    from corpus.readers.page import read_page
    from corpus.readers.warc import read_warc

    for capture in read_warc(path):
        if isinstance(capture, str):
            yield capture
            continue
        try:
            article = read_page(decode_page(capture.body, capture.charset))
        except (UnreadableArticleError, RecursionError) as error:
            yield f"{capture.url}: {error}"
        else:
            yield article if article.url else replace(article, url=capture.url)


READERS: dict[str, Callable[[Path], Iterator[Outcome]]] = {
    ".html": _page, ".htm": _page, ".txt": _plain, ".jsonl": _lines, ".ndjson": _lines,
    ".xml": _xml, ".rss": _xml, ".atom": _xml, ".rdf": _xml, ".nitf": _xml,
    ".json": _json, ".csv": _table, ".tsv": _table, ".warc": _archive,
}  # fmt: skip
KNOWN_SUFFIXES = frozenset(READERS)


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
        relative: the path below its source root, from which an article without an address takes
            its id; empty for `display`.
    """
    kind = kind_of(path)
    if not kind:
        known = ", ".join(sorted(KNOWN_SUFFIXES))
        yield ReadFailure(display, f"unknown kind of file (known: {known}, each also .gz)")
        return
    try:
        for number, outcome in enumerate(READERS[kind](path)):
            if isinstance(outcome, str):
                yield ReadFailure(display, outcome)
            else:
                yield _identified(outcome, relative or display, number)
    except UnreadableArticleError as error:
        yield ReadFailure(display, str(error))
    except RecursionError:
        yield ReadFailure(display, "nested too deeply")
    except OSError as error:
        yield ReadFailure(display, f"cannot be read: {error.strerror or error}")


def _identified(article: Article, name: str, number: int) -> Article:
    """Return the article with an id: its own, else made of its address or its place."""
    if article.id:
        return article
    place = f"{name}#{number}" if number else name
    identity = (article.url or place).encode("utf-8", "backslashreplace")
    return replace(article, id=hashlib.sha256(identity).hexdigest()[:ID_DIGITS])
