"""Read JSON objects of other programs: their keys are understood as names of columns are.

In: an object, or a file that holds a list of such.  Out: what a row of a table would hold.
An object is taken for an article if it has a title, a text and an address, a day or an author.
"""

from __future__ import annotations

import html
import re
from typing import Any

from corpus.readers.decoding import clean
from corpus.readers.page import is_whole
from corpus.readers.records.columns import content_of, rank_of

MIN_TEXT_CHARS = 100
MAX_LEVELS = 5
# Of a list of lists so many are looked into.
MAX_LISTS = 3
# In what parts of an object may be packed: JSON:API, news services, WordPress; a teaser beside the
# text: Drupal, Fundus.
_PACKED_IN = ("attributes", "fields", "_embedded", "body")
# What an object in place of a text calls that; MongoDB's moments and numbers.
_CALLED = ("rendered", "name", "text", "value", "title", "$date", "$numberLong", "$oid", "data",
           "attributes")  # fmt: skip
_NUMBERS = ("id", "published")
# What a site keeps that readers do not see.
_UNPUBLISHED = ("draft", "private", "trash", "pending", "scheduled", "future")
_TAG = re.compile(r"<[^<>]{1,500}>")
_TOLD = ("url", "published", "authors")


def record_of(item: object) -> dict[str, str]:
    """Return the texts of an object by field as `columns.COLUMNS` names them, {} if it is none."""
    if not isinstance(item, dict):
        return {}
    values: dict[str, str] = {}
    for part in _parts(item):
        for key in sorted(part, key=rank_of):
            if field := content_of(key):
                values[field] = values.get(field) or _text_of(field, part[key])
    text = values.get("text", "")
    if is_whole(text) and values.get("url"):
        return values
    told = any(values.get(field) for field in _TOLD) and values.get("title")
    return values if told and len(text) >= MIN_TEXT_CHARS else {}


def _parts(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects in which one says what it is, the inner ones first."""
    if isinstance(found := item.get("_source"), dict):
        return [found]  # what stands around it is Elasticsearch's own
    return [one for key in _PACKED_IN if isinstance(one := item.get(key), dict)] + [item]


def records_in(content: object, levels: int = MAX_LEVELS) -> list[object]:
    """Return the objects of the first list in which one is a record, or the one that is alone."""
    if record_of(content):
        return [content]
    if isinstance(content, list):
        if any(map(record_of, content)):
            return [one for one in content if not _is_unpublished(one)]
        parts = content[:MAX_LISTS]
    else:
        parts = list(content.values()) if isinstance(content, dict) else []
    if not levels:
        return []
    return next(filter(None, (records_in(one, levels - 1) for one in parts)), [])


def _is_unpublished(item: object) -> bool:
    return isinstance(item, dict) and item.get("status") in _UNPUBLISHED


def _text_of(field: str, value: object) -> str:
    """Return what a value says for a field; only a text may hold markup, no author is a number."""
    if field == "text" and isinstance(value, dict) and isinstance(value.get("sections"), list):
        return "".join(map(_section, value["sections"]))
    text = _text(value, "\n" if field == "text" else "; ", field in _NUMBERS)
    return text if field == "text" else clean(html.unescape(_TAG.sub("", text)))


def _text(value: object, between: str, numbers: bool = False) -> str:
    if isinstance(value, list):
        return between.join(filter(None, (_text(one, between, numbers) for one in value)))
    if isinstance(value, dict):
        called = (_text(value[key], between, numbers) for key in _CALLED if key in value)
        return next(filter(None, called), "")
    if numbers and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _section(section: object) -> str:
    """Return a section as Fundus writes it, its heading and paragraphs, as HTML."""
    if not isinstance(section, dict):
        return ""
    heading = html.escape(_text(section.get("headline"), " "))
    lines = section.get("paragraphs")
    paragraphs = [one for one in lines if isinstance(one, str)] if isinstance(lines, list) else []
    return (f"<h2>{heading}</h2>" if heading else "") + "".join(
        f"<p>{html.escape(one)}</p>" for one in paragraphs
    )
