"""Read RSS and Atom feeds: an item is an article.

In: the root of a feed (RSS 0.9–2.0, RSS 1.0, Atom 1.0).  Out: an article an item, or the reason
why an item gives none.  Full text becomes sections; without it the description is the teaser and
there is no text.  An item's link is its identity, as a page's address is.
Source: https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.addresses import MAX_ADDRESS_CHARS, host_of, web_address
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean, text_key
from corpus.readers.feeds.wordpress import make_feed
from corpus.readers.markup import XML_SPACE, Element, below, first_text, name_of, space_of, text_of
from corpus.readers.page import fragment_text, read_fragment
from corpus.readers.people import names_in
from corpus.readers.sections import Block, build_article
from corpus.readers.topics import topics_in
from corpus.readers.undated import undated

T = TypeVar("T")
FEED_ROOTS = frozenset({"rss", "RDF", "feed"})
MAX_ITEMS = 20_000
MAX_TEASER_CHARS = 4000
LONG_CHARS = 400
_CONTENT_SPACE = "http://purl.org/rss/1.0/modules/content/"
_FULL_TEXT = frozenset({"fulltext", "full-text", "fullText"})
_MEDIA_SPACE = "http://search.yahoo.com/mrss/"
_PUBLISHED, _MODIFIED = ("pubDate", "published", "date", "issued"), ("updated", "modified")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
# "… [mehr]" at the end, a link "mehr" behind a sentence, and the line WordPress adds to every item.
_READ_ON = r"mehr|weiterlesen|weiter lesen|mehr lesen|read more"
_MORE = re.compile(
    rf"\s*[\[(]?(?:{_READ_ON}|…|\.\.\.)[\])]\s*$|(?<=[.!?…])\s(?:{_READ_ON})(?:\s?…|\.\.\.)?\s*$",
    re.I,
)
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.]*:")
_SEEN_FIRST = re.compile(r"^(?:Der Beitrag|The post) .{1,300} (?:erschien|appeared) ", re.I)


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a feed says of itself, read once: it stands beside its items."""

    title: str
    link: str
    publisher: str
    language: str
    authors: tuple[str, ...]


def _channel(root: Element) -> _Channel:
    at = next(iter(below(root, "channel")), root)
    parts: dict[str, list[Element]] = {}
    for child in at:
        parts.setdefault(name_of(child), []).append(child)

    def text(name: str) -> str:
        return next((found for one in parts.get(name, ()) if (found := text_of(one))), "")

    return _Channel(
        title=text("title"),
        link=text("link"),
        publisher=text("publisher"),
        language=text("language") or at.get(f"{XML_SPACE}lang") or root.get(f"{XML_SPACE}lang", ""),
        authors=_authors(parts.get("author", [])),
    )


def read_feed(root: Element) -> Iterator[Article | str | PassedOverError | ReadDoubt]:
    """Yield an article an item, in the feed's order; an item that stands twice counts once."""
    if left_out := make_feed(root):
        yield PassedOverError(left_out)
    channel = _channel(root)
    items = [one for one in root.iter() if name_of(one) in {"item", "entry"} and _is_article(one)]
    yield from articles_of(items, lambda item: _article(item, channel), _dates)


def _is_article(item: Element) -> bool:
    """Tell if an item is an article: exports of Blogger hold comments and settings as well."""
    kinds = [one.get("term", "") for one in below(item, "category") if _is_kind(one)]
    return all(kind.endswith("#post") for kind in kinds)


def _is_kind(category: Element) -> bool:
    return str(category.get("scheme", "")).endswith("schemas.google.com/g/2005#kind")


def articles_of(
    items: Sequence[T], read: Callable[[T], Article], dates: Callable[[T], Iterable[object]]
) -> Iterator[Article | str | ReadDoubt]:
    """Yield what is read of each item, each article once, or the reason why it gives none.

    `dates`: what an item gives as date, asked for where its article has none.
    """
    seen: set[str] = set()
    for number, item in enumerate(items[:MAX_ITEMS], 1):
        try:
            article = read(item)
        except UnreadableArticleError as error:
            yield f"item {number}: {error}"
            continue
        key = article.url or article.id or article.title
        if key not in seen:
            seen.add(key)
            yield article
            yield from undated(article, f"item {number}", dates(item))
    if len(items) > MAX_ITEMS:
        yield f"item {MAX_ITEMS + 1}: the feed has more than {MAX_ITEMS} items"


def _article(item: Element, channel: _Channel) -> Article:
    parts: dict[str, list[Element]] = {}
    for child in item:
        # A picture has its own title, text and credit; the item's own come without that space.
        if space_of(child) != _MEDIA_SPACE:
            parts.setdefault(name_of(child), []).append(child)

    def first(*names: str) -> str:
        return next((t for n in names for one in parts.get(n, ()) if (t := text_of(one))), "")

    title = fragment_text(_markup(parts["title"][0])) if "title" in parts else ""
    url = _link(item, parts.get("link", []))
    guid = first("guid", "id")
    if not url and not _is_not_permalink(parts.get("guid", [])):
        url = web_address(guid)
    summary = next((one for n in ("description", "summary") for one in parts.get(n, ())), None)
    teaser = teaser_of(_markup(summary)) if summary is not None else ""
    blocks = _full_text(item, title, teaser)
    if not blocks and summary is not None and (blocks := _long(_markup(summary), title)):
        teaser = ""
    if not (title or teaser or blocks):
        raise UnreadableArticleError("no title and no text")
    published = parse_date(first(*_PUBLISHED))
    modified = parse_date(first(*_MODIFIED))
    head = Article(
        id="" if url or not guid else id_of(channel.link, guid),
        title=title,
        teaser=teaser[:MAX_TEASER_CHARS],
        authors=_authors(parts.get("author", []) + parts.get("creator", [])) or channel.authors,
        source=_source(channel, item, url),
        url=url,
        published=published or modified,
        modified=modified,
        language=_language(item, channel),
        topics=topics_in(
            [
                _category(one)
                for one in parts.get("category", []) + parts.get("subject", [])
                if not _is_kind(one)
            ],
            [],
        ),
    )
    return build_article(head, blocks)


def _dates(item: Element) -> Iterator[str]:
    """Yield what an item gives as its dates."""
    for child in item:
        if space_of(child) != _MEDIA_SPACE and name_of(child) in (*_PUBLISHED, *_MODIFIED):
            yield text_of(child)


def id_of(feed: str, guid: str) -> str:
    """Return an id for an item without an address: its guid is unique in its feed only."""
    return hashlib.sha256(f"{feed} {guid}".encode("utf-8", "replace")).hexdigest()[:16]


def _markup(element: Element) -> str:
    """Return an element's content as HTML: escaped text, or the elements of an Atom xhtml."""
    if len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + _PREFIX.sub(r"\1", inner)
    return element.text or ""


def _full_text(item: Element, title: str, teaser: str) -> list[Block]:
    """Return the item's text; none if it only says the description again."""
    for child in item:
        rss = name_of(child) == "encoded" and space_of(child) == _CONTENT_SPACE
        atom = name_of(child) == "content" and "atom" in space_of(child).lower()
        if not (rss or name_of(child) in _FULL_TEXT) and not (atom and not child.get("src")):
            continue
        if blocks := body_of(_markup(child), title, teaser):
            return blocks
    return []


def body_of(markup: str, title: str, teaser: str) -> list[Block]:
    """Return the blocks of an item's text without what feeds add; none without a paragraph."""
    kept = []
    for block in read_fragment(markup, [title]):
        text = _MORE.sub("", block.text)
        if text and not _SEEN_FIRST.match(text) and text_key(text) != text_key(teaser):
            kept.append(Block(text=text, level=block.level, anchor=block.anchor))
    return kept if any(not block.level for block in kept) else []


def _long(markup: str, title: str) -> list[Block]:
    """Return a description's blocks if it is the text itself, as in feeds without full text."""
    blocks = [
        block for block in read_fragment(markup, [title]) if not _SEEN_FIRST.match(block.text)
    ]
    paragraphs = [block for block in blocks if not block.level]
    letters = sum(len(block.text) for block in paragraphs)
    return blocks if len(paragraphs) > 1 and letters > LONG_CHARS else []


def teaser_of(markup: str) -> str:
    """Return a description as one line without what feeds add."""
    try:
        blocks = [one.text for one in read_fragment(markup) if not _SEEN_FIRST.match(one.text)]
    except UnreadableArticleError:
        return ""
    text = _MORE.sub("", clean(" ".join(blocks)))
    return text if len(text) > 1 else ""


def _link(item: Element, links: list[Element]) -> str:
    for link in links:
        address = link.get("href") if link.get("href") else text_of(link)
        if link.get("rel", "alternate") == "alternate":
            bases = [one.get(f"{XML_SPACE}base") for one in [item, *item.iterancestors()]]
            base = ""
            for part in filter(None, reversed(bases)):
                if len(base) + len(part) > MAX_ADDRESS_CHARS:
                    return ""
                base = urljoin(base, part)
            if found := web_address(address, base):
                return found
    return ""


def _is_not_permalink(guids: list[Element]) -> bool:
    return any(one.get("isPermaLink", "true").lower() == "false" for one in guids)


def _authors(elements: list[Element]) -> tuple[str, ...]:
    names: list[str] = []
    for one in elements:
        name = first_text(one, "name") or text_of(one)
        # RSS 2.0 writes "post@zeitung.example (Erika Muster)".
        inner = re.fullmatch(r"\S+@\S+\s*\((.+)\)", name)
        names.append(inner[1] if inner else name if "@" not in name else "")
    return names_in(names)


def _category(element: Element) -> str:
    return element.get("label") or element.get("term") or text_of(element)


def _source(channel: _Channel, item: Element, url: str) -> str:
    named = channel.publisher or first_text(item, "source", "title")
    return named or host_of(url) or channel.title


def _language(item: Element, channel: _Channel) -> str:
    return language_of(
        first_text(item, "language"), item.get(f"{XML_SPACE}lang") or "", channel.language
    )


def language_of(*given: str) -> str:
    """Return the first of some marks of a language ("de-AT") that is one, without its country."""
    found = next((m for value in given if (m := _LANGUAGE.match(value))), None)
    return found[0].lower() if found else "de"
