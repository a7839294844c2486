"""Find the introduction that a page shows above its text.

In: the lines of a page, those of its text, what it tells to programs.  Out: the teaser, or "".
"""

from __future__ import annotations

import re

from corpus.readers.boilerplate import is_note
from corpus.readers.decoding import text_key
from corpus.readers.page.blocks import Line
from corpus.readers.page.body import MIN_TEASER_CHARS
from corpus.readers.page.container import furniture_name, is_sentence, style_of, usual_style
from corpus.readers.page.metadata import Metadata
from corpus.readers.page.tree import Tag

MAX_TEASER_CHARS = 900
# So few lines, such as a date or a list of contents, stand between a teaser and the text.
MAX_LINES_BETWEEN = 4
MAX_LINES_ABOVE = 3
_ENDS = '.!?“"«…'
_NAME = re.compile(
    r"(?:^|[-_\s])(?:intro\w*|lead\w*|teaser\w*|einleitung|vorspann|preface|standfirst|summary"
    r"|subtitle|subline|excerpt|dek|deck|abstract|description)(?:$|[-_\s])",
    re.I,
)


def shown_teaser(lines: list[Line], inside: list[Line], facts: Metadata, titles: set[str]) -> str:
    """Return the introduction the page shows above the text, else "".

    A line that repeats the page's description counts most, then one whose class names it.
    """
    described = {text_key(text) for text in facts.descriptions if len(text) >= MIN_TEASER_CHARS}
    candidates = {
        line: key
        for line in lines
        if MIN_TEASER_CHARS <= len(line.text) <= MAX_TEASER_CHARS
        and (key := text_key(line.text)) not in titles
        and not is_note(line.text)
    }
    for line, key in candidates.items():
        if key in described:
            return line.text
    usual = usual_style(inside)
    start = next((at for at, line in enumerate(lines) if line.level == 1), 0)
    for at, line in enumerate(lines[start:]):
        # A sentence set as a heading below the headline is no sub-heading.
        subtitle = line.level > 1 == lines[start].level and at <= MAX_LINES_ABOVE
        subtitle = subtitle and line.text[-1] == "."
        usable = line in candidates and (subtitle or not line.level) and not line.is_widget
        if usable and (subtitle or _named_teaser(line.tag)):
            return line.text
        if usable and is_sentence(line) and line.text[-1] in _ENDS:
            # What opens the text is a teaser if it is set apart from all that follows, or stands
            # before what holds the text.
            others = (one.tag for one in inside if is_sentence(one))
            italic = _is_italic(line.tag) and not all(map(_is_italic, others))
            apart = line.all_bold or italic or style_of(line) != usual
            return line.text if apart or _stands_before(line, lines, inside) else ""
    return ""


def _is_italic(tag: Tag) -> bool:
    """Tell if an element holds nothing but one that is set in italics."""
    parts = [one for one in tag.contents if isinstance(one, Tag) or one.strip()]
    return len(parts) == 1 and isinstance(parts[0], Tag) and parts[0].name in {"em", "i"}


def _stands_before(line: Line, lines: list[Line], inside: list[Line]) -> bool:
    """Tell if a line stands between a `h1` and the element that holds the text."""
    at = lines.index(line)
    if not inside or line in inside or not any(one.level == 1 for one in lines[:at]):
        return False
    if any(map(furniture_name, line.tag.around())):
        return False
    return 0 < lines.index(inside[0]) - at <= MAX_LINES_BETWEEN


def _named_teaser(tag: Tag) -> bool:
    words = (re.sub(r"([a-z])([A-Z])", r"\1-\2", one.attribute("class")) for one in tag.around(3))
    return any(map(_NAME.search, words))
