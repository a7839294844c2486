"""Flatten a page's tree into lines that still know where they stood.

In: the source of a page.  Out: its lines in reading order, each with its links, its bold letters
and the element it stood in.  Scripts, styles and drawings are cut from the source before a tree
is built: they are half of a page and BeautifulSoup is the slow part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

from corpus.errors import UnreadableArticleError
from corpus.readers.decoding import clean

CUT = ("script", "style", "svg", "noscript", "iframe", "template", "object")
_OPENING = re.compile(r"<(!--|(?:" + "|".join(CUT) + r")\b)", re.I)
# Browsers read numeric references to C1 controls as Windows-1252.
_C1_REFERENCE = re.compile(r"&#(1[2-5]\d);")
SKIPPED = frozenset(
    [
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "dialog",
        "menu",
        "video",
        "audio",
        "picture",
        "img",
        "head",
        "figure",
        "figcaption",
        "label",
        "option",
        "canvas",
        "map",
        "time",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Line:
    """One run of text without a block border in it. `tag`: the block it stood in."""

    text: str
    tag: Tag
    links: int
    bold: int

    @property
    def level(self) -> int:
        """The rank of the heading this line is, 0 if none."""
        node: Tag | None = self.tag
        for _ in range(3):
            if node is None:
                break
            if rank := HEADINGS.get(node.name):
                return rank
            node = node.parent
        return 0

    @property
    def link_share(self) -> float:
        """The share of the letters that are links."""
        return self.links / max(1, len(self.text))

    @property
    def all_bold(self) -> bool:
        """Tell if the whole line is bold."""
        return self.bold >= 0.95 * len(self.text)


def cut_source(source: str) -> str:
    """Return the source without the elements in CUT and without comments, in linear time."""
    parts: list[str] = []
    never: set[str] = set()
    lower = source.lower() if len(source.lower()) == len(source) else source
    start = 0
    while found := _OPENING.search(source, start):
        name = found[1].lower()
        close = "-->" if name == "!--" else f"</{name}"
        end = -1 if name in never else lower.find(close, found.end())
        parts.append(source[start : found.start()])
        start = found.end()
        if end < 0:
            never.add(name)
            continue
        start = end + len(close)
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
        return BeautifulSoup(markup, "lxml")
    except ParserRejectedMarkup as error:
        raise UnreadableArticleError("the HTML parser refuses it") from error


def is_shown(tag: Tag) -> bool:
    """Tell if an element can hold text of the article: shown, and no navigation or form."""
    if tag.name in SKIPPED or tag.has_attr("hidden"):
        return False
    if tag.get("aria-hidden") == "true":
        return False
    style = tag.get("style")
    return not (isinstance(style, str) and _HIDDEN.search(style))


def lines_of(root: Tag) -> list[Line]:
    """Return the lines below an element in reading order, without what is not shown."""
    lines: list[Line] = []
    pieces: list[str] = []
    marked = [0, 0]
    depth = {"a": 0, "bold": 0}

    def flush(tag: Tag) -> None:
        text = clean("".join(pieces))
        if text:
            lines.append(Line(text, tag, *marked))
        pieces.clear()
        marked[:] = [0, 0]

    block = root
    # Entries: (node, its block) on the way down, (None, block to return to) after a block.
    stack: list[tuple[PageElement | str | None, Tag]] = [(child, root) for child in _down(root)]
    while stack:
        node, owner = stack.pop()
        if node is None:
            flush(block)
            block = owner
        elif isinstance(node, str) and not isinstance(node, NavigableString):
            depth[node] -= 1
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                size = len(" ".join(node.split()))
                marked[0] += size if depth["a"] else 0
                marked[1] += size if depth["bold"] else 0
                pieces.append(str(node))
        elif isinstance(node, Tag) and is_shown(node):
            if node.name == "br":
                # A line break is a blank, two of them are a border between paragraphs.
                if _is_break(node):
                    flush(block)
                pieces.append("\n")
            elif node.name in INLINE:
                kind = {"a": "a", "b": "bold", "strong": "bold"}.get(node.name)
                if kind:
                    depth[kind] += 1
                    stack.append((kind, block))
                stack += [(child, block) for child in _down(node)]
            else:
                flush(block)
                stack.append((None, block))
                block = node
                stack += [(child, node) for child in _down(node)]
    flush(block)
    return lines


def _down(tag: Tag) -> list[PageElement]:
    return list(reversed(tag.contents))


def _is_break(tag: Tag) -> bool:
    before = tag.previous_sibling
    while isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    return isinstance(before, Tag) and before.name == "br"
