"""Collect what a page says about itself: JSON-LD first, then meta elements.

In: a page's source and its tree.  Out: `Metadata`, every value clean text, dates parsed.
Source: https://schema.org/NewsArticle, https://ogp.me
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.readers.addresses import host_of, original_of, web_address
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean, text_key
from corpus.readers.page.linked_data import Json, article_node
from corpus.readers.page.outlet import outlet_of
from corpus.readers.page.tree import Tree
from corpus.readers.people import names_in, text_in, without_outlets
from corpus.readers.topics import listed, topics_in

# What browsers, and the extension SingleFile, write at the top of a page they save.
_SAVED = re.compile(
    r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->"
    r"|<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s(\S{1,2000})\s"
)
HEAD_CHARS = 4096
MAX_BODY_CHARS = 2_000_000
# Names of meta elements: of standards first, then those that services ask publishers for.
_AUTHORS = (
    ("author", "article:author"),
    ("dc.creator", "dcterms.creator"),
    ("parsely-author", "sailthru.author", "cxenseparse:author", "shareaholic:article_author_name"),
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "dc.date.issued", "dcterms.issued",
    "datepublished", "article:published", "og:published_time", "publication_date",
    "publication-date", "publish-date", "publish_date", "publishdate", "pubdate", "og:pubdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_DATED = ("date", "dc.date", "created", "dc.date.created", "dcterms.created", "last-modified")
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified",
    "dc.date.modified", "dcterms.modified", "last-modified",
)  # fmt: skip
# "twitter:label1" says what "twitter:data1" is, as plugins of WordPress write them.
_LABELS = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_OF_AUTHOR = re.compile(r"(?:geschrieben|verfasst|written|posted)\s(?:von|by)|autor|author", re.I)


@dataclass(slots=True)
class Metadata:
    """What the page says of itself; all empty if it says nothing.

    `headline` is JSON-LD's; `firms`: those of the authors that are no people; `publishers`: names
    of the outlet, as given; `date_is_vague`: of the day `published` it is not said what happened
    then; `free`: None if it does not tell; `body`: its own copy of the text.
    """

    headline: str = ""
    shared_title: str = ""
    page_title: str = ""
    descriptions: list[str] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    firms: set[str] = field(default_factory=set)
    publishers: list[str] = field(default_factory=list)
    source: str = ""
    url: str = ""
    published: datetime | None = None
    date_is_vague: bool = False
    modified: datetime | None = None
    language: str = "de"
    sections: list[object] = field(default_factory=list)
    keywords: list[object] = field(default_factory=list)
    free: bool | None = None
    body: str = ""


def read_metadata(source: str, tree: Tree, address: str = "") -> Metadata:
    """Return the page's metadata; `source` still holds its scripts and comments.

    `address`: where it was fetched from, for a page that does not say so.
    """
    found = Metadata()
    node = article_node(source)
    _from_ld(found, node)
    _from_metas(found, tree.metas)
    _from_tree(found, tree)
    if not found.url:
        saved = _SAVED.search(source[:HEAD_CHARS])
        found.url = web_address(address) or (web_address(saved[1] or saved[2]) if saved else "")
    # A web archive names itself where it kept no more than the address of the page.
    shared = (web_address(value) for value in tree.metas.get("og:url", ()))
    kept = (original for one in shared if (original := original_of(one)) != one)
    found.url = next(kept, original_of(found.url))
    titles = {text_key(one) for one in (found.headline, found.shared_title, found.page_title)}
    # Some browsers tell no more of a page they save than where its links start from.
    host = host_of(found.url or web_address(tree.base))
    found.source = outlet_of(found.publishers, titles, host)
    found.authors = without_outlets(found.authors, {*found.publishers, host})
    return found


def _from_ld(found: Metadata, node: Json) -> None:
    found.headline = text_in(node.get("headline")) or text_in(node.get("name"))
    found.descriptions += filter(None, [text_in(node.get("description"))])
    authors = node.get("author") or node.get("creator")
    found.authors = names_in(authors)
    found.firms = {
        text_in(one)
        for one in listed(authors)
        if isinstance(one, dict) and "Organization" in str(one.get("@type"))
    }
    found.publishers += filter(None, [text_in(node.get("publisher"))])
    found.published = parse_date(node.get("datePublished")) or parse_date(node.get("dateCreated"))
    found.modified = parse_date(node.get("dateModified"))
    found.sections, found.keywords = (
        list(filter(None, listed(node.get(key)))) for key in ("articleSection", "keywords")
    )
    parts = [
        part.get("isAccessibleForFree")
        for part in listed(node.get("hasPart"))
        if isinstance(part, dict)
    ]
    given = [free for free in (node.get("isAccessibleForFree"), *parts) if free is not None]
    if given:
        found.free = str(given[0]).strip().lower() not in {"false", "0", "no"}
    found.body = _body(node.get("articleBody"))
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
        found.authors = _authors(metas)
    found.publishers += filter(None, [first("og:site_name", "application-name", "publisher")])
    certain = _dates(metas, _PUBLISHED)
    found.published = found.published or next(iter(certain), None)
    if not found.published and (vague := _dates(metas, _DATED)):
        found.published, found.date_is_vague = vague[0], True
    changed = _dates(metas, _MODIFIED)
    found.modified = found.modified or next(iter(changed), None)
    found.sections = found.sections or metas.get("article:section", [])  # type: ignore[assignment]
    words = listed(metas.get("article:tag") or first("news_keywords", "keywords") or None)
    # The shorter list is often all of it in a row, with nothing between, or the section once more.
    if len(topics_in([], words)) > len(topics_in([], found.keywords)):
        found.keywords = words
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


def _body(value: object) -> str:
    """Return the page's own copy of its text, clean, a paragraph a line as far as it has lines."""
    parts = value if isinstance(value, list) else [value]
    texts = (html.unescape(html.unescape(part)) for part in parts if isinstance(part, str))
    lines = (clean(line) for text in texts for line in text[:MAX_BODY_CHARS].split("\n"))
    return "\n".join(filter(None, lines))


def _authors(metas: dict[str, list[str]]) -> tuple[str, ...]:
    """Return whom the meta elements name, those of the first names that name somebody."""
    for names in _AUTHORS:
        if found := names_in([value for name in names for value in metas.get(name, ())]):
            return found
    for label, data in _LABELS:
        if any(map(_OF_AUTHOR.match, metas.get(label, ()))):
            return names_in(metas.get(data, []))
    return ()


def _dates(metas: dict[str, list[str]], names: Sequence[str]) -> list[datetime]:
    """Return the dates that the elements of these names give, in this order."""
    given = (value for name in names for value in metas.get(name, ()))
    return [moment for value in given if (moment := parse_date(value))]
