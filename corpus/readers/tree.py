"""Build the tree of a page, only as much of it as an article needs.

In: the source of a page.  Out: a BeautifulSoup tree without scripts, navigation, pictures, forms'
controls and whatever is hidden.  Half of a page's source is scripts, cut before it is parsed; of
what lxml then parses, the part that is never text does not reach BeautifulSoup, the slow half of
the work.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.exceptions import ParserRejectedMarkup

from corpus.errors import UnreadableArticleError

CUT = ("script", "style", "svg", "noscript", "iframe", "template", "object")
_OPENING = re.compile(r"<(!--|(?:" + "|".join(CUT) + r")\b)", re.I)
_CLOSING = {name: re.compile(f"</{name}", re.I) for name in CUT} | {"!--": re.compile("-->")}
# Browsers read numeric references to C1 controls as Windows-1252.
_C1_REFERENCE = re.compile(r"&#(1[2-5]\d);")
# Never text of the article, with all they hold.
DROPPED = frozenset(
    """nav footer button select input textarea dialog menu video audio picture source img label
    option canvas map math param track progress""".split()
)
# Attributes that something is read from.
_KEPT = (
    "class",
    "id",
    "content",
    "property",
    "name",
    "itemprop",
    "rel",
    "href",
    "datetime",
    "lang",
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class _Pruner(LXMLTreeBuilder):
    """Takes lxml's events and passes on those outside of dropped elements.

    `class` stays one string: splitting it is work that nothing here needs.
    """

    _within = 0

    def start(
        self,
        tag: str | bytes,
        attrib: dict[str | bytes, str | bytes],
        nsmap: dict[str, str] | None = None,  # noqa: ARG002  lxml gives it; HTML has none
    ) -> None:
        """Open an element, or count how deep it is within a dropped one."""
        if self._within or _is_dropped(tag, attrib):
            self._within += 1
            return
        kept = {str(name): str(value) for name, value in attrib.items() if name in _KEPT}
        assert self.soup is not None  # noqa: S101  BeautifulSoup sets it before it feeds
        self.soup.handle_starttag(str(tag), None, None, kept, namespaces={})

    def end(self, tag: str | bytes) -> None:
        """Close an element."""
        if self._within:
            self._within -= 1
            return
        assert self.soup is not None  # noqa: S101
        self.soup.endData()
        self.soup.handle_endtag(str(tag))

    def data(self, data: str | bytes) -> None:
        """Take a piece of text."""
        if not self._within:
            super().data(data)

    def comment(self, text: str | bytes) -> None:
        """Pass over a comment."""

    def pi(self, target: str, data: str) -> None:
        """Pass over a processing instruction."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Pass over the document type."""


def _is_dropped(tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> bool:
    if tag in DROPPED:
        return True
    if tag == "link":
        return attrib.get("rel") != "canonical"
    if not attrib or tag in {"html", "body"}:
        return False
    if "hidden" in attrib or attrib.get("aria-hidden") == "true":
        return True
    style = attrib.get("style")
    return isinstance(style, str) and bool(_HIDDEN.search(style))


def cut_source(source: str) -> str:
    """Return the source without the elements in CUT and without comments, in linear time."""
    parts: list[str] = []
    never: set[str] = set()
    start = 0
    while found := _OPENING.search(source, start):
        name = found[1].lower()
        close = None if name in never else _CLOSING[name].search(source, found.end())
        parts.append(source[start : found.start()])
        start = found.end()
        if close is None:
            never.add(name)
            continue
        start = close.end()
        if name != "!--":
            start = source.find(">", start) + 1 or len(source)
        parts.append(" ")
    parts.append(source[start:])
    return _C1_REFERENCE.sub(_from_cp1252, "".join(parts))


def _from_cp1252(found: re.Match[str]) -> str:
    return bytes([int(found[1])]).decode("cp1252", "replace")


def parse(source: str) -> BeautifulSoup:
    """Return the tree of a page whose source was cut.

    Raises: UnreadableArticleError if the parser refuses it, RecursionError.
    """
    # Without markup, or with an XML declaration, BeautifulSoup warns of a mistaken call.
    markup = _XML_DECLARATION.sub("", source)
    if "<" not in markup:
        raise UnreadableArticleError("no markup found")
    try:
        return BeautifulSoup(markup, builder=_Pruner(multi_valued_attributes=None))
    except ParserRejectedMarkup as error:
        raise UnreadableArticleError("the HTML parser refuses it") from error
