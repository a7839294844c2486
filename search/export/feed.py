"""Entries as an Atom feed (RFC 4287), for feed readers.

In: entries, and what is told of the feed.  Out: XML, written as it is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from search.export.entries import Entry

# Code points that XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FEED = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "de"}


def name_of(thing: str) -> str:
    """Return the name of a thing for all times and machines, as a URN."""
    return uuid5(NAMESPACE_OID, f"fundstelle {thing}").urn


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told of a feed. Both moments have a time zone; `undated`: of entries without a date.

    `links`: (relation, media type, address). `names`: the name (an IRI) and the page of an entry,
    which is empty if only its source has one.
    """

    id: str
    title: str
    updated: datetime
    undated: datetime
    links: tuple[tuple[str, str, str], ...] = ()
    names: Callable[[Entry], tuple[str, str]] = lambda entry: (name_of(entry.id), "")


def write_feed(entries: Iterable[Entry], stream: TextIO, about: About) -> None:
    """Write a feed of entries."""
    xml = _Writer(stream)
    xml.startDocument()
    with xml.inside("feed", **_FEED):
        xml.line("id", about.id)
        xml.line("title", about.title)
        xml.line("updated", about.updated.isoformat())
        xml.line("generator", "Fundstelle")
        for relation, kind, address in about.links:
            xml.line("link", rel=relation, type=kind, href=address)
        for entry in entries:
            with xml.inside("entry"):
                _write_entry(xml, entry, about)
    xml.endDocument()


def _write_entry(xml: _Writer, entry: Entry, about: About) -> None:
    name, page = about.names(entry)
    xml.line("id", name)
    xml.line("title", entry.title)
    xml.line("updated", (entry.published or about.undated).isoformat())
    if entry.published:
        xml.line("published", entry.published.isoformat())
    for author in entry.authors or (entry.source or "Fundstelle",):
        with xml.inside("author"):
            xml.line("name", author)
    for topic in entry.topics:
        xml.line("category", term=topic)
    if page:
        xml.line("link", rel="alternate", type="text/html", href=page)
    if urlsplit(entry.url).scheme in ("http", "https"):
        xml.line("link", rel="via" if page else "alternate", href=entry.url)
    xml.line("summary", entry.text)


class _Writer(XMLGenerator):
    """Writes a line for each element that holds no other."""

    def __init__(self, stream: TextIO) -> None:
        # A text stream is taken as it is, which its types do not tell.
        super().__init__(stream, encoding="utf-8", short_empty_elements=True)  # type: ignore[arg-type]

    def line(self, tag: str, text: str = "", **attributes: str) -> None:
        """Write an element that holds a text."""
        written = {name: _written(value) for name, value in attributes.items()}
        self.startElement(tag, AttributesImpl(written))
        self.characters(_written(text))
        self.endElement(tag)
        self.characters("\n")

    @contextmanager
    def inside(self, tag: str, **attributes: str) -> Iterator[None]:
        """Write an element that holds others."""
        self.startElement(tag, AttributesImpl(attributes))
        self.characters("\n")
        yield
        self.endElement(tag)
        self.characters("\n")


def _written(text: str) -> str:
    return _NO_XML.sub("", text)
