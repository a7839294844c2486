"""Read one file into articles, whatever its kind.

In: a file's path and the name to show for it.  Out: articles, and a failure for each part that gave
none; nothing is raised for bad content.  The suffix decides the reader, for `.xml` the root element
and for `.json` the keys; each suffix may be followed by `.gz`. A ZIP file is read as a folder is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import Article, ReadDoubt, ReadFailure, ReadSkip
from corpus.readers.decoding import decode_page, read_whole
from corpus.readers.lines import WHOLE, Part
from corpus.readers.opening import open_regular

# What a reader yields; a doubt stands behind all articles: they are counted.
Outcome = Article | str | PassedOverError | ReadDoubt
ID_DIGITS = 16
NOTHING = "holds no article"


# Readers are imported when first needed: a query needs none of them.


def _page(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers.page import read_page

    yield read_page(decode_page(read_whole(file)))


def _lines(file: IO[bytes], part: Part = WHOLE) -> Iterator[Outcome]:
    from corpus.readers.records import read_lines

    yield from read_lines(file, part)


def _plain(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers.page import is_whole, read_page
    from corpus.readers.plain import read_plain

    text = decode_page(read_whole(file))
    yield read_page(text) if is_whole(text) else read_plain(text)


def _table(file: IO[bytes], columns: Mapping[str, str] = {}) -> Iterator[Outcome]:
    from corpus.readers.records import read_table

    yield from read_table(decode_page(read_whole(file)), columns)


def _json(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers import feeds, records, wires

    text = decode_page(read_whole(file))
    if records.are_lines(text):
        yield from records.read_text_lines(text)
        return
    content = records.parsed(text)
    if feeds.is_json_feed(content):
        yield from feeds.read_json_feed(content)
    elif articles := records.articles_in(content):
        yield from records.read_articles(articles)
    else:
        yield from wires.read_ninjs(content)


def _xml(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers import feeds, wires
    from corpus.readers.markup import name_of, parse_xml
    from corpus.readers.page import is_whole, read_page

    text = decode_page(read_whole(file))
    if is_whole(text):
        yield read_page(text)
        return
    root = parse_xml(text)
    name = name_of(root)
    if name in feeds.FEED_ROOTS:
        yield from feeds.read_feed(root)
    elif name in wires.NEWSML_ROOTS:
        yield from wires.read_newsml(root)
    elif name == "nitf":
        yield from wires.read_nitf(root)
    else:
        raise PassedOverError(f"XML of no known kind (root <{name}>)")


def _archive(file: IO[bytes], over: Iterator[int]) -> Iterator[Outcome]:
    from corpus.readers.archives import read_capture, read_warc

    for capture in read_warc(file):
        if _passed(over):
            continue
        if isinstance(capture, str):
            yield capture
            continue
        try:
            yield read_capture(capture)
        except (UnreadableArticleError, RecursionError) as error:
            yield f"{capture.url}: {error}"


def _passed(over: Iterator[int]) -> bool:
    """Tell if one more result is to be passed over."""
    return next(over, None) is not None


def _mhtml(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers.archives import read_capture, read_mhtml

    yield read_capture(read_mhtml(file))


def _webarchive(file: IO[bytes]) -> Iterator[Outcome]:
    from corpus.readers.archives import read_capture, read_webarchive

    yield read_capture(read_webarchive(file))


READERS: dict[str, Callable[[IO[bytes]], Iterator[Outcome]]] = {
    ".html": _page, ".htm": _page, ".xhtml": _page, ".shtml": _page,
    ".txt": _plain, ".jsonl": _lines, ".ndjson": _lines,
    ".xml": _xml, ".rss": _xml, ".atom": _xml, ".rdf": _xml, ".nitf": _xml,
    ".json": _json, ".csv": _table, ".tsv": _table,
    ".mhtml": _mhtml, ".mht": _mhtml, ".webarchive": _webarchive,
}  # fmt: skip
_WEB_ARCHIVE = ".warc"
# What is packed in these has kinds of its own.
_PACKED_SUFFIXES = frozenset({".zip", ".wacz"})
KNOWN_SUFFIXES = frozenset(READERS) | _PACKED_SUFFIXES | {_WEB_ARCHIVE}
# These hold one article, which can be passed over unread; so can each page of a web archive.
_PAGE_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".webarchive", ".txt"}
)
_ONE_BY_ONE = _PAGE_SUFFIXES | {_WEB_ARCHIVE}
# What these hold is no markup: the parsers, half of a worker's start, are left unloaded.
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_PLAIN_SUFFIXES = _LINE_SUFFIXES | {".txt"}
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})


def kind_of(path: Path) -> str:
    """Return the suffix that names the file's kind, lower case and without `.gz`, or ""."""
    name = path.name.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    return suffix if suffix in KNOWN_SUFFIXES else ""


def is_archive(path: Path) -> bool:
    """Tell if a file holds pages that are read one by one, so that each can be passed over."""
    return kind_of(path) in {_WEB_ARCHIVE, *_PACKED_SUFFIXES}


def is_of_lines(path: Path) -> bool:
    """Tell if each line of a file is read for itself, so that it can be read in parts."""
    return kind_of(path) in _LINE_SUFFIXES


def is_table(path: Path) -> bool:
    """Tell if a file has columns, of which the user may say what they hold."""
    return kind_of(path) in _TABLE_SUFFIXES


def prepare(path: Path) -> None:
    """Import what takes long to import and the file's kind needs."""
    if kind_of(path) not in _PLAIN_SUFFIXES:
        from corpus.readers.page import read_page  # noqa: F401


def read_file(
    path: Path, display: str, relative: str = "", start: int = 0,
    columns: Mapping[str, str] = {}, part: Part = WHOLE,
) -> Iterator[Article | ReadFailure | ReadSkip | ReadDoubt]:  # fmt: skip
    """Yield the file's articles in file order, failures, what is passed over and what is doubted.

    Args:
        path: the file, its suffix among KNOWN_SUFFIXES.
        display: how failures name the file.
        relative: the path below its source root, from which an article without an address takes
            its id, and of which no part may be a link; empty for `display`.
        start: how many results of an archive to pass over unread.
        columns: of a table, the fields of columns whose names do not tell them, by `key_of` name.
        part: of a file of lines, what to read of it; one without an article says nothing of that.
    """
    kind = kind_of(path)
    if not kind:
        known = ", ".join(sorted(KNOWN_SUFFIXES))
        yield ReadFailure(display, f"unknown kind of file (known: {known}, each also .gz)")
        return
    name = relative or display
    empty = not start and part == WHOLE
    try:
        with open_regular(path, relative) as file:
            results = _results(kind, file, name, iter(range(start)), columns, part)
            for result in results:
                empty = False
                if isinstance(result, ReadDoubt):
                    yield replace(result, file=display)
                elif isinstance(result, PassedOverError):
                    yield ReadSkip(display, str(result), result.transient)
                else:
                    yield ReadFailure(display, result) if isinstance(result, str) else result
    except UnreadableArticleError as error:
        yield ReadFailure(display, str(error))
    except OSError as error:
        yield ReadFailure(display, f"cannot be read: {error.strerror or error}", transient=True)
    else:
        if empty:
            # A feed may have nothing to tell and an archive no page; lines are all articles.
            told = ReadFailure if kind in _PLAIN_SUFFIXES else ReadSkip
            yield told(display, NOTHING)


def _results(
    kind: str, file: IO[bytes], name: str, over: Iterator[int],
    columns: Mapping[str, str] = {}, part: Part = WHOLE,
) -> Iterator[Outcome]:  # fmt: skip
    """Yield what a stream of a kind holds, articles with an id. Raises: OSError.

    `over`: yields once for each result to pass over.
    """
    try:
        if kind in _PACKED_SUFFIXES:
            yield from _members(file, name, over)
            return
        if kind == _WEB_ARCHIVE:
            outcomes = _archive(file, over)
        elif columns and kind in _TABLE_SUFFIXES:
            outcomes = _table(file, columns)
        elif kind in _LINE_SUFFIXES:
            outcomes = _lines(file, part)
        else:
            outcomes = READERS[kind](file)
        doubts: list[ReadDoubt] = []
        number = 0
        for outcome in outcomes:
            if isinstance(outcome, ReadDoubt):
                doubts.append(outcome)
                continue
            yield _identified(outcome, name, number) if isinstance(outcome, Article) else outcome
            number += 1
        if doubts:
            from corpus.readers.undated import together  # a query must not pay for it

            yield together(doubts)
    except PassedOverError as error:
        yield error
    except UnreadableArticleError as error:
        yield str(error)
    except RecursionError:
        yield "nested too deeply"


def _members(file: IO[bytes], name: str, over: Iterator[int]) -> Iterator[Outcome]:
    """Yield what the files in a ZIP file hold. Raises: UnreadableArticleError, OSError."""
    from corpus.readers.archives import read_members

    for path, open_member in read_members(file, _kind_below):
        kind = _kind_below(path)
        if kind in _PAGE_SUFFIXES and _passed(over):
            continue  # unread
        try:
            results = _results(kind, open_member(), f"{name}/{path}", over)
        except UnreadableArticleError as error:
            results = iter([str(error)])
        for result in results:
            if kind not in _ONE_BY_ONE and _passed(over):
                continue
            if isinstance(result, ReadDoubt):
                yield replace(result, reason=f"{path}: {result.reason}")
            elif isinstance(result, PassedOverError):
                yield PassedOverError(f"{path}: {result}", transient=result.transient)
            else:
                yield f"{path}: {result}" if isinstance(result, str) else result


def _kind_below(member: str) -> str:
    """Return the kind of a file in a ZIP file, "" for one that is not looked into."""
    kind = kind_of(Path(member))
    return "" if kind in _PACKED_SUFFIXES else kind


def _identified(article: Article, name: str, number: int) -> Article:
    """Return the article with an id: its own, else made of its address or its place."""
    if article.id:
        return article
    place = f"{name}#{number}" if number else name
    identity = (article.url or place).encode("utf-8", "backslashreplace")
    return replace(article, id=hashlib.sha256(identity).hexdigest()[:ID_DIGITS])
