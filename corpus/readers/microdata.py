"""Read what elements of the text tell programs by their attributes: days, moments, authors.

In: an element's name and attributes, and where it stands.  Out: what is to be kept of them.
Source: https://schema.org (microdata, RDFa), https://microformats.org/wiki/hatom
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.readers.tree import Tag

_DATES = frozenset({"datepublished", "datecreated"})
_AUTHORS = frozenset({"author", "creator"})
_COMMENT = re.compile(r"Comment|Review|Rating|Event|Product|Offer")
# Their moment is that of a change to what they hold.
_EDITS = frozenset({"ins", "del"})
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def moment_in(name: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attribute `datetime` of an element with a moment, be it one of a microformat."""
    if name == "abbr" and _MOMENT.match(attributes.get("title", "")):
        return {"datetime": attributes["title"]}
    stamped = "datetime" in attributes and name not in _EDITS
    return {"datetime": attributes["datetime"]} if stamped else {}


def author_in(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attribute `itemprop` of an element that by RDFa holds the author."""
    return {"itemprop": "author"} if _property(attributes) in _AUTHORS else {}


def told_in(attributes: Mapping[str, str], around: Tag) -> str:
    """Return what the `content` of an element within `around` is, as a meta element's name or "".

    That is the day of the page, and not of a comment on it, or the name of its author.
    """
    key = _property(attributes)
    if key == "name" and around.attribute("itemprop") in _AUTHORS and _is_of_page(around):
        return "author"
    return "datepublished" if key in _DATES and _is_of_page(around) else ""


def _property(attributes: Mapping[str, str]) -> str:
    key = attributes.get("itemprop") or attributes.get("property") or ""
    return key.lower().removeprefix("schema:")


def _is_of_page(around: Tag) -> bool:
    kinds = (tag.attribute("itemtype") for tag in around.around())
    nearest = next((kind for kind in kinds if kind and not kind.endswith("/Person")), "")
    return not _COMMENT.search(nearest)
