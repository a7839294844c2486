"""Read a saved web page: find the article and its sections by structure.

In: the text of an HTML page.  Out: an Article. Rules look at position, link density, length and
repetition, since class names are often hashed; the few class words that are used name a role.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.assembly import Block, assemble
from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import clean_line
from corpus.readers.metadata import read_metadata
from corpus.readers.plain import is_heading

# Cut before the tree is built: a news page is mostly script, and the tree is the slow part.
_JSON_LD = re.compile(r"<script[^>]{1,300}ld\+json[^>]{0,100}>(.*?)</script\s*>", re.S | re.I)
_CUT = re.compile(
    r"<(script|style|svg|noscript|iframe|template|select|object|canvas)\b[^>]*>.*?</\1\s*>|<!--.*?-->",
    re.S | re.I,
)
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LEAVES = {"p", "li", "blockquote", "pre", *_HEADINGS}
_ASIDE = {"aside", "nav", "footer", "form", "figure", "figcaption", "button", "table", "dialog",
          "video", "audio", "menu", "label", "details", "address", "time", "cite"}  # fmt: skip
_ROLE_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:related|recommend\w*|newsletter|promo\w*|advert\w*|comments?|share|sharing|social"
    r"|paywall|author-?(?:box|bio|info)|breadcrumbs?|caption|gallery|teaser-?(?:list|box|group)|more-?on"
    r"|read-?more|subscribe|sidebar|infobox|tags|topics|copyright|credits?|meta|embed|toc|byline"
    r"|playlist|most-?read|linklist|article-?footer|consent|visually-?hidden|sr-only|hidden)(?:$|[-_\s])",
    re.I,
)
_TEASER = re.compile(
    r"(?:^|[-_\s])(?:intro\w*|lead|lede|article-?lead|teaser-?text|einleitung|preface|vorspann"
    r"|standfirst|dek|summary|excerpt|abstract|subheadline|description)(?:$|[-_\s])|__(?:intro|lead|teaser|summary)",
    re.I,
)
_MIN_PARAGRAPH = 60
_MIN_TEXT = 100


def read_page(text: str, article_id: str) -> Article:
    """Return the article of a page. Raises UnreadableArticleError if there is none."""
    scripts = _JSON_LD.findall(text)
    try:
        page = BeautifulSoup(_CUT.sub(" ", text), "lxml")
        article = read_metadata(page, scripts, article_id)
        if article.url:
            name = hashlib.sha256(article.url.encode()).hexdigest()[:16]
            article = replace(article, id=name)
        container = _container(page)
        blocks = list(_blocks(container, article.title)) if container else []
        teaser, blocks = _teaser(page, article.teaser, blocks)
    except RecursionError as error:
        raise UnreadableArticleError("the page is nested too deeply") from error
    if sum(len(block.text) for block in blocks if not block.level) < _MIN_TEXT:
        if len(teaser) < _MIN_TEXT or not article.title:
            raise UnreadableArticleError("no article text found")
    return assemble(replace(article, teaser=teaser), blocks)


def _words(tag: Tag) -> str:
    return clean_line(tag.get_text(""))


def _link_share(tag: Tag, text: str) -> float:
    linked = sum(len(clean_line(a.get_text(""))) for a in tag.find_all("a"))
    return linked / max(1, len(text))


def _container(page: BeautifulSoup) -> Tag | None:
    """Return the deepest element that holds nearly all running text."""
    mass: dict[int, float] = {}
    tags: dict[int, Tag] = {}
    for p in page.find_all("p"):
        text = _words(p)
        if len(text) < _MIN_PARAGRAPH or _link_share(p, text) > 0.5 or _is_aside(p):
            continue
        for parent in p.parents:
            mass[id(parent)] = mass.get(id(parent), 0) + len(text)
            tags[id(parent)] = parent
    root = page.body or page
    if id(root) not in mass:
        return page.find("article") or page.body
    here: Tag = root
    articles = [t for t in page.find_all(["article", "main"]) if mass.get(id(t), 0) > 0.5 * mass[id(root)]]
    if articles:
        here = min(articles, key=lambda t: mass[id(t)])
    while True:
        children = [c for c in here.find_all(True, recursive=False) if id(c) in mass]
        best = max(children, key=lambda c: mass[id(c)], default=None)
        if best is None or mass[id(best)] < 0.9 * mass[id(here)] or best.name == "p":
            return here
        here = best


def _is_aside(tag: Tag) -> bool:
    """Tell whether a tag or one of its parents stands beside the text."""
    for parent in [tag, *tag.parents]:
        if parent.name in ("article", "main", "body", "html"):
            return False
        if parent.name in _ASIDE or _beside(parent):
            return True
    return False


def _beside(tag: Tag) -> bool:
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    names = " ".join([*(tag.get("class") or []), str(tag.get("id") or "")])
    return bool(names.strip()) and bool(_ROLE_ASIDE.search(names))


def _blocks(container: Tag, title: str) -> Iterator[Block]:
    """Yield headings and paragraphs of the container in order."""
    skip: set[int] = set()
    for tag in container.descendants:
        if not isinstance(tag, Tag):
            continue
        if id(tag.parent) in skip:
            skip.add(id(tag))
            continue
        if tag is not container and (tag.name in _ASIDE or _beside(tag)):
            skip.add(id(tag))
            continue
        if tag.name not in _LEAVES:
            continue
        if tag.name == "blockquote" and tag.find("p"):
            continue
        if tag.name == "li" and tag.find(["p", "li"]):
            continue
        skip.add(id(tag))
        yield from _leaf(tag, title)


def _leaf(tag: Tag, title: str) -> Iterator[Block]:
    for br in tag.find_all("br"):
        br.replace_with("\n")
    raw = tag.get_text("")
    text = clean_line(raw)
    if not text:
        return
    share = _link_share(tag, text)
    if tag.name in _HEADINGS:
        if share < 0.5 and text != title and len(text) < 200 and tag.find_parent("a") is None:
            yield Block(text, _HEADINGS[tag.name], str(tag.get("id") or ""))
        return
    if share > 0.7 or (tag.name == "li" and (share > 0.5 or len(text) < 25)):
        return
    if tag.find_parent("a") is not None:
        return
    strong = tag.find(["strong", "b"])
    if (
        tag.name == "p"
        and strong is not None
        and clean_line(strong.get_text("")) == text
        and is_heading(text)
        and not is_widget(text)
        and len(text) > 3
    ):
        yield Block(text, 3, str(tag.get("id") or ""))
        return
    yield from (Block(part) for part in re.split(r"\n\s*\n", raw.replace("\r", "")) if part.strip())


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _same(a: str, b: str) -> bool:
    left, right = _tokens(a), _tokens(b)
    return bool(left and right) and len(left & right) >= 0.75 * max(len(left), len(right))


def _teaser(page: BeautifulSoup, description: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return the teaser and the blocks without it."""
    first = next((i for i, block in enumerate(blocks) if len(block.text) > 30), None)
    told = _marked_teaser(page)
    for wanted in (told, description):
        for i, block in enumerate(blocks[:4]):
            if wanted and _same(block.text, wanted):
                return clean_line(block.text), blocks[:i] + blocks[i + 1 :]
    if told:
        return told, blocks
    if first is not None and description and _tokens(description) <= _tokens(blocks[first].text):
        return description, blocks
    return description, blocks


def _marked_teaser(page: BeautifulSoup) -> str:
    head = page.find("h1")
    for tag in head.find_all_next(["p", "div", "span", "h2"], limit=60) if head else ():
        names = " ".join(tag.get("class") or [])
        if names and _TEASER.search(names) and not _is_aside(tag):
            text = _words(tag)
            if 40 <= len(text) <= 700 and _link_share(tag, text) < 0.5:
                return text
    return ""
