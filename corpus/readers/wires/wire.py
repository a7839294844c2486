"""What the wire formats share: cut the part that is not for the public, make the article.

In: the pieces a wire reader found.  Out: an article.  Agencies send notes to newsrooms with each
text: contacts, corrections, "notepads".  They must never be found by a reader, so they are cut
twice: by the mark-up that names them and by the lines that announce them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import HOME_ZONE, Article
from corpus.readers.credit import agency
from corpus.readers.dates import parse_date
from corpus.readers.page import read_fragment
from corpus.readers.sections import Block, build_article

MAX_ID_CHARS = 200
MAX_VERSION_DIGITS = 9
# Classes and roles of elements that hold notes to the newsroom.
PRIVATE = re.compile(
    r"(?i)note?(?:s|pad)?(?=\W|_|$)|notizblock|ed-?note|editor|internal|intern(?=\W|_|$)"
    r"|non-?public|private|redaktion|kontakt|contact"
)
_NOTE_BEGINS = re.compile(
    r"(?i)^\W*(?:(?:\w{2,6}-)?notizblock|notepad|redaktionelle[rn]? hinweise?|editorial notes?"
    r"|(?:\w{2,6}-)?(?:ansprechpartner|kontakte?)|hinweis(?:e)? an die redaktion(?:en)?)\b\W*"
    r"|^.{0,80}\bnicht (?:zur|für die) (?:veröffentlichung|öffentlichkeit)\b"
    r"|^.{0,80}\bnot for publication\b"
)
_WITHDRAWN = re.compile(r"(?i)cancel|withheld|withdrawn|killed")


def check_status(status: str) -> None:
    """Raise UnreadableArticleError if the agency has withdrawn its text."""
    if _WITHDRAWN.search(status):
        raise UnreadableArticleError("withdrawn by its sender")


def check_embargo(marks: Sequence[object], *, or_never: bool = True) -> None:
    """Raise PassedOverError if a text must not be shown yet.

    `marks`: moments before which it must not. One that is no moment means "until told otherwise",
    unless `or_never` is False.
    """
    for mark in marks:
        moment = parse_date(mark)
        if moment is None:
            if or_never:
                raise PassedOverError("embargoed until its sender says otherwise", transient=True)
            continue
        aware = moment if moment.tzinfo else moment.replace(tzinfo=HOME_ZONE)
        if aware > datetime.now(UTC):
            shown = f"{aware:%d.%m.%Y %H:%M %Z}"
            raise PassedOverError(f"embargoed until {shown}: read again then", transient=True)


def version_of(value: object) -> int:
    """Return the number of a wire text's version, 0 if it has none."""
    digits = str(value).strip() if isinstance(value, str | int) else ""
    return int(digits) if digits.isdecimal() and len(digits) <= MAX_VERSION_DIGITS else 0


def refused(error: UnreadableArticleError, place: str) -> str | PassedOverError:
    """Return why an item gives no article, its place named."""
    reason = f"{place}: {error}"
    if isinstance(error, PassedOverError):
        return PassedOverError(reason, transient=error.transient)
    return reason


def place_in(dateline: str) -> str:
    """Return the place a dateline such as "Aulen (dpa) –" names."""
    return re.sub(r"\s*(?:\([^)]*\))?\s*[–—-]*\s*$", "", dateline[:MAX_ID_CHARS].strip())


def wire_article(head: Article, markup: str, credit: str = "") -> Article:
    """Return the article of a text in HTML, without what is meant for newsrooms.

    `credit`: the sender or credit line, taken as an agency if it is one. Raises:
    UnreadableArticleError.
    """
    blocks = public_blocks(read_fragment(markup, [head.title]))
    if not blocks and not head.teaser:
        raise UnreadableArticleError("no article text found")
    named = [name for part in re.split(r"[/,;]", credit) if (name := agency(part))]
    article = build_article(replace(head, agencies=(*head.agencies, *named)), blocks)
    usable = len(head.id) <= MAX_ID_CHARS and head.id.isprintable()
    return article if usable else replace(article, id="")


def public_blocks(blocks: list[Block]) -> list[Block]:
    """Return the blocks before the first line that announces notes to newsrooms."""
    for at, block in enumerate(blocks):
        if _NOTE_BEGINS.match(block.text):
            return blocks[:at]
    return blocks
