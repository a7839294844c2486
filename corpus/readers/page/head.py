"""Know the head of a page: its headline and the lines around it.

In: the lines of a page.  Out: where the headline stands, and how far its head reaches.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from corpus.readers.decoding import clean, text_key
from corpus.readers.page.blocks import INLINE, Line
from corpus.readers.page.tree import Tag

# Behind so much running text the head has ended: a teaser may be two lines.
MAX_SENTENCES = 3
MIN_SENTENCE_CHARS = 160
MAX_CHARS = 500
# A headline has as many words, or more, behind a kicker that no name tells.
MIN_WORDS_BEHIND = 3
_KICKER = re.compile(
    r"kicker|dachzeile|(?:over|roof|top)-?line|spitzmarke|eyebrow|pre-?title|super-?title"
    r"|headline-?intro|vorzeile",
    re.I,
)
_CAPITAL = re.compile(r"([a-z])([A-Z])")


def heading_text(heading: Tag, told: Collection[str] = ()) -> str:
    """Return the text of a heading without the kicker that stands in it.

    `told`: titles of the page. A first element is a kicker, too, if one of them begins behind it.
    """
    kickers = {id(one) for one in heading.elements if _KICKER.search(names_of(one))}
    whole = clean(heading.get_text(" "))
    rest = _text([one for one in heading.contents if id(one) not in kickers]) if kickers else ""
    if rest := rest.lstrip(" :|–"):
        return rest
    parts = [one for one in heading.contents if isinstance(one, Tag) or one.strip()]
    if len(parts) < 2 or not isinstance(parts[0], Tag):
        return whole
    rest = _text(parts[1:])
    key = text_key(rest)
    named = any(f"{text_key(title)} ".startswith(f"{key} ") for title in told)
    return rest if named and len(key.split()) >= MIN_WORDS_BEHIND else whole


def _text(contents: Sequence[Tag | str]) -> str:
    parts = (one.get_text(" ") if isinstance(one, Tag) else one for one in contents)
    return clean(" ".join(parts))


def headline_at(lines: Sequence[Line], headline: str) -> int | None:
    """Return at which line a page shows its headline, None if at none."""
    key = _letters(headline)
    if not key:
        return None
    letters = [
        (at, _letters(one.text)) for at, one in enumerate(lines) if len(one.text) <= MAX_CHARS
    ]
    # A `h1` may have a kicker before the headline.
    shown = [
        at for at, text in letters if text == key or (text.endswith(key) and lines[at].level == 1)
    ]
    return next((at for at in shown if lines[at].level), shown[0] if shown else None)


def without_others(lines: list[Line], headline: str) -> list[Line]:
    """Return the lines of a page without further articles that have a `h1` of their own.

    Pages that go on while one reads are saved with those that came in.
    """
    holders = {tag for line in lines if line.level == 1 and (tag := _article(line)) is not None}
    at = headline_at(lines, headline) if len(holders) > 1 else None
    own = _article(lines[at]) if at is not None else None
    if own is None:
        return lines
    around = {*own.around()}
    others = {one for one in holders if one not in around and own not in one.around()}
    return [line for line in lines if others.isdisjoint(line.tag.around())]


def _article(line: Line) -> Tag | None:
    return next((tag for tag in line.tag.around() if tag.name == "article"), None)


def end_of_head(lines: Sequence[Line]) -> int:
    """Return how many lines behind a headline may still belong to the head of the article."""
    sentences = 0
    for at, line in enumerate(lines):
        sentences += len(line.text) >= MIN_SENTENCE_CHARS
        if sentences >= MAX_SENTENCES:
            return at
    return len(lines)


def _letters(text: str) -> str:
    # Without blanks: elements within a headline part its words in one reading of it only.
    return "".join(text.split())


def elements_in(line: Line) -> Iterator[Tag]:
    """Yield the elements within a line, such as the link around a name."""
    pending = line.tag.elements
    while pending:
        tag = pending.pop(0)
        if tag.name in INLINE:
            yield tag
            pending = tag.elements + pending


def names_of(tag: Tag) -> str:
    """Return an element's classes and id, parted where a capital parts them."""
    if tag.named is None:
        tag.named = _CAPITAL.sub(r"\1-\2", f"{tag.attribute('class')} {tag.attribute('id')}")
    return tag.named
