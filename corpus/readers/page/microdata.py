"""Read what elements of the text tell programs by their attributes: days, moments, authors.

In: an element's name and attributes, and where it stands.  Out: what is to be kept of them.
Source: https://schema.org (microdata, RDFa), https://microformats.org/wiki/hatom
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.readers.page.tree import Tag

_DATES = frozenset({"datepublished", "datecreated"})
_AUTHORS = frozenset({"author", "creator"})
_COMMENT = re.compile(r"Comment|Review|Rating|Event|Product|Offer")
# Their moment is that of a change to what they hold.
_EDITS = frozenset({"ins", "del"})
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
# Attributes that something is read from.
_KEPT = ("class", "id", "itemprop", "itemtype", "rel")
_RANKS = frozenset("123456")
# Where the pages of authors and of tags lie, which the links in bylines and below texts lead to.
_NAMED_PAGE = re.compile(
    r"/(?:(autor(?:en|innen|in)?|authors?|redakteure?|journalist(?:en)?)[/_-]"
    r"|(?:tags?|them(?:a|en)|topics?|schlagw[oö]rt\w*|stichworte?)/)\S",
    re.I,
)


def kept_of(
    name: str, attributes: Mapping[str, str], heads: bool = False
) -> tuple[str, dict[str, str], bool]:
    """Return what an element is taken as, what is kept of it, and whether it is a keyword.

    `heads`: it stands in a heading.
    """
    if not attributes:
        return name, {}, False
    kept = {key: attributes[key] for key in _KEPT if key in attributes}
    is_keyword = False
    if name == "a" and (target := attributes.get("href")):
        # It leads nowhere else, but "#" alone is a control, if it does not unfold what it heads.
        if target.startswith("#") and (target != "#" or heads):
            name = "span"
        else:
            named = _NAMED_PAGE.search(target)
            is_keyword = bool(named and not named[1]) or "tag" in kept.get("rel", "").split()
            if named and named[1]:
                kept["rel"] = "author"
    if attributes.get("role") == "heading" and name in {"div", "p"}:
        rank = attributes.get("aria-level", "")
        name = f"h{rank}" if rank in _RANKS else "h2"
    if "datetime" in attributes or name == "abbr":
        kept |= _moment_in(name, attributes)
    if "property" in attributes and _property(attributes) in _AUTHORS:  # RDFa
        kept["itemprop"] = "author"
    return name, kept, is_keyword


def _moment_in(name: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attribute `datetime` of an element with a moment, be it one of a microformat."""
    if name == "abbr" and _MOMENT.match(attributes.get("title", "")):
        return {"datetime": attributes["title"]}
    stamped = "datetime" in attributes and name not in _EDITS
    return {"datetime": attributes["datetime"]} if stamped else {}


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
