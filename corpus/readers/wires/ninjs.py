"""Read ninjs, the JSON of news agencies (versions 1 to 3).

In: the content of a file, parsed: one item, a list of them, or an object that holds such a list.
Out: an article an item that holds text, or the reason why it gives none.  `ednote` is never read.
Source: https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.addresses import web_address
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.page import fragment_text
from corpus.readers.people import names_in
from corpus.readers.topics import topics_in
from corpus.readers.undated import undated
from corpus.readers.wires.wire import (
    check_embargo,
    check_status,
    place_in,
    refused,
    version_of,
    wire_article,
)

_LISTS = ("items", "_items")
# When a text was written, the first that can be read.
_DATES = ("firstcreated", "contentcreated", "versioncreated")
_BODIES = ("body_xhtml", "body_html", "body_text")


def read_ninjs(content: object) -> Iterator[Article | str | PassedOverError | ReadDoubt]:
    """Yield the article of each item, or the reason why there is none.

    Raises: PassedOverError if the file is no ninjs.
    """
    if isinstance(content, dict):
        lists = [content[name] for name in _LISTS if isinstance(content.get(name), list)]
        content = lists[0] if lists else [content]
    items = [item for item in content if _is_item(item)] if isinstance(content, list) else []
    if not items:
        raise PassedOverError(
            "JSON of no known kind: no feed, no ninjs, no articles with id, text and a title, "
            "date, source or url"
        )
    for number, item in enumerate(items, 1):
        if item.get("type", "text") not in {"text", "composite", "article"}:
            continue
        try:
            article = _article(item)
        except UnreadableArticleError as error:
            yield refused(error, f"item {number}")
            continue
        yield article
        yield from undated(article, f"item {number}", map(item.get, _DATES))


def _is_item(item: object) -> bool:
    if not isinstance(item, dict) or not (item.get("uri") or item.get("guid")):
        return False
    return any(key in item for key in ("headline", "headlines", "bodies", *_BODIES))


def _article(item: dict[str, Any]) -> Article:
    check_status(str(item.get("pubstatus") or ""))
    check_embargo([item["embargoed"]] if item.get("embargoed") else [])
    uri = clean(str(item.get("uri") or item.get("guid")))
    located = item.get("located")
    source = _first(item.get("infosources") or item.get("infosource")) or _text(item.get("source"))
    credit = _text(item.get("creditline")) or _text(item.get("copyrightholder"))
    return wire_article(
        Article(
            id="" if web_address(uri) else uri,
            title=_value(item, "headlines") or _text(item.get("headline")),
            teaser=_teaser(item),
            dateline=place_in(_first(located)),
            authors=names_in(item.get("authors")) or names_in(_text(item.get("byline"))),
            source=source or credit,
            url=web_address(uri) or web_address(item.get("url")),
            published=next(filter(None, map(parse_date, map(item.get, _DATES))), None),
            modified=parse_date(item.get("versioncreated")),
            language=(_text(item.get("language")) or "de")[:2].lower(),
            topics=topics_in(
                [_text(one) for one in _list(item.get("subjects") or item.get("subject"))],
                _list(item.get("keywords")),
            ),
            version=version_of(item.get("version")),
        ),
        _body(item),
        "/".join([credit, source]),
    )


def _body(item: dict[str, Any]) -> str:
    bodies = [one for one in _list(item.get("bodies")) if isinstance(one, dict)]
    bodies.sort(key=lambda one: "html" not in str(one.get("contenttype")))
    values = [one.get("value") for one in bodies] + [item.get(name) for name in _BODIES]
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _teaser(item: dict[str, Any]) -> str:
    for key in ("description_text", "description_html", "description_xhtml", "abstract"):
        if isinstance(value := item.get(key), str) and (text := fragment_text(value)):
            return text
    return fragment_text(_value(item, "descriptions"))


def _value(item: dict[str, Any], key: str) -> str:
    """Return the main one of a list of {role, value}: the one that says so, else the first."""
    given = [one for one in _list(item.get(key)) if isinstance(one, dict) and one.get("value")]
    given.sort(key=lambda one: one.get("role") not in {"main", "summary"})
    return clean(str(given[0]["value"])) if given else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> str:
    return next((name for one in _list(value) if (name := _text(one))), "")


def _text(value: object) -> str:
    """Return a text, or the name of an object."""
    if isinstance(value, dict):
        value = value.get("name")
    return clean(value) if isinstance(value, str) else ""
