"""Read JSON objects of other programs: their keys are understood as names of columns are.

In: an object, or a file that holds a list of such.  Out: what a row of a table would hold.
An object is taken for an article if it has a title, a text and an address, a day or an author.
"""

from __future__ import annotations

import html
import re

from corpus.readers.columns import content_of
from corpus.readers.decoding import clean

MIN_TEXT_CHARS = 100
MAX_LEVELS = 3
# In what an object may be packed: Elasticsearch, JSON:API.
_PACKED_IN = ("_source", "attributes")
# What an object in place of a text calls that.
_CALLED = ("rendered", "name", "text", "value")
_NUMBERS = ("id", "published")
_TAG = re.compile(r"<[^<>]{1,500}>")
_TOLD = ("url", "published", "authors")


def record_of(item: object) -> dict[str, str]:
    """Return the texts of an object by field as `columns.COLUMNS` names them, {} if it is none."""
    if not isinstance(item, dict):
        return {}
    inner = next((item[key] for key in _PACKED_IN if isinstance(item.get(key), dict)), item)
    values: dict[str, str] = {}
    for key, value in inner.items():
        if field := content_of(key):
            values[field] = values.get(field) or _text_of(field, value)
    told = any(values.get(field) for field in _TOLD) and values.get("title")
    return values if told and len(values.get("text", "")) >= MIN_TEXT_CHARS else {}


def records_in(content: object, levels: int = MAX_LEVELS) -> list[object]:
    """Return the objects of the first list in which one is a record, or the one that is alone."""
    if isinstance(content, list):
        return content if any(map(record_of, content)) else []
    if not isinstance(content, dict) or not levels:
        return []
    if record_of(content):
        return [content]
    return next(filter(None, (records_in(one, levels - 1) for one in content.values())), [])


def _text_of(field: str, value: object) -> str:
    """Return what a value says for a field; only a text may hold markup, no author is a number."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value) if field in _NUMBERS else ""
    text = _text(value, "\n" if field == "text" else "; ")
    return text if field == "text" else clean(html.unescape(_TAG.sub("", text)))


def _text(value: object, between: str) -> str:
    if isinstance(value, list):
        return between.join(filter(None, (_text(one, between) for one in value)))
    if isinstance(value, dict):
        return next((_text(value[key], between) for key in _CALLED if key in value), "")
    return value.strip() if isinstance(value, str) else ""
