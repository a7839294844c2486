"""What the columns of a table hold, by the names people give them.

In: the names of columns, and what the user says of some.  Out: the fields of an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.readers.decoding import clean

COLUMNS: dict[str, list[str]] = {
    "id": ["id", "artikelid", "articleid", "nr", "nummer"],
    "title": ["title", "titel", "headline", "überschrift", "ueberschrift", "schlagzeile"],
    "teaser": ["teaser", "vorspann", "description", "beschreibung", "summary", "anreißer", "lead",
               "untertitel", "unterzeile", "subtitle", "excerpt", "abstract", "intro"],
    "text": ["text", "body", "content", "inhalt", "volltext", "artikel", "fulltext", "articlebody",
             "maintext", "articletext", "artikeltext"],
    "url": ["url", "link", "adresse", "webadresse", "permalink"],
    "source": ["source", "quelle", "medium", "zeitung", "publisher", "verlag", "outlet",
               "newspaper", "sitename", "sourcedomain", "hostname"],
    "published": ["date", "datum", "published", "veröffentlicht", "publishedat", "pubdate",
                  "erschienen", "publisheddate", "zeit", "publishdate",
                  "datepublish", "datepublished", "publicationdate", "publishedtime"],
    "authors": ["author", "authors", "autor", "autoren", "autorin", "verfasser", "byline"],
    "agencies": ["agency", "agencies", "agentur", "agenturen"],
    "topics": ["topics", "themen", "keywords", "schlagworte", "schlagwörter", "tags", "ressort",
               "rubrik", "category", "kategorie", "section"],
    "dateline": ["dateline", "ort", "ortsmarke"],
    "language": ["language", "sprache", "lang"],
}  # fmt: skip
# What a user writes of a column, in German; the last for one that is not to be read.
CONTENTS = (
    "id", "titel", "vorspann", "text", "url", "quelle", "datum", "autor", "agentur", "ressort",
    "ort", "sprache", "nichts",
)  # fmt: skip


def key_of(name: str) -> str:
    """Return a name as it is compared: letters and digits alone, capitals alike."""
    return re.sub(r"[\W_]", "", clean(name).casefold())


_FIELD = {key_of(name): field for field, names in COLUMNS.items() for name in names}


def content_of(name: str) -> str | None:
    """Return the field that one of CONTENTS or a known name means, "" for none; None: unknown."""
    key = key_of(name)
    return "" if key == CONTENTS[-1] else _FIELD.get(key)


def fields_of(names: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """Return the field that each column fills, "" for none.

    `given`: by the key of a name, what the user says; no other column fills a field given so.
    """
    keys = [key_of(name) for name in names]
    taken = {given[key] for key in keys if key in given}
    known = [_FIELD.get(key, "") for key in keys]
    return [
        given.get(key, "" if field in taken else field)
        for key, field in zip(keys, known, strict=True)
    ]
