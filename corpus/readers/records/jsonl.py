"""Read article lines: one JSON object a line; or a list of such objects.

In: a file of lines, plain or gzip, or a list.  Out: an article per good line, a reason with the
line's number per bad one.  Required are `id` and one of `text` and `sections`; unknown keys are
ignored.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import IO, Any, TypeGuard

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadDoubt, Section
from corpus.readers.broken_lines import whole_lines
from corpus.readers.credit import agencies_in
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.lines import MAX_LINE_BYTES, WHOLE, Part, numbered
from corpus.readers.records.foreign import record_of, records_in
from corpus.readers.sections import MAX_TITLE_CHARS
from corpus.readers.undated import undated

MAX_ID_CHARS = 200
MAX_VALUES = 100
MAX_VALUE_CHARS = 4000
Json = dict[str, object]
# Keys under which a file holds its list.
_LISTS = ("articles", "items", "documents")
_TEXTS = frozenset({"text", "sections"})
_DATES = ("date", "published")
# The 3rd of April or the 4th of March: lines stand alone, there are no others that might tell.
_TWO_WAYS = re.compile(r"\s*(0?[1-9]|1[0-2])/(?!0?\1/)(?:0?[1-9]|1[0-2])/\d")
# Of an article there is more to be told than its text.
_HEAD = ("title", "date", "published", "source", "url")


def read_lines(file: IO[bytes], part: Part = WHOLE) -> Iterator[Article | str | ReadDoubt]:
    """Yield the article of each line and what is doubted of it, or the reason why a line gives
    none. Raises OSError.
    """
    number = part.lines
    try:
        for number, line in numbered(file, part):
            if line is None:
                yield f"line {number}: longer than {MAX_LINE_BYTES >> 20} MiB"
            elif line.strip():
                yield from _outcome(line, f"line {number}")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield f"line {number + 1}: damaged gzip data ({error})"
    except UnreadableArticleError as error:
        yield f"line {number + 1}: {error}"


def read_text_lines(text: str) -> Iterator[Article | str | ReadDoubt]:
    """Yield what the lines of a text give, as `read_lines` does of a file."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from _outcome(line.encode("utf-8", "replace"), f"line {number}")


def are_lines(text: str) -> bool:
    """Tell if a text is no JSON as a whole, but its first two lines are, each for itself."""
    first, _, rest = text.strip().partition("\n")
    try:
        return bool(rest) and all(
            isinstance(parsed(line), dict) for line in (first, rest.partition("\n")[0])
        )
    except UnreadableArticleError:
        return False


def _outcome(line: bytes, place: str) -> Iterator[Article | str | ReadDoubt]:
    try:
        values = parsed(line.decode("utf-8"))
    except UnicodeDecodeError:
        yield f"{place}: not UTF-8"
    except UnreadableArticleError as error:
        yield f"{place}: {error}"
    else:
        yield from _read(values, place)


def _read(values: object, place: str) -> Iterator[Article | str | ReadDoubt]:
    if not isinstance(values, dict):
        yield f"{place}: not a JSON object"
        return
    named = {} if "id" in values and not _TEXTS.isdisjoint(values) else record_of(values)
    try:
        article = _article_of_record(named) if named else _article(values)
    except UnreadableArticleError as error:
        yield f"{place}: {error}"
        return
    yield article
    if named:
        yield from undated(article, place, [named.get("published")])
    else:
        yield from undated(article, place, map(values.get, _DATES), _date)


def _article_of_record(values: Mapping[str, str]) -> Article:
    from corpus.readers.records.table import (
        article_of,  # the parsers are loaded where they are needed
    )

    article = article_of(values)
    if not (article.id or article.url):
        raise UnreadableArticleError("no id and no address")
    return article


def parsed(text: str) -> Any:
    """Return what a JSON text says. Raises: UnreadableArticleError."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableArticleError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableArticleError(f"not JSON ({error})") from error


def articles_in(content: object) -> list[object]:
    """Return the objects of a file that is a list of articles, or holds one; empty if it is not."""
    found = content
    if isinstance(content, dict):
        lists = [content[name] for name in _LISTS if isinstance(content.get(name), list)]
        found = lists[0] if lists else [content]
    items = found if isinstance(found, list) else []
    return items if any(map(_is_article, items)) else records_in(content)


def _is_article(item: object) -> bool:
    """Tell whether an object is meant for us: saved pages come with JSON of many other kinds."""
    if not isinstance(item, dict) or "id" not in item:
        return False
    return not _TEXTS.isdisjoint(item) and any(key in item for key in _HEAD)


def read_articles(items: list[object]) -> Iterator[Article | str | ReadDoubt]:
    """Yield the article of each object of a list, or the reason why it gives none."""
    for number, item in enumerate(items, 1):
        yield from _read(item, f"item {number}")


def _article(values: Json) -> Article:
    """Return the article that the keys of a JSON object tell. Raises: UnreadableArticleError."""
    return Article(
        id=_id(values),
        title=_string(values, "title")[:MAX_TITLE_CHARS],
        teaser=_string(values, "teaser"),
        dateline=_string(values, "dateline"),
        authors=_strings(values, "authors") or _strings(values, "author"),
        agencies=_agencies(values),
        source=_string(values, "source"),
        url=_string(values, "url"),
        published=next(filter(None, (_date(values.get(key)) for key in _DATES)), None),
        modified=_date(values.get("modified")),
        language=_string(values, "language") or "de",
        topics=_strings(values, "topics"),
        free=values.get("free") is not False,
        sections=_sections(values),
    )


def _id(values: Json) -> str:
    given = values.get("id")
    name = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    if not isinstance(name, str) or not name.strip():
        raise UnreadableArticleError("no id")
    if len(name) > MAX_ID_CHARS or not name.isprintable():
        raise UnreadableArticleError(f"id is not 1-{MAX_ID_CHARS} printable characters")
    return name


def _string(values: Json, key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableArticleError(f"{key!r} is not text")
    return clean(value)[:MAX_VALUE_CHARS]


def _strings(values: Json, key: str) -> tuple[str, ...]:
    value = values.get(key)
    if not value:
        return ()
    parts = [value] if isinstance(value, str) else value
    if not _are_texts(parts):
        raise UnreadableArticleError(f"{key!r} is not a list of texts")
    names = (clean(part)[:MAX_TITLE_CHARS] for part in parts[:MAX_VALUES])
    return tuple(dict.fromkeys(filter(None, names)))


def _are_texts(values: object) -> TypeGuard[list[str]]:
    return isinstance(values, list) and {str}.issuperset(map(type, values))


def _agencies(values: Json) -> tuple[str, ...]:
    names: list[str] = []
    for name in _strings(values, "agency") + _strings(values, "agencies"):
        names += agencies_in(name) or (name,)
    return tuple(dict.fromkeys(names))


def _date(value: object) -> datetime | None:
    """Return a date: ISO 8601, as people and mails write it, or seconds since 1970."""
    if value is None:
        return None
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    text = str(value)
    return None if _TWO_WAYS.match(text) else parse_date(text)


def _sections(values: Json) -> tuple[Section, ...]:
    """Return the sections, the lead first even if it is empty."""
    given = values.get("sections")
    if given is None:
        text = values.get("text")
        if not isinstance(text, str):
            raise UnreadableArticleError("neither 'text' nor 'sections'")
        found = [Section(paragraphs=tuple(_paragraphs_of(text)))]
    elif not isinstance(given, list):
        raise UnreadableArticleError("'sections' is not a list")
    else:
        found = [_section(part, number) for number, part in enumerate(given)]
    if not any(section.paragraphs or section.heading for section in found):
        raise UnreadableArticleError("no text")
    if found[0].heading or found[0].level:
        found.insert(0, Section())
    return tuple(found)


def _section(part: object, number: int) -> Section:
    if not isinstance(part, dict):
        raise UnreadableArticleError(f"section {number} is not an object")
    heading = _string(part, "heading")[:MAX_TITLE_CHARS]
    level = part.get("level")
    lines = part.get("paragraphs") or []
    if isinstance(lines, str):
        lines = _paragraphs_of(lines)
    if not _are_texts(lines):
        raise UnreadableArticleError(f"section {number}: 'paragraphs' is not a list of texts")
    rank = level if isinstance(level, int) and 2 <= level <= 6 else 2
    return Section(
        heading=heading,
        level=rank if heading else 0,
        anchor=_string(part, "anchor")[:MAX_ID_CHARS],
        paragraphs=_paragraphs(lines),
    )


def _paragraphs_of(text: str) -> list[str]:
    return whole_lines(_paragraphs(text.split("\n")))


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, lines)))
