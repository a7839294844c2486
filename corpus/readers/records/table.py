"""Read CSV: a row is an article, the names in the first row say what the columns hold, or the
user does.

In: decoded text.  Out: an article a row, or the reason why it gives none.  Names are understood in
German and English, whatever their case (`columns.py`); they stand in the first rows, parted by that
mark with which one of them is a text's.  A text column may hold paragraphs divided by line breaks,
HTML, or a whole page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.addresses import host_of, web_address
from corpus.readers.credit import agencies_in
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.page import fragment_text, is_whole, read_fragment, read_page
from corpus.readers.people import names_in
from corpus.readers.records.columns import COLUMNS, fields_of
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
_MARKS = ",;\t|"
# What stands above the names: what was exported when, "sep=;".
MAX_ROWS_ABOVE = 10
# As programs write that they have nothing.
_EMPTY = frozenset({"nan", "NaN", "NaT", "None", "null", "NULL", "\\N", "#N/A", "N/A"})
# "['Ina Muster', 'Jo Meier']": how Python writes a list.
_LIST = re.compile(r"\[.*\]")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
# Days since the end of 1899, as spreadsheets count them, of the years 1954 to 2064.
_SERIAL = re.compile(r"([2-5]\d{4})(?:[.,](\d{1,12}))?")
_FIRST_DAY = datetime(1899, 12, 30)
csv.field_size_limit(MAX_CELL_CHARS)


def read_table(text: str, given: Mapping[str, str] = {}) -> Iterator[Article | str | ReadDoubt]:
    """Yield the article of each row and what is doubted of it, or the reason why it gives none.

    `given`: by the key of a column's name, the field that the user says it fills.

    Raises: UnreadableArticleError if no column is a text.
    """
    rows, columns = _begun(text, given)
    month_first = _begins_with_month(text)
    try:
        for cells in rows:
            values: dict[str, str] = {}
            for at, field in columns.items():
                cell = cells[at].strip() if at < len(cells) else ""
                values[field] = values.get(field) or ("" if cell in _EMPTY else cell)
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


def _begun(text: str, given: Mapping[str, str]) -> tuple[Any, dict[int, str]]:
    """Return the rows behind the names, and what the columns hold.

    Raises: UnreadableArticleError if no column is a text.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    for mark in sorted(_MARKS, key=first.count, reverse=True):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            for names in islice(rows, MAX_ROWS_ABOVE):
                columns = fields_of(names, given)
                if "text" in columns.values():
                    return rows, columns
        except csv.Error:
            continue  # with another mark its cells may be shorter
    mark = max(_MARKS, key=first.count)
    raise UnreadableArticleError(_without_text(next(csv.reader([first], delimiter=mark), [])))


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
    name = text("id")
    if len(name) > MAX_ID_CHARS or not name.isprintable():
        raise UnreadableArticleError(f"id is not 1-{MAX_ID_CHARS} printable characters")
    if is_whole(body):
        return replace(read_page(body, text("url")), id=name)
    if "\n" not in body:
        body = body.replace("\\r", "").replace("\\n", "\n")
    blocks = read_fragment(body, [text("title")])
    if not blocks and not text("teaser"):
        raise UnreadableArticleError("no text")
    address = web_address(text("url"))
    head = Article(
        id=name,
        title=text("title"),
        teaser=fragment_text(teaser) if "<" in (teaser := text("teaser")) else teaser,
        dateline=text("dateline"),
        authors=names_in(_listed(text("authors"))),
        agencies=agencies_in(text("agencies")),
        source=text("source") or host_of(address),
        url=address,
        published=_moment(text("published"), text("clock"), month_first),
        language=(text("language") or "de")[:2].lower(),
        topics=topics_in(re.split(r"\s*[,;|]\s*", _listed(text("topics"))), []),
    )
    return build_article(head, blocks)


def _listed(text: str) -> str:
    """Return the names of a list that a program wrote, parted by signs as people part them."""
    if not _LIST.fullmatch(text):
        return text
    return "; ".join(first or second for first, second in _QUOTED.findall(text))


def _moment(day: str, clock: str, month_first: bool) -> datetime | None:
    """Return a date, the hour of which may stand in a column of its own."""
    if found := _SERIAL.fullmatch(day):
        return _FIRST_DAY + timedelta(minutes=round(float(f"{found[1]}.{found[2] or 0}") * 24 * 60))
    moment = parse_date(f"{day} {clock}", month_first=month_first) if clock else None
    return moment or parse_date(day, month_first=month_first)
