"""Flatten a page's tree into lines that still know where they stood.

In: an element of a page.  Out: its lines in reading order, each with its links, its bold letters
and the element it stood in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import clean
from corpus.readers.page.rows import data_rows
from corpus.readers.page.tree import Tag

# Their headlines and times are read, their text is not the article's.
SKIPPED = frozenset({"aside", "figure", "figcaption", "time", "head", "title"})
INLINE = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd mark nobr q s
    samp small span strike strong sub sup tt u var wbr""".split()
)
_PARAGRAPHS = frozenset({"p", "li", "td", "dd", "blockquote"})
# What may break the text of these in two; names with a hyphen may be of any kind.
_KNOWN = SKIPPED | frozenset(
    """address article audio br caption center dd details dir div dl dt fieldset footer form h1 h2
    h3 h4 h5 h6 header hgroup hr iframe img input label legend li main menu nav noscript object ol
    output p picture pre section select slot summary svg table tbody td template textarea tfoot th
    thead tr ul video blockquote""".split()
)
# Said to those who cannot see that a link opens a window. A run of blanks is looked at from its
# beginning alone: from each of its blanks, 45 kB of them took 3 s.
_LINK_HINT = re.compile(
    r"(?<!\s)\s*+\((?:externer link,? ?)?(?:link )?(?:öffnet|wird) (?:sich )?(?:im|in) (?:einem )?"
    r"neue[nmr]? (?:fenster|tab)(?: geöffnet)?\)",
    re.I,
)
# A first letter set large stands apart in the source, not in the word: what goes on in small
# letters says so, and so does the name of the letter's element.
_PLAIN = frozenset({"span", "font", "big"})
_INITIAL = re.compile(r"(?:^|[-_\s])(?:initial|drop-?cap|first-?letter)(?:$|[-_\s])", re.I)


# What makes a figure more than a picture: a quotation, a table, an author's name.
_FIGURES = frozenset({"h1", "blockquote", "table", "pre", "address"})
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
CELL_BAR = " | "
MAX_HEADING_CHARS = 200
MIN_BOLD_SHARE = 0.95
MAX_BOLD_CHARS = 120
MAX_POINTER_CHARS, MIN_POINTED_SHARE = 40, 0.4


class _Ending(Enum):
    LINK = "a"
    BOLD = "b"
    FONT = "font"


_MARKING = {
    "a": _Ending.LINK, "b": _Ending.BOLD, "strong": _Ending.BOLD, "font": _Ending.FONT
}  # fmt: skip
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}


@dataclass(slots=True)
class _Return:
    """Where a block ends: the one around it goes on."""

    block: Tag


@dataclass(slots=True, eq=False)
class Line:
    """One run of text without a block border in it. `tag`: the block it stood in.

    `is_row`: it is a row of data; `level`: the rank of the heading it is, 0 if none; what is longer
    is text set as one.
    """

    text: str
    tag: Tag
    links: int
    bold: int
    is_row: bool = False
    level: int = field(init=False, default=0)
    _is_widget: bool | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if len(self.text) <= MAX_HEADING_CHARS:
            ranks = (HEADINGS[tag.name] for tag in self.tag.around(3) if tag.name in HEADINGS)
            self.level = next(ranks, 0)

    @property
    def is_widget(self) -> bool:
        """Tell if the line is furniture by its words; each is asked about some six times."""
        if self._is_widget is None:
            # "Mehr zum Thema:" points with whatever link stands behind it.
            label, _, _ = self.text[:MAX_POINTER_CHARS].partition(":")
            points = self.link_share >= MIN_POINTED_SHARE and is_widget(f"{label}:")
            self._is_widget = points or is_widget(self.text)
        return self._is_widget

    @property
    def link_share(self) -> float:
        """The share of the letters that are links."""
        return self.links / max(1, len(self.text))

    @property
    def all_bold(self) -> bool:
        """Tell if the whole line is bold."""
        return self.bold >= MIN_BOLD_SHARE * len(self.text)


class _Flow:
    """Makes lines of pieces of text in reading order. `block`: the one the next stand in."""

    def __init__(self, block: Tag) -> None:
        self.lines: list[Line] = []
        self.block = block
        self._pieces: list[str] = []
        # Letters of these pieces; how deep in elements that say so.
        self._links = self._bold = 0
        self._in_link = self._in_bold = 0
        self._broken = self._font_opens = self._in_own_font = False
        # The inline element just begun; the one around a first letter, until the word goes on.
        self._inline: Tag | None = None
        self._initial: Tag | None = None

    def take(self, text: str) -> None:
        """Take the next piece of text."""
        if self._in_link or self._in_bold:
            size = len(" ".join(text.split()))
            self._links += size if self._in_link else 0
            self._bold += size if self._in_bold else 0
        if (self._broken or self._in_own_font) and not text.isspace():
            self._broken = self._in_own_font = False
        if self._inline and len(text) == 1 and not self._pieces and text.isupper():
            self._initial = self._inline
        elif self._initial and (rest := text.lstrip()):
            plain = self._initial.name in _PLAIN  # "A wie Anfang" has its letter bold
            if (plain and rest[0].islower()) or _INITIAL.search(self._initial.attribute("class")):
                del self._pieces[1:]
                text = rest
            self._initial = None
        self._inline = None
        self._pieces.append(text)

    def take_lines(self, text: str) -> None:
        """Take a piece of text whose lines are shown as they stand: blank ones part paragraphs."""
        first, *others = _BLANK_LINE.split(text)
        self.take(first)
        for part in others:
            self.break_line()
            self.break_line()
            self.take(part)

    def begin(self, tag: Tag) -> _Ending | None:
        """Go into an inline element; return what is to be said of its end."""
        self._broken = False
        self._inline = tag
        ending = _MARKING.get(tag.name)
        self._in_link += ending is _Ending.LINK
        self._in_bold += ending is _Ending.BOLD
        if ending is _Ending.FONT:
            self._font_opens = not "".join(self._pieces).strip()
        return ending

    def end(self, ending: _Ending) -> None:
        """Leave an inline element."""
        self._in_link -= ending is _Ending.LINK
        self._in_bold -= ending is _Ending.BOLD
        if ending is _Ending.FONT:
            self._in_own_font = self._font_opens

    def break_line(self) -> None:
        """Take a line break, which is a blank; two of them are a border between paragraphs.

        So is one behind a short line of nothing but bold, or a line in a font of its own: so
        headlines and sub-headings were set once.
        """
        bold = self._bold and not self._in_bold and _is_bold_line(self._pieces, self._bold)
        if self._broken or bold or self._in_own_font:
            self.finish()
        self._broken = True
        self._pieces.append("\n")

    def go_to(self, block: Tag) -> None:
        """Go on in another block."""
        self.finish()
        self._broken = False
        self.block = block

    def finish(self) -> None:
        """End the line."""
        if self._pieces:
            self._initial = None
            self._font_opens = self._in_own_font = False
            text = "".join(self._pieces)
            if text := clean(_LINK_HINT.sub("", text) if "(" in text else text):
                self.lines.append(Line(text, self.block, self._links, self._bold))
            self._pieces.clear()
            self._links = self._bold = 0


def lines_of(root: Tag) -> list[Line]:
    """Return the lines below an element in reading order, without what is not shown."""
    flow = _Flow(root)
    # Entries: a piece of the tree on the way down; on the way up the block to return to, or the
    # kind of inline element that ends.
    stack: list[Tag | str | _Return | _Ending] = list(reversed(root.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if flow.block.name == "pre":
                flow.take_lines(node)
            else:
                flow.take(node)
        elif isinstance(node, _Return):
            flow.go_to(node.block)
        elif isinstance(node, _Ending):
            flow.end(node)
        elif node.name == "br":
            flow.break_line()
        elif node.name in INLINE or _is_foreign(node.name, flow.block):
            if node.name == "sup" and _is_footnote(node):
                continue
            if ending := flow.begin(node):
                stack.append(ending)
            stack += reversed(node.contents)
        elif node.name == "table" and (rows := data_rows(node)):
            flow.go_to(flow.block)
            flow.lines += filter(None, map(_row, rows))
        elif _is_shown(node):
            stack.append(_Return(flow.block))
            flow.go_to(node)
            stack += reversed(node.contents)
    flow.finish()
    return flow.lines


def _is_foreign(name: str, block: Tag) -> bool:
    """Tell if an element is one that HTML does not know, within the text of a paragraph.

    Word processors mark places so (`st1:place`), and "<MUS.DE>" was to be read behind a share.
    """
    return block.name in _PARAGRAPHS and not (name in _KNOWN or "-" in name)


def _is_footnote(tag: Tag) -> bool:
    """Tell if a raised element is the mark of a footnote: a number that is a link, not m²."""
    return bool(tag.elements and _FOOTNOTE.fullmatch(tag.get_text().strip()))


def _row(row: Tag) -> Line | None:
    """Return a row of data as one line, its cells parted by bars; None if it is empty."""
    cells = [lines_of(cell) for cell in row.elements]
    texts = [" ".join(line.text for line in cell) for cell in cells if cell]
    links = sum(line.links for cell in cells for line in cell)
    return Line(CELL_BAR.join(texts), row, links, 0, is_row=True) if texts else None


def _is_bold_line(pieces: list[str], bold: int) -> bool:
    size = len(" ".join("".join(pieces).split()))
    return size <= MAX_BOLD_CHARS and bold >= MIN_BOLD_SHARE * size


def _is_shown(tag: Tag) -> bool:
    """Tell if an element's text may be the article's: a form only if it is the whole page.

    So is a sidebar in which a block was not closed.
    """
    if tag.name == "form":
        return tag.holds("h1")
    if tag.name in {"figure", "figcaption"}:
        within = {one.name for one in tag.descendants if isinstance(one, Tag)}
        return not _FIGURES.isdisjoint(within) if tag.name == "figure" else "address" in within
    if tag.name == "aside":
        return tag.holds("h1") and (tag.holds("main") or tag.holds("article"))
    return tag.name not in SKIPPED
