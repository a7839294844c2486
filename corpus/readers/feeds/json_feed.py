"""Read JSON Feed: an item is an article, as one of an RSS or Atom feed is.

In: the content of a feed, parsed.  Out: an article an item, or the reason why an item gives none.
Source: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.addresses import host_of, web_address
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean, text_key
from corpus.readers.feeds.feed import (
    MAX_TEASER_CHARS,
    articles_of,
    body_of,
    id_of,
    language_of,
    teaser_of,
)
from corpus.readers.page import fragment_text, plain_blocks
from corpus.readers.people import names_in
from corpus.readers.sections import build_article
from corpus.readers.topics import topics_in

Json = dict[str, Any]
_VERSION = "jsonfeed.org/version/"


def is_json_feed(content: object) -> bool:
    """Tell whether a file is a feed of this kind."""
    return isinstance(content, dict) and _VERSION in str(content.get("version"))


def read_json_feed(content: Json) -> Iterator[Article | str | ReadDoubt]:
    """Yield an article an item, in the feed's order; an item that stands twice counts once."""
    given = content.get("items")
    items = given if isinstance(given, list) else []
    yield from articles_of(items, lambda item: _article(item, content), _dates)


def _article(item: object, feed: Json) -> Article:
    if not isinstance(item, dict):
        raise UnreadableArticleError("not an object")
    # Plain text by the rules; many write HTML.
    title, guid = fragment_text(_raw(item, "title")), _text(item, "id")
    url = web_address(item.get("url")) or web_address(guid)
    teaser = teaser_of(_raw(item, "summary"))
    blocks = body_of(_raw(item, "content_html"), title, teaser)
    if not blocks:
        blocks = plain_blocks(_raw(item, "content_text"), {text_key(title)})
    if not (title or teaser or blocks):
        raise UnreadableArticleError("no title and no text")
    published = parse_date(item.get("date_published"))
    modified = parse_date(item.get("date_modified"))
    tags = item.get("tags")
    head = Article(
        id="" if url or not guid else id_of(_text(feed, "home_page_url"), guid),
        title=title,
        teaser=teaser[:MAX_TEASER_CHARS],
        authors=_authors(item) or _authors(feed),
        source=host_of(url) or _text(feed, "title"),
        url=url,
        published=published or modified,
        modified=modified,
        language=language_of(_text(item, "language"), _text(feed, "language")),
        topics=topics_in([str(tag) for tag in tags] if isinstance(tags, list) else [], []),
    )
    return build_article(head, blocks)


def _dates(item: Json) -> tuple[object, ...]:
    return item.get("date_published"), item.get("date_modified")


def _authors(of: Json) -> tuple[str, ...]:
    """Return the names of authors; version 1 has a single `author`."""
    given = of.get("authors")
    people = given if isinstance(given, list) else [of.get("author")]
    return names_in([_text(one, "name") for one in people if isinstance(one, dict)])


def _raw(of: Json, key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _text(of: Json, key: str) -> str:
    return clean(_raw(of, key))
