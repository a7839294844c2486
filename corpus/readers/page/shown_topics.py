"""Find the keywords that a page shows its readers as links, or behind a line such as "Themen:".

In: a page's tree, and its lines from the headline on.  Out: names, each once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import clean
from corpus.readers.page.blocks import Line
from corpus.readers.page.head import elements_in, names_of
from corpus.readers.page.tree import Tag, Tree
from corpus.readers.topics import listed, topics_in

MAX_SHOWN_CHARS, MAX_SHOWN_WORDS = 50, 4
MIN_IN_ROW, MAX_LABELS = 2, 3
MIN_LINK_SHARE = 0.8
# An article has some; a list of all tags has more.
MAX_SHOWN = 15
LEVELS = 5
_MARK = re.compile(
    r"(?:^|[-_\s])(?:tags|tag-?(?:list|item|link|container|box)|topics|themen|keywords"
    r"|schlagw[oö]\w+|stichw[oö]\w+)(?:$|[-_\s])|(?:^|\s)tag(?:$|\s)",
    re.I,
)
# What links that lead anywhere may stand in, or hold, to be tags.
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:tags?(?:$|\s|__)|tag-?(?:list|item|link|container|box|like)(?:$|[-_\s]))", re.I
)
NAMED_LEVELS = 3
_LABEL = re.compile(
    r"(?:themen|themenseiten?|schlag(?:worte|wörter)|stich(?:worte|wörter)|tags|keywords"
    r"|verwandte themen|mehr (?:lesen |themen )?(?:über|zu)|mehr zum thema"
    r"|themen (?:des|in diesem|zum) (?:artikels?|beitrags?|text(?:es)?))\s?(?::|\.\.\.|…|$)\s*",
    re.I,
)
# Where the tags of all articles stand.
_OF_SITE = re.compile(
    r"cloud|widget|sidebar|(?<!entry-)(?<!post-)(?<!article-)footer|menu|(?:^|[-_\s])nav", re.I
)
_NO_CATEGORY = frozenset(
    "aktuell aktuelles allgemein allgemeines artikel blog news uncategorized".split()
)


def shown_topics(tree: Tree, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the names of the links that a page shows as its keywords, () if there are too many.

    `lines`: of the page, from its headline on. They stand behind a line that says so, or in an
    element named so, or in one that holds nothing but links to pages of tags, of which the first
    below the headline is the article's.
    """
    tags = [one for one in tree.keywords if not _is_category(one)]
    for found in (
        _behind_label(lines),
        _marked(tags),
        _in_a_row(tree, tags),
        _named(lines),
        _filed(tree),
    ):
        if found:
            return found if len(found) <= MAX_SHOWN else ()
    return ()


def _behind_label(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the short links behind "Themen:", in that line or the next ones.

    Where many lines say so, they are those of many articles.
    """
    found: dict[tuple[str, ...], None] = {}
    for at, line in enumerate(lines):
        if not (label := _LABEL.match(line.text)) or _is_of_site(line.tag):
            continue
        named = [line]
        if label.end() == len(line.text):
            behind = lines[at + 1 : at + 2 + MAX_SHOWN]
            named += takewhile(lambda one: one.link_share >= MIN_LINK_SHARE, behind)
        links = [one for part in named for one in elements_in(part) if one.name == "a"]
        names = [clean(one.get_text(" ")) for one in links] or _unlinked(line, label.end())
        names = [name for name in names if not is_widget(name)]
        if len(names) >= MIN_IN_ROW and all(map(_is_short, names)):
            found[topics_in([], [name.lstrip("#") for name in names])] = None
    return next(iter(found), ()) if len(found) <= MAX_LABELS else ()


def _unlinked(line: Line, label: int) -> list[str]:
    """Return what elements or else commas part in a line behind a label of so many letters."""
    if line.text.lower().startswith("mehr"):
        return []
    rest = line.text[label:]
    texts = (clean(one.get_text(" ")) for one in elements_in(line) if not one.elements)
    parts = [text for text in texts if text in rest]
    return parts if len(parts) >= MIN_IN_ROW else [str(one) for one in listed(rest)]


def _is_short(name: str) -> bool:
    return len(name) <= MAX_SHOWN_CHARS and len(name.split()) <= MAX_SHOWN_WORDS


def _marked(tags: Sequence[Tag]) -> tuple[str, ...]:
    return _names_of(tag for tag in tags if _is_marked(tag))


def _named(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the short links in elements named after tags, wherever they lead."""
    names: list[str] = []
    for line in lines:
        if line.link_share < MIN_LINK_SHARE or len(line.text) > MAX_SHOWN * MAX_SHOWN_CHARS:
            continue
        around = (tag for tag in line.tag.around(NAMED_LEVELS) if tag.name != "article")
        within = [*elements_in(line)]
        if any(map(_is_named, (*around, *within))):
            links = (clean(tag.get_text(" ")) for tag in within if tag.name == "a")
            names += [] if _is_of_site(line.tag) else links
    return topics_in([], [name.lstrip("#") for name in names if _is_short(name)])


def _is_named(tag: Tag) -> bool:
    # Few have such a name: the pattern is dearer than the word.
    names = tag.attribute("class") if tag.attrs else ""
    return "tag" in names.lower() and bool(_NAMED.search(names_of(tag)))


def _filed(tree: Tree) -> tuple[str, ...]:
    """Return what WordPress calls the categories of an article, without those that say nothing."""
    categories = (tag for tag in tree.keywords if _is_category(tag) and _is_marked(tag))
    return tuple(name for name in _names_of(categories) if name.casefold() not in _NO_CATEGORY)


def _is_category(tag: Tag) -> bool:
    return "category" in tag.attribute("rel")


def _names_of(tags: Iterable[Tag]) -> tuple[str, ...]:
    names = (clean(tag.get_text(" ")).lstrip("#") for tag in tags)
    return topics_in([], [name for name in names if len(name) <= MAX_SHOWN_CHARS])


def _in_a_row(tree: Tree, tags: Sequence[Tag]) -> tuple[str, ...]:
    """Return the keywords in the first element below the headline that holds nothing else."""
    headline = min((one.place for one in tree.headings), default=0)
    held: dict[Tag, list[Tag]] = defaultdict(list)
    for keyword in tags:
        for holder in keyword.around(LEVELS):
            held[holder].append(keyword)
    for keyword in tags:
        if keyword.place < headline or _is_of_site(keyword):
            continue
        for holder in islice(keyword.around(LEVELS), 1, None):
            within = held[holder]
            if _letters(holder) > sum(map(_letters, within)):
                break
            if len(within) >= MIN_IN_ROW:
                return _names_of(within)
    return ()


def _letters(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))


def _is_of_site(tag: Tag) -> bool:
    return any(_OF_SITE.search(names_of(one)) for one in tag.around(LEVELS))


def _is_marked(tag: Tag) -> bool:
    if _is_of_site(tag):
        return False
    if "tag" in tag.attribute("rel").split():
        return True
    return any(_MARK.search(names_of(one)) for one in tag.around(LEVELS))
