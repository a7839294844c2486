"""Read CSV: a row is an article, the names in the first row say what the columns hold.

In: decoded text.  Out: an article a row, or the reason why it gives none.  Names are understood in
German and English, whatever their case; comma, semicolon and tab are told apart by the first row.
A text column may hold paragraphs divided by line breaks, or HTML.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.boilerplate import agencies_in
from corpus.readers.decoding import clean
from corpus.readers.fragment import read_fragment
from corpus.readers.metadata import names_in, parse_date, topics_in, web_address
from corpus.readers.sections import build_article

COLUMNS = {
    "id": ["id", "artikelid", "articleid", "nr", "nummer"],
    "title": ["title", "titel", "headline", "überschrift", "ueberschrift", "schlagzeile"],
    "teaser": ["teaser", "vorspann", "description", "beschreibung", "summary", "anreißer", "lead"],
    "text": ["text", "body", "content", "inhalt", "volltext", "artikel", "fulltext", "articlebody"],
    "url": ["url", "link", "adresse", "webadresse", "permalink"],
    "source": ["source", "quelle", "medium", "zeitung", "publisher", "verlag", "outlet"],
    "published": ["date", "datum", "published", "veröffentlicht", "publishedat", "pubdate",
                  "erschienen", "publisheddate", "zeit"],
    "authors": ["author", "authors", "autor", "autoren", "autorin", "verfasser", "byline"],
    "agencies": ["agency", "agencies", "agentur", "agenturen"],
    "topics": ["topics", "themen", "keywords", "schlagworte", "schlagwörter", "tags", "ressort",
               "rubrik", "category", "kategorie", "section"],
    "dateline": ["dateline", "ort", "ortsmarke"],
    "language": ["language", "sprache", "lang"],
}  # fmt: skip
MAX_CELL_CHARS = 1_000_000
MAX_ID_CHARS = 200
_FIELD = {name: field for field, names in COLUMNS.items() for name in names}
csv.field_size_limit(MAX_CELL_CHARS)


def read_table(text: str) -> Iterator[Article | str]:
    """Yield the article of each row, or the reason why it gives none.

    Raises: UnreadableArticleError if no column is a text.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        columns = [_field(name) for name in next(rows, [])]
        if "text" not in columns:
            known = ", ".join(COLUMNS["text"])
            raise UnreadableArticleError(f"CSV without a text column (known names: {known})")
        for cells in rows:
            values: dict[str, str] = {}
            for field, cell in zip(columns, cells, strict=False):
                # Of two columns for one field the first that is filled counts.
                values[field] = values.get(field) or cell.strip()
            if any(values.values()):
                try:
                    yield _article(values)
                except UnreadableArticleError as error:
                    yield f"line {rows.line_num}: {error}"
    except csv.Error as error:
        yield f"line {rows.line_num}: not CSV ({error})"


def _field(name: str) -> str:
    return _FIELD.get(re.sub(r"[\W_]", "", clean(name).lower()), "")


def _article(values: dict[str, str]) -> Article:
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
        published=parse_date(text("published")),
        language=(text("language") or "de")[:2].lower(),
        topics=topics_in(re.split(r"\s*[,;|]\s*", text("topics")), []),
    )
    return build_article(head, blocks)
