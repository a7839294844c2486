"""Collect what an article is about: its section and keywords, told to programs or shown as links.

In: values of JSON-LD, of meta elements, feeds and wires; a page's links.  Out: names, each once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.readers.decoding import clean
from corpus.readers.head import names_of
from corpus.readers.people import UNFILLED, text_in
from corpus.readers.tree import Tag, Tree

MAX_TOPICS = 40
MAX_TOPIC_CHARS = 100
MAX_TOPIC_WORDS = 8
MAX_SHOWN_CHARS = 50
# An article has some; a list of all tags has more.
MAX_SHOWN = 15
LEVELS = 5
_BETWEEN = re.compile(r"\s*[,;|]\s*")
_MARK = re.compile(
    r"(?:^|[-_\s])(?:tags|tag-?(?:list|item|link|container|box)|topics|themen|keywords"
    r"|schlagw[oö]\w+|stichw[oö]\w+)(?:$|[-_\s])|(?:^|\s)tag(?:$|\s)",
    re.I,
)
# Where the tags of all articles stand.
_OF_SITE = re.compile(r"cloud|widget|sidebar|footer|menu|(?:^|[-_\s])nav", re.I)


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
    return short and any(map(str.isalpha, name)) and not UNFILLED.search(name)


def without_names(topics: Sequence[str], names: Collection[str]) -> tuple[str, ...]:
    """Return topics without the names of authors and outlet, which each of their articles has."""
    known = {name.casefold() for name in names}
    return tuple(topic for topic in topics if topic.casefold() not in known)


def shown_topics(tree: Tree) -> tuple[str, ...]:
    """Return the names of the links that a page marks as its keywords, () if there are too many."""
    texts = (clean(tag.get_text(" ")).lstrip("#") for tag in tree.keywords if _is_marked(tag))
    found = topics_in([], [text for text in texts if len(text) <= MAX_SHOWN_CHARS])
    return found if len(found) <= MAX_SHOWN else ()


def _is_marked(tag: Tag) -> bool:
    names = list(map(names_of, tag.around(LEVELS)))
    if any(map(_OF_SITE.search, names)):
        return False
    return "tag" in tag.attribute("rel").split() or any(map(_MARK.search, names))
