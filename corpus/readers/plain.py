"""Read a plain text: title, teaser, then paragraphs with sub-headings between them.

In: text; line 1 the title, line 2 the teaser.  Out: an Article. A sub-heading is a short line
without closing punctuation that stands between two paragraphs.
"""

from __future__ import annotations

import re

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.assembly import Block, assemble
from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import clean_line

MAX_HEADING = 140
_CLOSED = re.compile(r"[.!?…:;,][\"“”«»')\]]*$")
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-ZÄÖÜ„]")


def read_plain(text: str, article_id: str) -> Article:
    """Return the article of a plain text. Raises UnreadableArticleError if there is none."""
    lines = [line for raw in text.splitlines() if (line := clean_line(raw)) and not is_widget(line)]
    if not lines:
        raise UnreadableArticleError("the file is empty")
    title, rest = lines[0], lines[1:]
    teaser = rest.pop(0) if len(rest) > 1 else ""
    blocks = [
        Block(line, 2 if 0 < i < len(rest) - 1 and is_heading(line) else 0)
        for i, line in enumerate(rest)
    ]
    return assemble(Article(id=article_id, title=title, teaser=teaser), blocks)


def is_heading(line: str) -> bool:
    """Tell whether a line between paragraphs is a sub-heading by its shape."""
    return (
        len(line) <= MAX_HEADING
        and not _CLOSED.search(line.replace("z. B.", "zB"))
        and not _SENTENCE_INSIDE.search(line)
    ) or (len(line) <= MAX_HEADING and line.endswith("?") and not _SENTENCE_INSIDE.search(line))
