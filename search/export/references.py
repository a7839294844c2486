"""Entries for reference managers: RIS, BibTeX and CSL-JSON.

In: entries.  Out: a reference for each. Names are "Vorname Nachname" in our sources; all formats
want the last name told, and BibTeX's rules know "von der" (bibtexparser splits them). What has an
address was looked up on a day, today unless told: who cites a page of the web must name it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TextIO

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    NameParts,
    parse_single_name_into_parts,
)
from bibtexparser.model import Entry as Reference
from bibtexparser.model import Field
from pylatexenc.latexencode import UnicodeToLatexEncoder

from search.export.entries import Entry
from search.settings import local

# What LaTeX has no command for, as emoji, stays as it is: nobody can do anything about a warning.
_LATEX = UnicodeToLatexEncoder(
    replacement_latex_protection="braces", unknown_char_warning=False
).unicode_to_latex
# What a key may hold in every program that reads BibTeX.
_NO_KEY = re.compile(r"[^A-Za-z0-9._:-]+")


class _Unnumbered(rispy.RisWriter):  # type: ignore[misc]  # it tells no types
    """Leaves out the number before each reference, which is no part of RIS."""

    def set_header(self, count: int) -> str:  # noqa: ARG002  the name is rispy's
        return ""


def write_ris(entries: Iterable[Entry], stream: TextIO, seen: date | None = None) -> None:
    """Write entries as newspaper articles (NEWS). `seen`: the day of access."""
    seen = seen or _today()
    for entry in entries:
        values = {
            "type_of_reference": "NEWS",
            "id": entry.id,
            "title": entry.title,
            "authors": [_last_name_first(name) for name in entry.authors or entry.agencies],
            "secondary_title": entry.source,
            "year": f"{entry.published:%Y}" if entry.published else "",
            "date": f"{entry.published:%Y/%m/%d/}" if entry.published else "",
            "urls": [entry.url] if entry.url else [],
            "access_date": f"{seen:%Y/%m/%d/}" if entry.url else "",
            "keywords": list(entry.topics),
            "language": entry.language,
            "abstract": entry.text,
        }
        stream.write(rispy.dumps([_told(values)], implementation=_Unnumbered) + "\n")


def write_bibtex(entries: Iterable[Entry], stream: TextIO, seen: date | None = None) -> None:
    """Write entries as @article, in ASCII that every BibTeX reads where LaTeX has commands for it;
    the URL as it is. `seen`: the day of access.
    """
    seen = seen or _today()
    used: set[str] = set()
    for entry in entries:
        values = {
            "author": " and ".join(map(_last_name_first, entry.authors or entry.agencies)),
            "title": entry.title,
            "journal": entry.source,
            "year": f"{entry.published:%Y}" if entry.published else "",
            "month": f"{entry.published:%m}" if entry.published else "",
            "date": f"{entry.published:%Y-%m-%d}" if entry.published else "",
            "keywords": ", ".join(entry.topics),
            "abstract": entry.text,
        }
        fields = [Field(name, _LATEX(text)) for name, text in _told(values).items()]
        # In braces of its own: some styles write titles in small letters, German nouns too.
        fields = [Field(f.key, f"{{{f.value}}}") if f.key == "title" else f for f in fields]
        if entry.url:
            fields += Field("url", entry.url), Field("urldate", f"{seen:%Y-%m-%d}")
        reference = Reference("article", _key(entry, used), fields)
        stream.write(write_string(Library([reference])) + "\n")


def write_csl(entries: Iterable[Entry], stream: TextIO, seen: date | None = None) -> None:
    """Write one array of newspaper articles, as Zotero and pandoc read it (schema of CSL 1.0.2).

    `seen`: the day of access.
    """
    seen = seen or _today()
    stream.write("[")
    for number, entry in enumerate(entries):
        values = _told({
            "id": entry.id, "type": "article-newspaper", "title": entry.title,
            "container-title": entry.source, "URL": entry.url, "language": entry.language,
            "keyword": ", ".join(entry.topics), "abstract": entry.text,
        })  # fmt: skip
        if authors := entry.authors or entry.agencies:
            values["author"] = [_name(name) for name in authors]
        if entry.published:
            values["issued"] = _csl_date(entry.published)
        if entry.url:
            values["accessed"] = _csl_date(seen)
        stream.write(",\n" if number else "\n")
        json.dump(values, stream, ensure_ascii=False)
    stream.write("\n]\n")


def _today() -> date:
    return local(datetime.now(UTC)).date()


def _csl_date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known, each text in one line."""
    return {
        name: [" ".join(one.split()) for one in value]
        if isinstance(value, list)
        else " ".join(value.split())
        for name, value in values.items()
        if value
    }


def _parts(name: str) -> NameParts | None:
    try:
        return parse_single_name_into_parts(name)
    except InvalidNameError:
        return None


def _last_name_first(name: str) -> str:
    parts = _parts(name)
    if parts is None:
        return name.replace(",", " ")
    last, first = " ".join([*parts.von, *parts.last, *parts.jr]), " ".join(parts.first)
    return f"{last}, {first}" if first else last


def _name(name: str) -> dict[str, str]:
    """Return a name by the parts that CSL knows; one word is an agency or a pen name."""
    parts = _parts(name)
    if parts is None or not parts.first:
        return {"literal": " ".join(name.split())}
    told = {
        "given": parts.first, "non-dropping-particle": parts.von, "family": parts.last,
        "suffix": parts.jr,
    }  # fmt: skip
    return {part: " ".join(words) for part, words in told.items() if words}


def _key(entry: Entry, used: set[str]) -> str:
    """Return a key of letters, digits and . _ : -, another for each entry."""
    plain = _NO_KEY.sub("-", entry.id).strip("-") or "artikel"
    key, number = plain, 1
    while key in used:
        number += 1
        key = f"{plain}-{number}"
    used.add(key)
    return key
