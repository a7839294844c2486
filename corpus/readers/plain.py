"""Read plain text: title line, teaser line, then paragraphs and sub-headings, one a line.

In: decoded text.  Out: an article without address, date or authors.  A sub-heading is a short line
without closing punctuation that has a paragraph before and after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import UnreadableArticleError
from corpus.models import Article, Section
from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import clean
from corpus.readers.sections import MAX_TEXT_CHARS, MAX_TITLE_CHARS, Block, build_article

MAX_HEADING_CHARS = 140
MAX_TEASER_CHARS = 600
CLOSING = ".!:;…,)"
QUOTES = "“”\"«»'’"
HEADING_LEVEL = 2


def read_plain(text: str) -> Article:
    """Return the article, its id still empty.

    Raises: UnreadableArticleError if there is no line but widgets.
    """
    kept = text[: 2 * MAX_TEXT_CHARS]  # widgets may be among it
    lines = [line for raw in kept.split("\n") if (line := clean(raw)) and not is_widget(line)]
    if not lines:
        raise UnreadableArticleError("no article text found")
    title, rest = lines[0][:MAX_TITLE_CHARS], lines[1:]
    teaser = ""
    # With a single line below the title that line is the text.
    if len(rest) > 1 and len(rest[0]) <= MAX_TEASER_CHARS:
        teaser, rest = rest[0], rest[1:]
    blocks = headed_blocks(rest)
    if not blocks:
        return Article(id="", title=title, sections=(Section(),))
    return build_article(Article(id="", title=title, teaser=teaser), blocks)


def headed_blocks(lines: Sequence[str]) -> list[Block]:
    """Return a block for each line, those that stand like one as sub-headings."""
    return [
        Block(text=line, level=HEADING_LEVEL if _is_heading(lines, at) else 0)
        for at, line in enumerate(lines)
    ]


def _is_heading(lines: Sequence[str], at: int) -> bool:
    """Tell if a line stands short and open-ended before a longer paragraph."""
    line = lines[at]
    if at + 1 >= len(lines) or len(line) > MAX_HEADING_CHARS:
        return False
    if line.rstrip(QUOTES)[-1:] in CLOSING:
        return False
    if line.startswith(("-", "–", "•", "*", "„")) and not line[1:2].isalpha():
        return False
    return len(lines[at + 1]) > len(line)
