"""Collect what an article is about: its section and keywords, as they are told to programs.

In: values of JSON-LD, of meta elements, feeds, tables and wires.  Out: names, each once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.readers.people import UNFILLED, text_in

MAX_TOPICS = 40
MAX_TOPIC_CHARS = 100
MAX_TOPIC_WORDS = 8
_BETWEEN = re.compile(r"\s*[,;|]\s*")


def listed(value: object) -> list[object]:
    """Return the values of a list, or those that commas part in a text."""
    if isinstance(value, str):
        return list(_BETWEEN.split(value))
    if isinstance(value, list):
        # Some systems put all their keywords into the first element.
        alone = len(value) == 1 and isinstance(value[0], str)
        return list(_BETWEEN.split(value[0])) if alone else value
    return [] if value is None else [value]


def topics_in(sections: Sequence[object], keywords: Sequence[object]) -> tuple[str, ...]:
    """Return sections and keywords as clean names, each once; numbers are none."""
    names = (text_in(value).strip(" ,;")[:MAX_TOPIC_CHARS] for value in [*sections, *keywords])
    kept = dict.fromkeys(one for one in names if _may_be_topic(one))
    return tuple(kept)[:MAX_TOPICS]


def _may_be_topic(name: str) -> bool:
    # Where nothing parts them, all keywords make one long name.
    short = len(name.split()) <= MAX_TOPIC_WORDS
    named = short and any(map(str.isalpha, name)) and not name.startswith(("http:", "https:"))
    return named and not UNFILLED.search(name)


def without_names(topics: Sequence[str], names: Collection[str]) -> tuple[str, ...]:
    """Return topics without the names of authors and outlet, which each of their articles has."""
    known = {name.casefold() for name in names}
    return tuple(topic for topic in topics if topic.casefold() not in known)
