"""Read a saved web page into an article.

In: the decoded source of a page.  Out: an article with its real sub-headings, or an
`UnreadableArticleError`.  Four of seven headings inside a German article are boxes, calls and
embeds; a heading counts if it stands among the paragraphs and is followed by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4.element import Tag

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.blocks import Line, cut_source, lines_of, parse
from corpus.readers.boilerplate import is_note, is_widget
from corpus.readers.container import Style, article_lines, is_sentence, style_of, usual_style
from corpus.readers.decoding import clean
from corpus.readers.metadata import Metadata, read_metadata
from corpus.readers.sections import Block, build_article

MIN_ARTICLE_CHARS = 100
MAX_HEADING_CHARS = 200
MAX_BOLD_HEADING_CHARS = 120
MIN_TEASER_CHARS = 40
MAX_TEASER_CHARS = 900
BOLD_LEVEL = 3
TEASER_ENDS = '.!?“"«…'
_WORDS = re.compile(r"\w+")
_TEASER_NAME = re.compile(
    r"(?:^|[-_\s])(?:intro\w*|lead\w*|teaser\w*|einleitung|vorspann|preface|standfirst|summary"
    r"|subtitle|subline|excerpt|dek|deck|abstract|description)(?:$|[-_\s])",
    re.I,
)
_SITE_TAIL = re.compile(r"\s+(?:[|•–—-]|::)\s+[^|•]{2,40}$")


def read_page(source: str) -> Article:
    """Return the article of a page, its id still empty.

    Raises: UnreadableArticleError if no text is found, RecursionError on absurd nesting.
    """
    tree = parse(cut_source(source))
    facts = read_metadata(source, tree)
    body = tree.body
    if body is None:
        raise UnreadableArticleError("no article text found")
    lines = lines_of(body)
    heading = tree.find("h1")
    shown = clean(heading.get_text(" ")) if isinstance(heading, Tag) else ""
    title = _title(facts, shown)
    inside = article_lines(lines, body)
    teaser = _teaser(lines, inside, facts, {_key(title), _key(shown)})
    known = {_key(title), _key(shown), _key(facts.headline), _key(facts.shared_title)}
    blocks = _blocks(inside, known, teaser)
    letters = sum(len(block.text) for block in blocks if not block.level)
    if letters < MIN_ARTICLE_CHARS and not (letters and any(block.level for block in blocks)):
        raise UnreadableArticleError("no article text found")
    head = Article(
        id="",
        title=title,
        teaser=teaser,
        authors=facts.authors,
        source=facts.source,
        url=facts.url,
        published=facts.published,
        modified=facts.modified,
        language=facts.language,
        topics=facts.topics,
        free=facts.free,
    )
    return build_article(head, blocks)


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _title(facts: Metadata, shown: str) -> str:
    """Return the headline: of three the one that says more than what two agree on."""
    headline = _without_site(facts.headline, shown)
    shared = _without_site(facts.shared_title, shown)
    keys = _key(headline), _key(shared), _key(shown)
    # Shared titles are cut at some length; the one JSON-LD gives never is.
    if all(keys) and (keys[2].startswith(keys[1]) or len(set(keys)) == len(keys)):
        return headline
    return shared or headline or shown or _without_site(facts.page_title, "")


def _without_site(title: str, shown: str) -> str:
    """Return a title without the site's name or date behind its last dash or bar."""
    while (cut := _SITE_TAIL.search(title)) and len(title[: cut.start()]) > 15:
        if shown and _key(title) == _key(shown):
            break
        rest = title[: cut.start()]
        if shown and not _key(rest).startswith(_key(shown)) and "|" not in cut[0]:
            break
        title = rest
    return title


def _teaser(lines: list[Line], inside: list[Line], facts: Metadata, titles: set[str]) -> str:
    """Return the introduction the page shows above the text, else "".

    A line that repeats the page's description counts most, then one whose class names it.
    """
    described = {_key(text) for text in facts.descriptions if len(text) >= MIN_TEASER_CHARS}
    candidates = [
        line
        for line in lines
        if MIN_TEASER_CHARS <= len(line.text) <= MAX_TEASER_CHARS and _key(line.text) not in titles
    ]
    for line in candidates:
        if _key(line.text) in described:
            return line.text
    usual = usual_style(inside)
    start = next((at for at, line in enumerate(lines) if line.level == 1), 0)
    for line in lines[start:]:
        usable = line in candidates and not line.level and not is_widget(line.text)
        if usable and _named_teaser(line.tag):
            return line.text
        if usable and is_sentence(line) and line.text[-1] in TEASER_ENDS:
            # What opens the text is a teaser if it is set apart from all that follows.
            return line.text if line.all_bold or style_of(line) != usual else ""
    return ""


def _named_teaser(tag: Tag) -> bool:
    node: Tag | None = tag
    for _ in range(3):
        if node is None:
            return False
        names = node.get("class")
        words = " ".join(names) if isinstance(names, list) else ""
        if _TEASER_NAME.search(re.sub(r"([a-z])([A-Z])", r"\1-\2", words)):
            return True
        node = node.parent
    return False


@dataclass(slots=True)
class _Candidate:
    line: Line
    level: int


def _blocks(lines: list[Line], titles: set[str], teaser: str) -> list[Block]:
    skip = {_key(teaser), ""}
    found: list[_Candidate] = []
    usual = usual_style(lines)
    for line in lines:
        key = _key(line.text)
        if key in skip or _repeats(key, titles) or is_widget(line.text):
            continue
        level = line.level or _bold_level(line)
        if level == 1 or (level and not _may_head(line)):
            continue
        if not level and not _may_be_text(line, usual):
            continue
        found.append(_Candidate(line, level))
    return [
        Block(
            text=one.line.text,
            level=one.level,
            anchor=_anchor(one.line.tag) if one.level else "",
        )
        for at, one in enumerate(found)
        if not one.level or _is_followed(found, at)
    ]


def _repeats(key: str, titles: set[str]) -> bool:
    """Tell if a line says a title again, whole or in good part."""
    return key in titles or (len(key) >= MIN_TEASER_CHARS and any(key in title for title in titles))


def _bold_level(line: Line) -> int:
    """Return the rank of a paragraph that is nothing but a short bold line."""
    if line.tag.name not in {"p", "div"} or not line.all_bold:
        return 0
    short = len(line.text) <= MAX_BOLD_HEADING_CHARS
    return BOLD_LEVEL if short and line.text[-1] not in ".!,;…" else 0


def _may_head(line: Line) -> bool:
    return len(line.text) <= MAX_HEADING_CHARS and line.link_share < 0.5 and len(line.text) > 1


def _may_be_text(line: Line, usual: Style) -> bool:
    if line.link_share > 0.8 and len(line.text) < 250:
        return False
    if is_note(line.text):
        return False
    if line.tag.name in {"p", "blockquote"} or style_of(line) == usual:
        return True
    if line.tag.name in {"li", "td", "th", "dd", "dt"}:
        return line.link_share < 0.5 and len(line.text) > 25
    # Where paragraphs are marked as such, a bare block is a caption or a label.
    return usual[0] != "p" and (len(line.text) >= 60 or line.text[-1] in ".!?")


def _is_followed(found: list[_Candidate], at: int) -> bool:
    """Tell if text follows a heading before the next heading of its rank."""
    for one in found[at + 1 :]:
        if not one.level:
            return True
        if one.level <= found[at].level:
            return False
    return False


def _anchor(tag: Tag) -> str:
    node: Tag | None = tag
    for _ in range(2):
        if node is not None and isinstance(name := node.get("id"), str) and name.strip():
            return clean(name)[:200]
        node = node.parent if node is not None else None
    return ""
