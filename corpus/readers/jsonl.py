"""Read article lines: one JSON object a line (`corpus/README.md` lists the keys).

In: a path, perhaps gzip.  Out: an Article for each good line, an UnreadableArticleError for each bad.
Lines are read one by one: memory does not grow with the file.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.assembly import Block, assemble
from corpus.readers.decoding import clean_line, open_regular

MAX_LINE = 4 * 2**20


def read_lines(path: Path) -> Iterator[Article | UnreadableArticleError]:
    """Yield what each line of a file holds."""
    opened = open(open_regular(path), "rb")
    packed = path.name.lower().endswith(".gz")
    stream: IO[bytes] = gzip.open(opened) if packed else opened  # type: ignore[assignment]
    number = 0
    with opened, stream:
        while True:
            number += 1
            try:
                line = stream.readline(MAX_LINE + 1)
            except (OSError, EOFError, zlib.error) as error:
                yield UnreadableArticleError(f"line {number}: the file cannot be read on: {error}")
                return
            if not line:
                return
            if len(line) > MAX_LINE:
                yield UnreadableArticleError(f"line {number}: longer than {MAX_LINE >> 20} MiB")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE)
                continue
            if line.strip():
                try:
                    yield read_line(line)
                except UnreadableArticleError as error:
                    yield UnreadableArticleError(f"line {number}: {error}")


def read_line(line: bytes) -> Article:
    """Return the article of one line. Raises UnreadableArticleError."""
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableArticleError(f"not valid JSON: {error}") from error
    if not isinstance(values, dict):
        raise UnreadableArticleError("not a JSON object")
    name = values.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool) or not clean_line(str(name)):
        raise UnreadableArticleError("the key `id` is missing or no text")
    if "text" not in values and "sections" not in values:
        raise UnreadableArticleError("neither `text` nor `sections`")
    if len(str(name)) > 200:
        raise UnreadableArticleError("the key `id` has more than 200 characters")
    article = Article(
        id=clean_line(str(name)),
        title=_text(values, "title"),
        teaser=_text(values, "teaser"),
        dateline=_text(values, "dateline"),
        authors=_texts(values, "authors"),
        agencies=_texts(values, "agency") or _texts(values, "agencies"),
        source=_text(values, "source"),
        url=_text(values, "url"),
        published=_date(values, "date") or _date(values, "published"),
        modified=_date(values, "modified"),
        topics=_texts(values, "topics"),
        free=values.get("free") is not False,
    )
    return assemble(article, _blocks(values))


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableArticleError(f"the key `{key}` is no text")
    return clean_line(value)


def _texts(values: dict[str, Any], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if value is None:
        return ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnreadableArticleError(f"the key `{key}` is no list of texts")
    return tuple(dict.fromkeys(line for item in items if (line := clean_line(item))))


def _date(values: dict[str, Any], key: str) -> datetime | None:
    value = values.get(key)
    if value in (None, ""):
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise UnreadableArticleError(f"the key `{key}` is no date: {value!r:.60}") from error


def _blocks(values: dict[str, Any]) -> Iterator[Block]:
    sections = values.get("sections")
    if sections is None:
        text = values["text"]
        if not isinstance(text, str):
            raise UnreadableArticleError("the key `text` is no text")
        yield from (Block(line) for line in text.split("\n"))
        return
    if not isinstance(sections, list) or not all(isinstance(s, dict) for s in sections):
        raise UnreadableArticleError("the key `sections` is no list of objects")
    for section in sections:
        heading = _text(section, "heading")
        if heading:
            level = section.get("level")
            usable = isinstance(level, int) and 1 <= level <= 6
            yield Block(heading, level if usable else 2, _text(section, "anchor"))
        paragraphs = section.get("paragraphs") or []
        if not isinstance(paragraphs, list) or not all(isinstance(p, str) for p in paragraphs):
            raise UnreadableArticleError("`paragraphs` is no list of texts")
        yield from (Block(line) for text in paragraphs for line in text.split("\n"))
