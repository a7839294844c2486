"""Find boxes within an article: what they are tells itself by how they are made.

In: the lines of the article's container.  Out: those outside of boxes.  A box is small beside the
text, and it asks for an address of e-mail, or is an article of its own within the article, or opens
with a line that points elsewhere, such as "Mehr zum Thema".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.readers.blocks import Line
from corpus.readers.boilerplate import is_widget
from corpus.readers.tree import Tag

MAX_SHARE = 0.15
# What opens the head of an article with its date is no title of a box.
_OF_HEAD = re.compile(r"\W*(?:veröffentlicht|publiziert|aktualisiert|stand|erschienen)", re.I)
# Together the articles within an article may have more: all of them are the entries of a ticker.
MAX_INNER_SHARE = 0.25
MAX_ASKING_CHARS = 400


def without_boxes(lines: list[Line], container: Tag, mass: dict[int, int]) -> list[Line]:
    """Return the lines outside of boxes. `mass`: letters of running text by id() of an element."""
    total = mass.get(id(container), 0)
    first: dict[int, int] = {}
    inner: dict[int, Tag] = {}
    for at, line in enumerate(lines):
        for tag in _around(line.tag, container):
            first.setdefault(id(tag), at)
            if tag.name == "article":
                inner[id(tag)] = tag
    boxes: set[int] = set()
    if sum(mass.get(key, 0) for key in inner) <= MAX_INNER_SHARE * total:
        boxes.update(inner)
    for at, line in enumerate(lines):
        opens = _opens_box(line)
        for tag in _around(line.tag, container):
            letters = mass.get(id(tag), 0)
            if letters > MAX_SHARE * total:
                break
            asks = tag.asks and letters <= MAX_ASKING_CHARS
            if asks or (opens and first[id(tag)] == at and tag is not line.tag):
                boxes.add(id(tag))
    return [
        line for line in lines if not any(id(tag) in boxes for tag in _around(line.tag, container))
    ]


def _around(tag: Tag, container: Tag) -> Iterator[Tag]:
    """Yield an element and those around it, the innermost first, up to the container."""
    node: Tag | None = tag
    while node is not None and node is not container:
        yield node
        node = node.parent


def _opens_box(line: Line) -> bool:
    """Tell if a line is the title of a box that points elsewhere."""
    titled = bool(line.level) or line.all_bold or line.text.endswith(":")
    return titled and is_widget(line.text) and not _OF_HEAD.match(line.text)
