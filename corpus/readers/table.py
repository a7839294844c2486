"""Read CSV: a row is an article, the names in the first row say what the columns hold, or the
user does.

In: decoded text.  Out: an article a row, or the reason why it gives none.  Names are understood in
German and English, whatever their case (`columns.py`); comma, semicolon and tab are told apart by
the first row.  A text column may hold paragraphs divided by line breaks, or HTML.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.boilerplate import agencies_in
from corpus.readers.columns import COLUMNS, fields_of
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.fragment import read_fragment
from corpus.readers.metadata import web_address
from corpus.readers.people import names_in
from corpus.readers.sections import build_article
from corpus.readers.topics import topics_in
from corpus.readers.undated import undated

MAX_CELL_CHARS = 1_000_000
MAX_ID_CHARS = 200
MAX_NAMES_TOLD = 12
# At the beginning of a cell.
_DAY_FIRST, _MONTH_FIRST = (
    re.compile(rf"(?:^|[,;\t\"]){form}/\d\d(?:\d\d)?\b", re.M)
    for form in (
        r"(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])",
        r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])",
    )
)
csv.field_size_limit(MAX_CELL_CHARS)


def read_table(text: str, given: Mapping[str, str] = {}) -> Iterator[Article | str | ReadDoubt]:
    """Yield the article of each row and what is doubted of it, or the reason why it gives none.

    `given`: by the key of a column's name, the field that the user says it fills.

    Raises: UnreadableArticleError if no column is a text.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        names = next(rows, [])
        columns = fields_of(names, given)
        if "text" not in columns:
            raise UnreadableArticleError(_without_text(names))
        month_first = _begins_with_month(text)
        for cells in rows:
            values: dict[str, str] = {}
            for field, cell in zip(columns, cells, strict=False):
                # Of two columns for one field the first that is filled counts.
                values[field] = values.get(field) or cell.strip()
            if any(values.values()):
                try:
                    article = article_of(values, month_first)
                except UnreadableArticleError as error:
                    yield f"line {rows.line_num}: {error}"
                    continue
                yield article
                yield from undated(article, f"line {rows.line_num}", [values.get("published")])
    except csv.Error as error:
        yield f"line {rows.line_num}: not CSV ({error})"


def _without_text(names: Sequence[str]) -> str:
    """Return what is wrong with a table of such columns, and what to do."""
    known = ", ".join(COLUMNS["text"])
    shown = [clean(name)[:40] for name in names[:MAX_NAMES_TOLD]]
    there = ", ".join(repr(name) for name in shown if name) or "none"
    return (
        f"CSV without a text column (known names: {known}; its columns: {there}): "
        "name it in regeln.toml with [[spalte]]"
    )


def _begins_with_month(text: str) -> bool:
    """Tell if dates with strokes are American: some can be read so only, none only otherwise."""
    return bool(_MONTH_FIRST.search(text)) and not _DAY_FIRST.search(text)


def article_of(values: Mapping[str, str], month_first: bool = False) -> Article:
    """Return the article that the texts of some fields tell. Raises: UnreadableArticleError."""

    def text(field: str) -> str:
        return clean(values.get(field, ""))

    body = values.get("text", "")
    blocks = read_fragment(body, [text("title")])
    if not blocks and not text("teaser"):
        raise UnreadableArticleError("no text")
    name = text("id")
    if len(name) > MAX_ID_CHARS or not name.isprintable():
        raise UnreadableArticleError(f"id is not 1-{MAX_ID_CHARS} printable characters")
    head = Article(
        id=name,
        title=text("title"),
        teaser=text("teaser"),
        dateline=text("dateline"),
        authors=names_in(text("authors")),
        agencies=agencies_in(text("agencies")),
        source=text("source"),
        url=web_address(text("url")),
        published=parse_date(text("published"), month_first=month_first),
        language=(text("language") or "de")[:2].lower(),
        topics=topics_in(re.split(r"\s*[,;|]\s*", text("topics")), []),
    )
    return build_article(head, blocks)
