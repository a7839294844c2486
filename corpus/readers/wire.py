"""What the wire formats share: cut the part that is not for the public, make the article.

In: the pieces a wire reader found.  Out: an article.  Agencies send notes to newsrooms with each
text: contacts, corrections, "notepads".  They must never be found by a reader, so they are cut
twice: by the mark-up that names them and by the lines that announce them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.boilerplate import agency
from corpus.readers.fragment import read_fragment
from corpus.readers.sections import Block, build_article

MAX_ID_CHARS = 200
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
