"""Build the tree of a page, only as much of it as an article needs.

In: the source of a page.  Out: its BeautifulSoup elements without scripts, navigation, pictures,
forms' controls and whatever is hidden; apart from them what the head says.  Half of a page's source
is scripts, cut before it is parsed; of what lxml then parses, half never becomes an element.
BeautifulSoup's own builder took as long as all other work on a page together, so its elements are
made here, with no more than they need: name, attributes, contents, links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, element
from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import UnreadableArticleError
from corpus.readers.page.microdata import kept_of, told_in
from corpus.readers.page.unseen import is_dropped

# Of page heads there are seldom more than a hundred; of bombs there are millions.
MAX_METAS = 2000
MAX_TIMES = 200
MAX_HEADINGS = 8
MAX_KEYWORDS = 200
# How far around a field its question stands.
ASKING_LEVELS = 6
# Elements that stand deeper count as text of the one at this depth.
MAX_DEPTH = 256
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>", re.I)


class _Text(element.NavigableString):
    """A piece of text, as bare as an element: BeautifulSoup's took an eighth of all reading."""

    __new__ = str.__new__  # type: ignore[assignment]
    hidden = False
    next_element = next_sibling = previous_element = previous_sibling = None


class Tag(element.Tag):
    """An element made by hand: what does not differ between pages belongs to the class.

    `depth`: 0 for the outermost; `asks`: it holds, not far below, a field for an address of e-mail;
    `place`: of a `h1`, a moment or a keyword, how many elements began before it.
    Two are equal if they are one, not if they read the same.
    """

    prefix = namespace = sourceline = sourcepos = cdata_list_attributes = None
    hidden = known_xml = can_be_empty_element = False
    preserve_whitespace_tags: set[str] = set()  # noqa: RUF012  never changed
    interesting_string_types = {_Text}  # noqa: RUF012
    parser_class = BeautifulSoup
    next_element = next_sibling = previous_element = previous_sibling = None
    asks = False
    place = 0
    named: str | None = None  # for `head.names_of`
    # Narrower than BeautifulSoup's:
    parent: Tag | None
    contents: list[Tag | element.NavigableString]  # type: ignore[assignment]

    def __init__(self, name: str, attributes: dict[str, str], parent: Tag | None) -> None:
        self.name = name
        self.attrs = attributes  # type: ignore[assignment]
        self.parent = parent
        self.contents = []
        self.depth: int = parent.depth + 1 if parent is not None else 0

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def elements(self) -> list[Tag]:
        """The elements directly within this one."""
        return [one for one in self.contents if isinstance(one, Tag)]

    def attribute(self, name: str) -> str:
        """Return an attribute, "" if the element has none of this name or it was not kept."""
        return str(self.attrs.get(name, ""))

    def around(self, levels: int | None = None) -> Iterator[Tag]:
        """Yield this element, then the ones that hold it, so many in all; None: all."""
        node: Tag | None = self
        while node is not None and levels != 0:
            yield node
            node = node.parent
            levels = levels and levels - 1

    def holds(self, name: str) -> bool:
        """Tell if there is an element of this name within."""
        return any(isinstance(one, Tag) and one.name == name for one in self.descendants)


@dataclass(slots=True)
class Tree:
    """A page. `metas`: contents of its meta elements by name, property or itemprop in lower case.

    `canonical`: the address it calls its own; `base`: the one its links start from; `headings`,
    `times`: its first `h1`, and elements with a moment; `keywords`: links to tags and themes;
    `title` and `language` as the head gives them.
    """

    body: Tag | None = None
    metas: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    title: Tag | None = None
    headings: list[Tag] = field(default_factory=list)
    times: list[Tag] = field(default_factory=list)
    keywords: list[Tag] = field(default_factory=list)
    language: str = ""


class _Builder:
    """Takes lxml's events and makes elements of those outside of dropped ones."""

    def __init__(self, hidden: bool, captions: bool) -> None:
        self.tree = Tree()
        self._hidden = hidden
        self._shown = _PICTURES if captions else frozenset()
        self._root = Tag("", {}, None)
        self._open = self._root
        self._last: element.PageElement = self._root
        self._pieces: list[str] = []
        self._within = 0  # how deep in a dropped element
        self._beyond = 0  # how deep below the deepest kept one
        self._resumed: list[tuple[Tag, int]] = []
        self._metas = 0
        self._begun = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element, or count how deep it is within a dropped one."""
        if attributes and "content" in attributes and (told := told_in(attributes, self._open)):
            self._note("meta", {"name": told, "content": attributes["content"]})
        resumes = self._within if name == "main" else 0
        if resumes:
            # An unclosed block in the navigation: libxml2 takes all that follows for a part of it.
            self._within = 0
        dropped = is_dropped(name, attributes, self._hidden)
        if dropped and name in _SPARED:
            dropped = not (
                # It unfolds what the heading heads.
                self._open.name in _HEADINGS if name == "button" else self._is_foot(attributes)
            )
        if self._within or dropped:
            if name == "input" and attributes.get("type") == "email":
                self._mark_asking()
            self._within += 1
            return
        if name in _NOTED:
            self._note(name, attributes)
            if name != "html":
                self._within += 1
                return
        if self._beyond or self._open.depth >= MAX_DEPTH:
            self._beyond += 1
            return
        name, kept, is_keyword = kept_of(name, attributes, self._open.name in _HEADINGS)
        self._keep_text()
        parent = self._open
        tag = Tag("div" if name in self._shown else name, kept, parent)
        self._append(tag)
        self._open = tag
        if is_keyword and len(self.tree.keywords) < MAX_KEYWORDS:
            tag.place = self._begun
            self.tree.keywords.append(tag)
        if resumes:
            self._resumed.append((tag, resumes))
        self._begun += 1
        if name in _PLACED or "datetime" in kept:
            tag.place = self._begun
            self._place(tag)

    def end(self, name: str) -> None:  # noqa: ARG002  libxml2 closes what it opened
        """Close an element."""
        if self._within:
            self._within -= 1
        elif self._beyond:
            self._beyond -= 1
        elif self._open.parent is not None:
            self._keep_text()
            if self._resumed and self._resumed[-1][0] is self._open:
                self._within = self._resumed.pop()[1]
            self._open = self._open.parent

    def data(self, data: str) -> None:
        """Take a piece of text."""
        if not self._within:
            self._pieces.append(data)

    def comment(self, text: str) -> None:
        """Pass over a comment."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Pass over a processing instruction."""

    def close(self) -> Tree:
        """Return the page."""
        return self.tree

    def _mark_asking(self) -> None:
        tag: Tag | None = self._open
        for _ in range(ASKING_LEVELS):
            if tag is not None:
                tag.asks = True
                tag = tag.parent

    def _is_foot(self, attributes: dict[str, str]) -> bool:
        """Tell if a footer is that of an article, where blogs name its author, day and tags."""
        holders = (tag for tag in self._open.around() if tag.name == "article")
        names = (attributes.get("class", ""), *(tag.attribute("class") for tag in holders))
        return len(names) > 1 and not any("comment" in name for name in names)

    def _keep_text(self) -> None:
        """Close a piece of text: the parser gives entities apart from what is around them."""
        if self._pieces:
            text = _Text("".join(self._pieces))
            text.parent = self._open
            self._append(text)
            self._pieces.clear()

    def _append(self, one: Tag | element.NavigableString) -> None:
        """Put an element or a text at the end, linked as BeautifulSoup does it."""
        contents = self._open.contents
        one.previous_element, self._last.next_element = self._last, one
        if contents:
            one.previous_sibling, contents[-1].next_sibling = contents[-1], one
        contents.append(one)
        self._last = one

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = attributes.get("content", "")
            if key and content.strip() and self._metas < MAX_METAS:
                self._metas += 1
                self.tree.metas.setdefault(key.lower(), []).append(content)
        elif name == "link":
            if attributes.get("rel") == "canonical" and not self.tree.canonical:
                self.tree.canonical = attributes.get("href", "")
        elif name == "base":
            self.tree.base = self.tree.base or attributes.get("href", "")
        else:
            self.tree.language = self.tree.language or attributes.get("lang", "")

    def _place(self, tag: Tag) -> None:
        tree = self.tree
        if tag.name == "body":
            tree.body = tree.body or tag
        elif tag.name == "title":
            tree.title = tree.title or tag
        elif tag.name == "h1":
            if len(tree.headings) < MAX_HEADINGS:
                tree.headings.append(tag)
        elif len(tree.times) < MAX_TIMES:
            tree.times.append(tag)


_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SPARED = frozenset({"button", "footer"})
_PICTURES = frozenset({"figure", "figcaption"})
_NOTED = frozenset({"meta", "link", "html", "base"})
_PLACED = frozenset({"body", "title", "h1", "time"})


def parse(source: str, *, hidden: bool = False, captions: bool = False) -> Tree:
    """Return the tree of a page whose source was cut, with what is hidden if asked for.

    `captions`: figures are blocks like others.

    Raises: UnreadableArticleError if the parser refuses it.
    """
    markup = _XML_DECLARATION.sub("", source)
    if "<" not in markup:
        raise UnreadableArticleError("no markup found")
    parser = etree.HTMLParser(target=_Builder(hidden, captions), encoding="utf-8")
    try:
        raw = markup.encode("utf-8", "replace")
        parser.feed(raw)
        tree: Tree = parser.close()
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableArticleError("the HTML parser refuses it") from error
    return tree
