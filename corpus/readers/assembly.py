"""Put an article together from blocks: the same rules for every input.

In: headings and paragraphs in order, with metadata.  Out: an Article. Widget lines fall away, the
dateline and the credit become metadata, headings without text are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from corpus.errors import UnreadableArticleError
from corpus.models import Article, Section
from corpus.readers.boilerplate import is_widget, split_credit, split_dateline
from corpus.readers.decoding import clean_line

MAX_TEXT = 1_000_000
MAX_TITLE = 500


class Block(NamedTuple):
    """A paragraph (level 0) or a sub-heading (level 2–6) with its anchor."""

    text: str
    level: int = 0
    anchor: str = ""


def assemble(article: Article, blocks: Iterable[Block]) -> Article:
    """Return the article with sections made from blocks. Raises UnreadableArticleError if it is empty."""
    lines = [block._replace(text=clean_line(block.text)) for block in blocks]
    lines = [block for block in lines if block.text and not is_widget(block.text)]
    agencies = article.agencies
    for i in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
        text, found = split_credit(lines[i].text) if lines[i].level == 0 else (lines[i].text, ())
        if text != lines[i].text:
            lines[i] = lines[i]._replace(text=text)
            agencies = tuple(dict.fromkeys((*agencies, *found)))
            break
    lines = [block for block in lines if block.text]
    dateline = article.dateline
    first = next((i for i, block in enumerate(lines) if block.level == 0), None)
    if first is not None and not dateline:
        dateline, text = split_dateline(lines[first].text)
        lines[first] = lines[first]._replace(text=text)
    whole = replace(
        article,
        title=clean_line(article.title)[:MAX_TITLE],
        teaser=clean_line(article.teaser)[:MAX_TITLE * 4],
        agencies=agencies,
        dateline=dateline,
        sections=_sections(lines),
    )
    if not whole.title and not any(section.paragraphs for section in whole.sections):
        raise UnreadableArticleError("no article text found")
    return whole


def _sections(lines: list[Block]) -> tuple[Section, ...]:
    sections = [Section()]
    paragraphs: list[str] = []
    room = MAX_TEXT

    def close() -> None:
        if paragraphs:
            sections[-1] = replace(sections[-1], paragraphs=tuple(paragraphs))
        elif len(sections) > 1:
            sections.pop()
        paragraphs.clear()

    for block in lines:
        if block.level:
            close()
            sections.append(Section(heading=block.text, level=block.level, anchor=block.anchor))
        elif room > 0:
            paragraphs.append(block.text[:room])
            room -= len(block.text)
    close()
    return tuple(sections)
