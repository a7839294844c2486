"""Find boxes within an article: what they are tells itself by how they are made.

In: the lines of the article's container.  Out: those outside of boxes.  A box is small beside the
text, and it asks for an address of e-mail, or is an article of its own within the article, or opens
with a line that points elsewhere, such as "Mehr zum Thema", or says that only who pays reads on, or
holds a link to buy or load what it praises.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from corpus.readers.page.blocks import Line
from corpus.readers.page.tree import Tag
from corpus.readers.page.wall import is_wall

MAX_SHARE = 0.15
# What opens the head of an article with its date is no title of a box.
_OF_HEAD = re.compile(r"\W*(?:veröffentlicht|publiziert|aktualisiert|stand|erschienen)", re.I)
# Together the articles within an article may have more: all of them are the entries of a ticker.
MAX_INNER_SHARE = 0.25
# Of a sample of a text little is shown, and the offer to read on may be nearly as long.
MAX_WALL_SHARE = 0.4
MAX_ASKING_CHARS = 400
MAX_CALLING_CHARS = 800
MIN_LINK_SHARE = 0.8
MAX_LINKED, MIN_LISTED, MAX_LISTED_CHARS = 0.4, 6, 250
MIN_CARDS = 2
MAX_LABEL_CHARS = 60
MIN_BLANKS = 2
MAX_CARD_CHARS, MAX_ENTRY_CHARS = 300, 800
# A link to buy, load or sign for something: what stands around it praises that.
_CALL = re.compile(
    r"\W*(?:(?:jetzt|hier|kostenlos|gratis|gleich|online|zum|zur|zu den|digital)\s){1,2}"
    r"(?:\w+\s){0,2}?"
    r"(?:bestellen|abonnieren|testen|herunterladen|downloaden|registrieren|anmelden|sichern|spenden"
    r"|probieren|kaufen|lesen|abo\w*|probeabo|abo-shop|shop|angebot\w*|download|newsletter-anmeldung)"
    r"\W*$",
    re.I,
)


def without_boxes(lines: list[Line], container: Tag, mass: dict[int, int]) -> list[Line]:
    """Return the lines outside of boxes. `mass`: letters of running text by id() of an element."""
    total = mass.get(id(container), 0)
    first: dict[int, int] = {}
    inner: dict[int, Tag] = {}
    pointed: set[int] = set()
    for at, line in enumerate(lines):
        # The headline of another article.
        pointing = bool(line.level) and line.link_share > MIN_LINK_SHARE
        for tag in _around(line.tag, container):
            first.setdefault(id(tag), at)
            if pointing:
                pointed.add(id(tag))
            if tag.name == "article":
                inner[id(tag)] = tag
    boxes: set[int] = set()
    if sum(mass.get(key, 0) for key in inner) <= MAX_INNER_SHARE * total:
        boxes.update(inner)
    praise: set[int] = set()
    for at, line in enumerate(lines):
        titles = line.level or line.all_bold or line.text.endswith(":")
        labels = titles or (pointed and len(line.text) <= MAX_LABEL_CHARS)
        opens = labels and line.is_widget and not _OF_HEAD.match(line.text)
        calls = line.link_share > MIN_LINK_SHARE and bool(_CALL.match(line.text))
        walls = is_wall(line.text)
        for tag in _around(line.tag, container):
            letters = mass.get(id(tag), 0)
            if walls and letters <= min(MAX_WALL_SHARE * total, MAX_CALLING_CHARS):
                boxes.add(id(tag))
            if letters > MAX_SHARE * total:
                break
            asks = tag.asks and letters <= MAX_ASKING_CHARS
            opened = opens and first[id(tag)] == at and tag is not line.tag
            if asks or (opened and (titles or id(tag) in pointed)):
                boxes.add(id(tag))
            elif calls and letters <= MAX_CALLING_CHARS:
                praise.add(id(tag))

    def outside(line: Line, some: set[int]) -> bool:
        return not any(id(tag) in some for tag in _around(line.tag, container))

    # Of a page that sells or invites, the offers are the text.
    praising = sum(len(line.text) for line in lines if not outside(line, praise))
    if praising <= MAX_SHARE * sum(len(line.text) for line in lines):
        boxes |= praise
    return [line for line in lines if outside(line, boxes)]


def without_lists(lines: list[Line], container: Tag, mass: dict[int, int]) -> list[Line]:
    """Return the lines outside of blocks beside the text that are links for the most part.

    Such are columns and lists, whatever they are called. What has a whole paragraph is text.
    """
    spine = {container}
    tag, least = container, mass.get(id(container), 0) / 2
    while best := max(tag.elements, key=lambda child: mass.get(id(child), 0), default=None):
        if mass.get(id(best), 0) < least:
            break
        spine.add(best)
        tag = best
    beside: dict[Tag, list[Line]] = defaultdict(list)
    for line in lines:
        around = [one for one in _around(line.tag, container) if one not in spine]
        if around:
            beside[around[-1]].append(line)
    listed = {line for tag, held in beside.items() if _is_list(held) for line in held}
    return [line for line in lines if line not in listed]


def _is_list(lines: list[Line]) -> bool:
    """Tell if the lines of a block are mostly links, and none of them a paragraph or headline."""
    if len(lines) < MIN_LISTED:
        return False
    letters = sum(len(line.text) for line in lines)
    if sum(line.links for line in lines) < MAX_LINKED * letters:
        return False
    most = max(len(line.text) - line.links for line in lines)
    return most <= MAX_LISTED_CHARS and not any(line.level == 1 for line in lines)


def without_cards(lines: list[Line], mass: dict[int, int]) -> list[Line]:
    """Return the lines outside of lists of other articles, [] if there are no such lists.

    There each is an element of its own with a headline that is a link and at most a few sentences.
    """
    # Shorter ones are names: in a forum of those who wrote.
    headlines = [
        line
        for line in lines
        if line.level and line.link_share > MIN_LINK_SHARE and line.text.count(" ") >= MIN_BLANKS
    ]
    if len(headlines) < MIN_CARDS:
        return []
    held = Counter(tag for line in headlines for tag in line.tag.around())
    cards = []
    for line in headlines:
        around = [tag for tag in line.tag.around() if held[tag] == 1 and _is_short(tag, mass)]
        cards.append(around[-1] if around else line.tag)
    beside = Counter(card.parent for card in cards)
    listed = {card for card in cards if beside[card.parent] >= MIN_CARDS}
    return [line for line in lines if listed.isdisjoint(line.tag.around())]


def _is_short(tag: Tag, mass: dict[int, int]) -> bool:
    most = MAX_ENTRY_CHARS if tag.name in {"article", "li"} else MAX_CARD_CHARS
    return mass.get(id(tag), 0) <= most


def _around(tag: Tag, container: Tag) -> Iterator[Tag]:
    """Yield an element and those around it, the innermost first, up to the container."""
    node: Tag | None = tag
    while node is not None and node is not container:
        yield node
        node = node.parent
