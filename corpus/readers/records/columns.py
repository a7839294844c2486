"""What the columns of a table hold, by the names people give them.

In: the names of columns, and what the user says of some.  Out: the fields of an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.readers.decoding import clean

# Of two columns for one field the one counts whose name stands first here, if it is filled.
COLUMNS: dict[str, list[str]] = {
    "id": ["id", "artikelid", "articleid", "dokumentid", "documentid", "docid", "artikelnummer",
           "nr", "nummer", "uid"],
    "title": ["title", "titel", "headline", "überschrift", "ueberschrift", "schlagzeile",
              "webtitle", "articletitle", "artikeltitel"],
    "teaser": ["teaser", "vorspann", "description", "beschreibung", "summary", "anreißer", "lead",
               "untertitel", "unterzeile", "unterüberschrift", "unterueberschrift", "subtitle",
               "subheadline", "standfirst", "trailtext", "kurztext", "introtext", "customexcerpt",
               "excerpt", "abstract", "intro", "einleitung", "metadescription"],
    "text": ["text", "body", "content", "inhalt", "volltext", "artikel", "fulltext", "articlebody",
             "maintext", "articletext", "artikeltext", "haupttext", "bodytext", "articlecontent",
             "selftext", "paragraphs", "html", "plaintext"],
    "url": ["url", "link", "adresse", "webadresse", "permalink", "weburl", "articleurl",
            "canonicalurl", "requestedurl", "originalurl"],
    "source": ["source", "quelle", "medium", "zeitung", "publisher", "verlag", "outlet",
               "newspaper", "publication", "publikation", "sourcename", "medianame", "sitename",
               "sourcedomain", "hostname", "domain"],
    "published": ["date", "datum", "published", "veröffentlicht", "publishedat", "pubdate",
                  "erschienen", "publisheddate", "publishdate", "publishingdate",
                  "datepublish", "datepublished", "publicationdate", "publishedtime",
                  "erscheinungsdatum", "veröffentlichungsdatum", "veröffentlichtam",
                  "publikationsdatum", "webpublicationdate", "publishup", "datetime", "zeit",
                  "time", "timestamp", "created", "createdat", "createdutc", "erstelltam"],
    "clock": ["uhrzeit"],
    "authors": ["author", "authors", "autor", "autoren", "autorin", "verfasser", "verfasserin",
                "byline", "writer", "creator", "createdbyalias"],
    "agencies": ["agency", "agencies", "agentur", "agenturen"],
    "topics": ["topics", "themen", "keywords", "schlagworte", "schlagwörter", "tags", "ressort",
               "rubrik", "category", "categories", "kategorie", "kategorien", "section",
               "sectionname", "wpterm"],
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
_RANK = {key_of(name): at for names in COLUMNS.values() for at, name in enumerate(names)}


def content_of(name: str) -> str | None:
    """Return the field that one of CONTENTS or a known name means, "" for none; None: unknown."""
    key = key_of(name)
    return "" if key == CONTENTS[-1] else _FIELD.get(key)


def rank_of(name: str) -> int:
    """Return how late a known name counts among those of its field."""
    return _RANK.get(key_of(name), 0)


def fields_of(names: Sequence[str], given: Mapping[str, str]) -> dict[int, str]:
    """Return the fields that columns fill by their places, of several for one the best first.

    `given`: by the key of a name, what the user says; no other column fills a field given so.
    """
    keys = [key_of(name) for name in names]
    taken = {given[key] for key in keys if key in given}
    known = [_FIELD.get(key, "") for key in keys]
    fields = [
        given.get(key, "" if field in taken else field)
        for key, field in zip(keys, known, strict=True)
    ]
    places = sorted(range(len(names)), key=lambda at: rank_of(names[at]))
    return {at: fields[at] for at in places if fields[at]}
