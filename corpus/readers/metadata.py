"""Collect what a page says about itself: JSON-LD first, then meta elements, then time elements.

In: a page's source and its tree.  Out: `Metadata`, every value clean text, dates parsed.
Source: https://schema.org/NewsArticle, https://ogp.me
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit

from corpus.readers.body import text_key
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.tree import Tree

_LD = re.compile(r"<script[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.I)
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|Review$|LiveBlog")
_TAG = re.compile(r"<[^>]{1,300}>")
_BY = re.compile(r"^(?:von|by|text|autor(?:in)?)\s*:?\s+", re.I)
# A web archive is no outlet: its address holds that of the page it kept.
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)", re.I)
_BARE_ADDRESS = re.compile(r"(?i)(?:https?://)?www\.([^\s/]+)/?|https?://([^\s/]+)/?")
# What stands where a name should and is none: of roles, and of pages. By `text_key`.
_NO_PERSON = frozenset(
    "admin administrator author autor autorin editor gast publisher redakteur redaktion root"
    " unbekannt user verlag webmaster webredaktion".split()
) | {"die redaktion", "online redaktion", "site admin", "super user"}
_NO_OUTLET = frozenset(
    "aktuelles artikel blog home homepage index news site start startseite webseite website".split()
)
# "{site_name}", "%sitename%": a page that was never filled in.
_UNFILLED = re.compile(r"[{}]|%\w+%|\$\w")
MAX_LD_NODES = 2000
MAX_LD_SCRIPTS = 200
MAX_TOPICS = 40
MAX_AUTHORS = 20
MAX_VALUE_CHARS = 1000
MAX_ADDRESS_CHARS = 2000
Json = dict[str, object]


@dataclass(slots=True)
class Metadata:
    """What the page says of itself; all empty if it says nothing. `headline` is JSON-LD's."""

    headline: str = ""
    shared_title: str = ""
    page_title: str = ""
    descriptions: list[str] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = "de"
    topics: tuple[str, ...] = ()
    free: bool = True
    body: str = ""


def read_metadata(source: str, tree: Tree) -> Metadata:
    """Return the page's metadata; `source` still holds its scripts."""
    found = Metadata()
    node = _article_node(source)
    _from_ld(found, node)
    _from_metas(found, tree.metas)
    _from_tree(found, tree)
    found.source = _source(found)
    # Who publishes is no author: a byline of its own would say so.
    outlets = {text_key(found.source), text_key(host_of(found.url))}
    found.authors = tuple(name for name in found.authors if text_key(name) not in outlets)
    return found


def _source(found: Metadata) -> str:
    """Return the name of the outlet; its host where it calls itself as this page, or nothing."""
    titles = {text_key(found.headline), text_key(found.shared_title), text_key(found.page_title)}
    named = bool(found.source) and not _UNFILLED.search(found.source)
    if named and text_key(found.source) not in (titles | _NO_OUTLET) - {""}:
        address = _BARE_ADDRESS.fullmatch(found.source)
        return (address[1] or address[2]) if address else found.source
    return host_of(found.url)


def host_of(url: str) -> str:
    """Return the host of an address as readers write it, "" if it has none."""
    kept = _ARCHIVED.match(url)
    host = (urlsplit(kept[1] if kept else url).hostname or "").removeprefix("www.")
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _from_ld(found: Metadata, node: Json) -> None:
    found.headline = _text(node.get("headline")) or _text(node.get("name"))
    found.descriptions += filter(None, [_text(node.get("description"))])
    found.authors = names_in(node.get("author")) or names_in(node.get("creator"))
    found.source = next(iter(names_in(node.get("publisher"))), "")
    found.published = parse_date(node.get("datePublished")) or parse_date(node.get("dateCreated"))
    found.modified = parse_date(node.get("dateModified"))
    found.topics = topics_in(_listed(node.get("articleSection")), _listed(node.get("keywords")))
    free = node.get("isAccessibleForFree")
    found.free = str(free).strip().lower() not in {"false", "0", "no"} if free is not None else True
    found.body = _text(node.get("articleBody"), None)
    address = node.get("url") or node.get("mainEntityOfPage")
    if isinstance(address, dict):
        address = address.get("@id")
    found.url = web_address(address)


def _from_metas(found: Metadata, metas: dict[str, list[str]]) -> None:
    def first(*names: str) -> str:
        return next((clean(html.unescape(v)) for n in names for v in metas.get(n, ()) if v), "")

    found.shared_title = first("og:title", "twitter:title", "dc.title")
    for name in ("og:description", "description", "twitter:description"):
        if value := first(name):
            found.descriptions.append(value)
    if not found.authors:
        written = metas.get("author", []) + metas.get("article:author", [])
        found.authors = names_in(written) or names_in(metas.get("dc.creator", []))
    found.source = found.source or first("og:site_name", "application-name", "publisher")
    found.published = found.published or _first_date(
        metas, "article:published_time", "og:article:published_time", "date", "dc.date",
        "dc.date.issued", "datepublished", "last-modified",
    )  # fmt: skip
    found.modified = found.modified or _first_date(
        metas, "article:modified_time", "og:updated_time", "datemodified", "last-modified"
    )
    found.topics = found.topics or topics_in(
        metas.get("article:section", []),
        metas.get("article:tag", []) or _listed(first("keywords", "news_keywords")),
    )
    if first("article:content_tier") in {"locked", "metered"}:
        found.free = False
    found.url = found.url or web_address(first("og:url"))


def _from_tree(found: Metadata, tree: Tree) -> None:
    if tree.canonical and (address := web_address(tree.canonical, found.url)):
        found.url = address
    if tree.title:
        found.page_title = clean(tree.title.get_text(" "))
    if re.fullmatch(r"[A-Za-z]{2,3}([-_].{1,12})?", tree.language):
        found.language = tree.language[:3].lower().rstrip("-_")
    if found.published is None:
        for stamp in tree.times:
            found.published = parse_date(stamp.attribute("datetime")) or parse_date(
                stamp.get_text(" ")
            )
            if found.published:
                break


def _article_node(source: str) -> Json:
    """Return the JSON-LD object that describes the article, or {}."""
    best: Json = {}
    for node in _ld_nodes(source):
        kinds = " ".join(map(str, _listed(node.get("@type"))))
        if _ARTICLE_TYPE.search(kinds) and len(node) > len(best):
            best = node
    return best


def _ld_nodes(source: str) -> Iterator[Json]:
    seen = 0
    for opening in islice(_LD.finditer(source), MAX_LD_SCRIPTS):
        end = source.find("</script", opening.end())
        if end < 0:
            return
        text = source[opening.end() : end].strip().strip(";")
        text = text.removeprefix("<![CDATA[").removesuffix("]]>")
        try:
            pending: list[object] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending and seen < MAX_LD_NODES:
            node = pending.pop(0)
            seen += 1
            if isinstance(node, list):
                pending += node[:MAX_LD_NODES]
            elif isinstance(node, dict):
                yield node
                pending += [node.get("@graph"), node.get("mainEntity")]


def _text(value: object, limit: int | None = MAX_VALUE_CHARS) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return clean(html.unescape(html.unescape(value)))[:limit] if isinstance(value, str) else ""


def _listed(value: object) -> list[object]:
    if isinstance(value, str):
        return list(re.split(r"\s*[,;|]\s*", value))
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def names_in(value: object) -> tuple[str, ...]:
    """Return the names of people or organisations given as text, objects or lists of them.

    "admin", "Redaktion" and other words that every paper has are none.
    """
    names: list[str] = []
    for part in value if isinstance(value, list) else [value]:
        name = _text(part.get("name")) if isinstance(part, dict) else _text(part)
        if "://" in name:
            continue
        for one in re.split(r"\s*[,;|]\s*|\s+und\s+", _TAG.sub("", name)):
            one = _BY.sub("", one).strip()
            if one and text_key(one) not in _NO_PERSON and not _UNFILLED.search(one):
                names.append(one[:200])
    return tuple(dict.fromkeys(names))[:MAX_AUTHORS]


def topics_in(sections: Sequence[object], keywords: Sequence[object]) -> tuple[str, ...]:
    """Return sections and keywords as clean names, each once."""
    names = [_text(value)[:100] for value in [*sections, *keywords]]
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_TOPICS]


def _first_date(metas: dict[str, list[str]], *names: str) -> datetime | None:
    for name in names:
        for value in metas.get(name, ()):
            if moment := parse_date(value):
                return moment
    return None


def web_address(value: object, base: str = "") -> str:
    """Return a web address without fragment, or "" if the value is none."""
    if not isinstance(value, str) or len(value) > MAX_ADDRESS_CHARS:
        return ""
    try:
        parts = urlsplit(urljoin(base, clean(value)))
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return parts._replace(fragment="").geturl() if usable else ""
