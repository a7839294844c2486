"""Read the article links of a feed or sitemap.

In: the bytes of an RSS, Atom or JSON feed, a sitemap or a sitemap index.  Out: links with their
stamp – whatever the list says about the last change, compared but never understood.
Source: https://www.sitemaps.org/protocol.html, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from corpus.errors import UnreadableArticleError
from corpus.fetch.addresses import RefusedError, site_of, usable_address
from corpus.models import Article
from corpus.readers.decoding import GZIP_MAGIC, decode_page, gunzip
from corpus.readers.feeds import FEED_ROOTS, read_feed
from corpus.readers.markup import XML_SPACE, Element, below, first_text, name_of, parse_xml, text_of

MAX_LINKS = 50_000
JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Link:
    """An address, in one spelling, and what its list says of its last change, perhaps nothing."""

    url: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap names. `sites`: the site it calls its own; `is_index`: of sitemaps."""

    links: tuple[Link, ...]
    sites: frozenset[str] = frozenset()
    is_index: bool = False


def read_listing(body: bytes, charset: str, url: str) -> Listing:
    """Return the links of a feed or sitemap served at `url`, each once.

    Raises: UnreadableArticleError if it is neither.
    """
    text = decode_page(gunzip(body) if body.startswith(GZIP_MAGIC) else body, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text, url)
    root = parse_xml(text)
    name = name_of(root)
    if name in FEED_ROOTS:
        base = f"{XML_SPACE}base"
        root.set(base, urljoin(url, root.get(base, "")))  # links may begin where it is served
        return Listing(_unique(_items(root), url), _own_site(root, url))
    if name == "urlset":
        return Listing(_unique(_entries(root, "url"), url))
    if name == "sitemapindex":
        return Listing(_unique(_entries(root, "sitemap"), url), is_index=True)
    raise UnreadableArticleError(f"neither feed nor sitemap (root <{name}>)")


def _json_feed(text: str, url: str) -> Listing:
    try:
        feed: dict[str, Any] = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableArticleError(f"not JSON ({error})") from error
    if not _told(feed, "version").startswith(JSON_FEED):
        raise UnreadableArticleError("neither feed nor sitemap (JSON, but no JSON Feed)")
    items = feed.get("items")
    found = [
        (_told(item, "url"), _told(item, "date_modified") or _told(item, "date_published"))
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, dict)
    ]
    return Listing(_unique(found, url), _site(url, _told(feed, "home_page_url")))


def _told(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _items(root: Element) -> list[tuple[str, str]]:
    """Return address and date of the items, read as the feed reader reads them."""
    articles = [one for one in read_feed(root) if isinstance(one, Article) and one.url]
    return [(one.url, str(one.modified or one.published or "")) for one in articles]


def _entries(root: Element, name: str) -> list[tuple[str, str]]:
    return [
        (
            first_text(entry, "loc"),
            first_text(entry, "lastmod") or first_text(entry, "news", "publication_date"),
        )
        for entry in below(root, name)
    ]


def _unique(found: list[tuple[str, str]], base: str) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for address, stamp in found[:MAX_LINKS]:
        try:
            url = usable_address(urljoin(base, address))
        except (RefusedError, ValueError):
            continue  # `javascript:`, `mailto:`: never an article
        if address:
            links.setdefault(url, Link(url, stamp))
    return tuple(links.values())


def _own_site(root: Element, url: str) -> frozenset[str]:
    """Return the site a feed says it belongs to: feeds are often served by another host."""
    at = next(iter(below(root, "channel")), root)
    for link in below(at, "link"):
        if link.get("rel", "alternate") == "alternate":
            found = _site(url, link.get("href") or text_of(link))
            if found:
                return found
    return frozenset()


def _site(base: str, address: str) -> frozenset[str]:
    try:
        return frozenset({site_of(usable_address(urljoin(base, address)))} if address else ())
    except (RefusedError, ValueError):
        return frozenset()
