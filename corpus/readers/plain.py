"""Read plain text: title line, teaser line, then paragraphs and sub-headings, one a line.

In: decoded text.  Out: an article without address, its date and authors those of lines of their own
above the text.  A sub-heading is a short line without closing punctuation that has a paragraph
before and after it.  Where lines were broken at some width, blank lines part the paragraphs,
without those the ends of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import UnreadableArticleError
from corpus.models import Article, Section
from corpus.readers.boilerplate import is_note, is_widget
from corpus.readers.broken_lines import whole_lines
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean
from corpus.readers.people import credited
from corpus.readers.sections import MAX_TITLE_CHARS, Block, build_article

MAX_HEADING_CHARS = 140
MAX_TEASER_CHARS = 600
CLOSING = ".!:;…,)"
QUOTES = "“”\"«»'’"
HEADING_LEVEL = 2
# So many lines behind the title may name author and day.
HEAD_LINES = 3
# Lines of so many letters were broken, if none has more.
MIN_WIDTH, MAX_WIDTH, MIN_PARTS = 50, 100, 3


def read_plain(text: str) -> Article:
    """Return the article, its id still empty.

    Raises: UnreadableArticleError if there is no line but widgets.
    """
    lines = [line for raw in _unbroken(text) if (line := clean(raw)) and not is_widget(line)]
    if not lines:
        raise UnreadableArticleError("no article text found")
    title, rest = lines[0][:MAX_TITLE_CHARS], lines[1:]
    notes = {at: line for at, line in enumerate(rest[:HEAD_LINES]) if _is_note(line)}
    rest = whole_lines([line for at, line in enumerate(rest) if at not in notes])
    teaser = ""
    # With a single line below the title that line is the text.
    if len(rest) > 1 and len(rest[0]) <= MAX_TEASER_CHARS:
        teaser, rest = rest[0], rest[1:]
    head = Article(
        id="",
        title=title,
        teaser=teaser,
        authors=next(filter(None, map(credited, notes.values())), ()),
        published=next(filter(None, map(parse_date, notes.values())), None),
    )
    blocks = headed_blocks(rest)
    return build_article(head, blocks) if blocks else replace(head, sections=(Section(),))


def _is_note(line: str) -> bool:
    """Tell if a line is a byline, or opens with the day and holds little else."""
    day = line[0].isdecimal() and parse_date(line)
    return is_note(line) and bool(day or credited(line))


def _unbroken(text: str) -> list[str]:
    """Return the paragraphs of a text whose lines end at some width, else its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    parts = [part.split("\n") for part in re.split(r"\n(?:[ \t]*\n)+", text)]
    long = sum(len(line) >= MIN_WIDTH for part in parts for line in part[:-1])
    widest = max(map(len, lines), default=0)
    if widest > MAX_WIDTH or len(parts) < MIN_PARTS or 2 * long < len(lines):
        return lines
    # The title stands in a line of its own though no blank line may part it from the teaser.
    title, *behind = parts[0]
    return [title, " ".join(behind), *(" ".join(part) for part in parts[1:])]


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
