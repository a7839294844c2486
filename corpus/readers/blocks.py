"""Flatten a page's tree into lines that still know where they stood.

In: an element of a page.  Out: its lines in reading order, each with its links, its bold letters
and the element it stood in.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from corpus.readers.decoding import clean

# Their headlines and times are read, their text is not the article's.
SKIPPED = frozenset({"aside", "figure", "figcaption", "time", "head", "title"})
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
        elif isinstance(node, Tag) and _is_shown(node):
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


def _is_shown(tag: Tag) -> bool:
    """Tell if an element's text may be the article's: a form only if it is the whole page."""
    if tag.name == "form":
        return tag.find("h1") is not None
    return tag.name not in SKIPPED


def _down(tag: Tag) -> list[PageElement]:
    return list(reversed(tag.contents))


def _is_break(tag: Tag) -> bool:
    before = tag.previous_sibling
    while isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    return isinstance(before, Tag) and before.name == "br"
