"""Tell paragraphs and real sub-headings from the furniture among an article's lines.

In: the lines of the article's container.  Out: blocks.  A heading counts if it stands among the
paragraphs, is no pointer elsewhere and is followed by text before the next one of its rank.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.readers.boilerplate import is_note
from corpus.readers.decoding import clean, text_key
from corpus.readers.page.blocks import Line
from corpus.readers.page.container import Style, style_of, usual_style
from corpus.readers.page.head import names_of
from corpus.readers.page.shown_date import is_date, without_dates
from corpus.readers.page.tree import Tag
from corpus.readers.page.wall import is_wall
from corpus.readers.people import credited, is_person
from corpus.readers.sections import Block

MAX_HEADING_CHARS = 200
MAX_BOLD_HEADING_CHARS = 120
MIN_TEASER_CHARS = 40
LEAST_RANK, DEEPEST_RANK = 2, 6
MIN_BARE_CHARS = 120
MAX_BYLINE_CHARS = 90
MAX_ITEM_LABEL = 25
QUOTE_LEVELS = 3
_ITEMS = frozenset({"li", "dd", "dt"})
SENTENCE_ENDS = '.!?“"«'
MIN_NUMBERED = 3
MIN_LISTED = 2
MIN_ASKED = 2
MAX_LINK_SHARE, MIN_LIST_SHARE = 0.8, 0.5
_NUMBERED = re.compile(r"(?:Platz )?\d{1,3}[.):] ?\S.{10,}")
# What a bold line may stand in to be a sub-heading; text was laid out in tables once.
_HOLDERS = frozenset({"p", "div", "td", "section", "article", "main", "body", "center"})
_COUNTED = re.compile(r"(?:Platz |Tipp |Punkt |Schritt |Grund |Nr\. ?)?\d{1,3}[.):] ?\S")
_HEADING_NAME = re.compile(
    r"(?:^|[-_\s])(?:zwischen-?(?:titel|zeile|(?:ü|ue)berschrift)|sub-?head(?:line|ing|er)?"
    r"|cross-?head(?:ing|line)?|inter-?title|(?:ü|ue)berschrift|h[2-6])(?:$|[-_\s])",
    re.I,
)
_QUOTE_NAME = re.compile(r"(?:^|[-_\s])(?:pull-?|block-?)?(?:quote|zitat)(?:$|[-_\s])", re.I)
# What is said to somebody, as the questions of an interview are.
_SPOKEN = re.compile(
    r"\b(?:Sie|Ihr(?:e[mnrs]?)?|Ihnen|[Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?[mnrs]?|[Ee]uch|[Ee]ure?)\b"
)


@dataclass(slots=True)
class _Candidate:
    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text is set: `usual` as most of it, `among` these elements; `lists`: those of text."""

    usual: Style
    among: set[Tag | None]
    lists: set[Tag | None]


def _setting(lines: list[Line]) -> _Setting:
    usual = usual_style(lines)
    items = (line for line in lines if line.tag.name in _ITEMS and _is_item(line))
    among = {line.tag.parent for line in lines if style_of(line) == usual}
    return _Setting(usual, among, {line.tag.parent for line in items})


def blocks_of(lines: list[Line], titles: set[str], teaser: str) -> list[Block]:
    """Return the headings and paragraphs among lines; `titles` are keys of `text_key`."""
    skip = {text_key(teaser), ""}
    found: list[_Candidate] = []
    setting = _setting(lines)
    said: dict[str, Tag | None] = {}
    running = " ".join(
        text_key(line.text) for line in lines if not line.level and not _quotation(line)
    )
    heads = {text_key(line.text) for line in lines if line.level}
    known: Tag | None = None
    listed = 0
    announces = False
    held = Counter(line.tag for line in lines)
    spoken = sum(_is_question(line) and bool(_SPOKEN.search(line.text)) for line in lines)
    interview = spoken >= MIN_ASKED
    # Below the page's own headings, which may have bold ones as parts.
    ranks = (line.level for line in lines if line.level and not line.is_widget)
    bold_level = min(max([LEAST_RANK, *ranks]) + 1, DEEPEST_RANK)
    for line in lines:
        key = text_key(line.text)
        if key in skip or _repeats(key, titles) or line.is_widget or is_wall(line.text):
            continue
        # Who said what is left out, and a list of the contents.
        if (known and _quotation(line) is known) or (key in heads and line.tag.name == "li"):
            continue
        level = line.level
        if not level and not (interview and _is_question(line)):
            level = bold_level * _is_bold_heading(line, held[line.tag] == 1)
        if not level and line.tag.name == "summary":
            level = bold_level
        if not level and _is_named_heading(line) and any(not one.level for one in found):
            level = bold_level
        if level and not _may_head(line):
            continue
        if level == 1:
            # What is set as a headline of its own within a text is a sub-heading.
            if not any(not one.level for one in found):
                continue
            level = LEAST_RANK
        # However short its items, a list is text that a line with a colon announces.
        announced = line.tag.name == "li" and not line.links and announces
        announces = announced or line.text[-1] == ":" or level > 0
        if not level and not announced and not _may_be_text(line, setting):
            listed += line.link_share >= MIN_LIST_SHARE
            # What heads a list of links is the title of a box.
            if listed == MIN_LISTED and found and found[-1].level:
                found.pop()
            continue
        if not level and len(key) >= MIN_TEASER_CHARS:
            # Said again for small screens or for print, or set apart as a quotation.
            again = said.setdefault(key, line.tag.parent) is not line.tag.parent
            if again or (_quotation(line) and key in running):
                known = _quotation(line) or known
                continue
        found.append(_Candidate(line, level))
        listed = 0
    series = [bool(one.level) and _is_numbered(one.line) for one in found]
    if sum(series) < MIN_NUMBERED:
        series = [False] * len(found)
    followed = _followed(found, series)
    return [
        Block(
            text=one.line.text,
            level=one.level,
            anchor=_anchor(one.line.tag) if one.level else "",
        )
        for one, counts in zip(found, followed, strict=True)
        if not one.level or counts
    ]


def _quotation(line: Line) -> Tag | None:
    for tag in line.tag.around(QUOTE_LEVELS):
        if tag.name == "blockquote":
            return tag
        names = tag.attrs.get("class", "") if tag.attrs else ""
        # Few have such a name: the pattern is dearer than the words.
        if ("quote" in names or "zitat" in names) and _QUOTE_NAME.search(names_of(tag)):
            return tag
    return None


def _repeats(key: str, titles: set[str]) -> bool:
    """Tell if a line says a title again, whole or in good part."""
    return key in titles or (len(key) >= MIN_TEASER_CHARS and any(key in title for title in titles))


def _is_bold_heading(line: Line, alone: bool) -> bool:
    """Tell if a paragraph is nothing but a short bold line. `alone`: its element holds no other."""
    if line.tag.name not in _HOLDERS or not line.all_bold or (alone and line.tag.name == "td"):
        return False
    if len(line.text) > MAX_BOLD_HEADING_CHARS:
        return False
    # One that counts up may end like a sentence.
    return line.text[-1] not in ".!,;…" or bool(_COUNTED.match(line.text))


def _is_question(line: Line) -> bool:
    return line.all_bold and not line.level and line.text[-1] == "?"


def _is_named_heading(line: Line) -> bool:
    """Tell if a short line stands in an element that is named after sub-headings."""
    if len(line.text) > MAX_BOLD_HEADING_CHARS or line.text[-1] in ".!,;:…":
        return False
    return bool(_HEADING_NAME.search(names_of(line.tag)))


def _may_head(line: Line) -> bool:
    # "Ina Muster …" opens a box on that person.
    if line.text.endswith(("...", "…")) and is_person(line.text.rstrip(" .…")):
        return False
    return len(line.text) <= MAX_HEADING_CHARS and line.link_share < 0.5 and len(line.text) > 1


def _may_be_text(line: Line, setting: _Setting) -> bool:
    if line.link_share > MAX_LINK_SHARE and len(line.text) < 250:
        return False
    short = len(line.text) < MAX_BYLINE_CHARS
    if is_note(line.text) or (short and (is_date(line.text) or _is_byline(line.text))):
        return False
    name = line.tag.name
    if name in {"p", "blockquote", "pre"} or style_of(line) == setting.usual:
        return True
    # A list is text or none as a whole, and so is a row of data, however short their parts.
    if line.is_row or (name in _ITEMS and line.tag.parent in setting.lists):
        return line.link_share < MIN_LIST_SHARE
    if name in {*_ITEMS, "td", "th"}:
        return _is_item(line)
    # Where paragraphs are marked as such, a bare block is a caption or a label if it is short, and
    # the teaser of another article if it does not stand among them.
    if setting.usual[0] != "p":
        return len(line.text) >= 60 or line.text[-1] in ".!?"
    apart = {line.tag, line.tag.parent}.isdisjoint(setting.among)
    return not apart and len(line.text) >= MIN_BARE_CHARS and line.text[-1] in SENTENCE_ENDS


def _is_item(line: Line) -> bool:
    return line.link_share < MIN_LIST_SHARE and len(line.text) > MAX_ITEM_LABEL


def _is_byline(text: str) -> bool:
    """Tell if a line of its own names who wrote the text, and maybe when."""
    if text[-1] in ".!?:":
        return False
    return bool(credited(text) or credited(without_dates(text).strip(" ,|/·•–-")))


def _followed(found: list[_Candidate], series: list[bool]) -> list[bool]:
    """Tell of each heading if text follows it before the next heading of its rank.

    `series`: which are headings that count up; they need no text, and are text to those above.
    """
    answers = [False] * len(found)
    text_comes = [False] * 7  # by rank
    for at in range(len(found) - 1, -1, -1):
        level = found[at].level
        if level:
            answers[at] = text_comes[level] or series[at]
            text_comes[level:] = [False] * (7 - level)
            if series[at]:
                text_comes[:level] = [True] * level
        else:
            text_comes = [True] * 7
    return answers


def _is_numbered(line: Line) -> bool:
    """Tell if a heading counts up: in a list of pictures or films no text may follow it."""
    return line.level > 1 and bool(_NUMBERED.match(line.text))


def _anchor(tag: Tag) -> str:
    node: Tag | None = tag
    for _ in range(2):
        if node is None:
            break
        if name := clean(node.attribute("id")):
            return name[:200]
        node = node.parent
    return ""
