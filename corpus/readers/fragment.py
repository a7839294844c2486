"""Read a piece of HTML that is article text already, as feeds and wires carry it.

In: markup without a page around it.  Out: its headings and paragraphs.  No container is looked
for; widgets and headings are judged by the rules for pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from corpus.errors import UnreadableArticleError
from corpus.readers.blocks import lines_of
from corpus.readers.body import blocks_of, text_key
from corpus.readers.decoding import clean
from corpus.readers.sections import Block
from corpus.readers.source import cut_source
from corpus.readers.tree import parse

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")


def read_fragment(markup: str, titles: Iterable[str] = ()) -> list[Block]:
    """Return the blocks of a fragment; plain text gives a paragraph a line.

    `titles`: what a heading must not repeat. Raises: UnreadableArticleError, RecursionError.
    """
    if not _TAG.search(markup):
        return plain_blocks(html.unescape(markup))
    body = parse(cut_source(f"<body><div>{markup}</div></body>")).body
    if body is None:
        raise UnreadableArticleError("no article text found")
    lines = lines_of(body)
    blocks = blocks_of(lines, {text_key(title) for title in titles}, "")
    if any(not block.level for block in blocks):
        return blocks
    return [Block(text=line.text) for line in lines if not line.is_widget]


def plain_blocks(text: str) -> list[Block]:
    """Return a paragraph for each line of plain text."""
    return [Block(text=one) for line in text.split("\n") if (one := clean(line))]


def fragment_text(markup: str) -> str:
    """Return all text of a fragment as one line, for titles and teasers."""
    try:
        return clean(" ".join(block.text for block in read_fragment(markup)))
    except UnreadableArticleError:
        return ""
