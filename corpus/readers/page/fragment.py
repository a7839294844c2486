"""Read a piece of HTML that is article text already, as feeds and wires carry it.

In: markup without a page around it.  Out: its headings and paragraphs.  No container is looked
for; widgets and headings are judged by the rules for pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence

from corpus.errors import UnreadableArticleError
from corpus.readers.boilerplate import is_widget
from corpus.readers.broken_lines import whole_lines
from corpus.readers.decoding import clean, text_key
from corpus.readers.page.blocks import lines_of
from corpus.readers.page.body import blocks_of
from corpus.readers.page.container import end_of_text
from corpus.readers.page.source import cut_source
from corpus.readers.page.tree import parse
from corpus.readers.plain import headed_blocks
from corpus.readers.sections import Block

SENTENCE_ENDS = (".", "!", "?", "“", '"', "«", "»", ")")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")


def read_fragment(markup: str, titles: Iterable[str] = ()) -> list[Block]:
    """Return the blocks of a fragment; plain text gives a paragraph a line.

    `titles`: what a heading must not repeat. Raises: UnreadableArticleError, RecursionError.
    """
    keys = {text_key(title) for title in titles}
    if not _TAG.search(markup):
        return plain_blocks(html.unescape(markup), keys)
    body = parse(cut_source(f"<body><div>{markup}</div></body>")).body
    if body is None:
        raise UnreadableArticleError("no article text found")
    lines = lines_of(body)
    lines = lines[: end_of_text(lines)]
    blocks = blocks_of(lines, keys, "")
    if any(not block.level for block in blocks):
        return blocks
    return [Block(text=line.text) for line in lines if not line.is_widget]


def plain_blocks(text: str, titles: Collection[str] = ()) -> list[Block]:
    """Return a block for each line of plain text, without a title (by its key) at the beginning.

    A short line between whole sentences is a sub-heading.
    """
    lines = [line for raw in text.split("\n") if (line := clean(raw))]
    lines = whole_lines(lines[1:] if lines[1:] and text_key(lines[0]) in titles else lines)
    return [
        block if _is_between(lines, at) else Block(text=block.text)
        for at, block in enumerate(headed_blocks(lines))
    ]


def _is_between(lines: Sequence[str], at: int) -> bool:
    """Tell if the lines around one end as sentences do: others may be broken at some width."""
    around = (lines[at - 1], lines[at + 1]) if 0 < at < len(lines) - 1 else ("",)
    return all(line.endswith(SENTENCE_ENDS) for line in around) and not is_widget(lines[at])


def fragment_text(markup: str) -> str:
    """Return all text of a fragment as one line, for titles and teasers."""
    try:
        return clean(" ".join(block.text for block in read_fragment(markup)))
    except UnreadableArticleError:
        return ""
