"""Find the part of a page that holds the article's text.

In: the page's lines.  Out: those that belong to the article, in reading order.  Only structure
counts: where the mass of unlinked sentences stands, and what stands among them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from corpus.readers.page.blocks import Line
from corpus.readers.page.boxes import without_boxes, without_cards, without_lists
from corpus.readers.page.tree import Tag

MIN_SENTENCE_CHARS = 60
MIN_TEXT_CHARS = 200
MAX_LINK_SHARE = 0.4
# A child that holds this share of its parent's text is the container rather than the parent.
DESCENT_SHARE = 0.88
# An element named like furniture is furniture only if it holds little of the text.
FURNITURE_SHARE = 0.35
MAX_FURNITURE_SHARE = 0.4
# Where this share stands in paragraphs beside a child, the child is not the container.
MAX_BESIDE_SHARE = 0.05
MAX_TIMES = 2
MIN_ROOT_SHARE = 0.25
Style = tuple[str, str]
_COMMENTS = re.compile(
    r"(?i)(?:\d+\s+)?(?:leser-?)?kommentare?(?:\s*\(?\d*\)?)?$"
    r"|\d+\s+(?:ergänzungen|reaktionen|antworten|leserbriefe|meinungen|wortmeldungen|comments)$"
    r"|(?:\d+|eine?)\s+(?:gedanken?|antwort(?:en)?|kommentare?|reaktion(?:en)?)\s+(?:zu|auf)\s[„\"»“].{1,200}$"
    r"|(?:schreibe?n?|hinterlass\w*|verfass\w*)\s(?:sie\s)?(?:uns\s)?einen?\skommentar\b.{0,40}$"
    r"|kommentare\szu[mr]?\s(?:artikel|beitrag|text|meldung)\b.{0,40}$|leave\sa\s(?:reply|comment)$|comments$"
)
_CONTACTS = re.compile(
    r"(?i)(?:(?:presse|medien)-?|rück)(?:kontakte?|anfragen|fragen|stelle)\b(?:\s(?:bitte\s)?(?:an|für)\b.{0,40})?\W*$"
    r"|für\s(?:rückfragen|weitere\s\w+|(?:presse|medien)anfragen)\b.{0,60}\b(?:an|sie|wir|ihnen)\b.{0,40}:$"
    r"|(?:(?:ihr|ihre|weitere)\s)?ansprechpartner(?:in|innen|:in)?(?:\s(?:für|der|bei)\b.{0,40})?\W*$"
    r"|ansprechpartner(?:in)?\s?:.{3,80}\b(?:tel|fon|mail|mobil)|(?:weitere\s)?kontakte?\s?(?:für\s.{0,40}|daten)?:\W*$|pressesprecher(?:in)?\s?:"
)
# Alone in a heading it needs no colon.
_CONTACT_TITLE = re.compile(r"(?i)(?:ihr\w*\s|weitere\s)?kontakt(?:e|daten)?(?:\szur\s\w+)?")
MAX_CONTACT_SHARE = 0.25
# Behind whom to ask stands how: then notes as short as that of a police station end there, too.
CONTACT_LINES, MAX_REACHED_SHARE = 4, 0.6
_REACHED = re.compile(r"\b(?:tel(?:efon)?|fon|e-?mail|mobil)\b|\S@\S|\d{3,5}\s?[/-]\s?\d{3}", re.I)
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:related|recommend\w*|newsletter\w*|comments?|kommentare?|shar(?:e|ing)|social"
    r"|breadcrumbs?|sidebar|promo\w*|advert\w*|affiliate\w*|ads?|banner|i?captions?|author\w*|autor\w*"
    r"|byline|bildtext|bildzeile|bildlegende|bu|image-?box|img-?box|postmeta\w*"
    r"|profile?|taglist|toc|infobox|info-?box|factbox|gallery|galerie|slideshow|embed\w*|consent"
    r"|cookies?|pagination|footer\w*|nav\w*|teasers?|teaser-?box|linklist\w*|link-?box|abo\w*"
    r"|copyright|credits?|subscri(?:be|ption)\w*|image-?description|bildunterschrift|unterschrift|mehr-?zum-?thema|zum-?thema|poll|umfrage|voting|quiz|player|tooltip|sr-only|visually-?hidden"
    r"|screen-?reader\w*|figure|media|metadata|meta|bio|disclaimer|feedback)(?:$|[-_\s])",
    re.I,
)
# What stands beside or below a text, which a short one may not outweigh.
_BESIDE = frozenset(
    {
        "sidebar",
        "footer",
        "related",
        "newsletter",
        "comments",
        "comment",
        "cookie",
        "cookies",
        "consent",
        "breadcrumb",
        "breadcrumbs",
        "social",
    }
)
# Whole names: WordPress marks an article itself with "tag-…" and "category-…".
_WHOLE_FURNITURE = frozenset({"tag", "tags"})
# Readers' comments can be longer than the article; they never count as its text.
_COMMENT_AREA = re.compile(
    r"(?:^|\s)(?:comments?|commentlist|comments?[-_](?:list|area|section|wrapper|container)|respond"
    r"|(?:leser-?)?kommentare?-?(?:bereich|liste|list|spalte|feld|formular)|(?:leser)?kommentare"
    r"|community|disqus_thread)(?:$|\s)",
    re.I,
)


def article_lines(lines: list[Line], body: Tag) -> list[Line]:
    """Return the lines of the article's container without furniture; [] if there is no text."""
    lines = _without_repeats(_without_comments(lines))
    mass = _mass(lines)
    kept = without_cards(lines, mass)
    # Of a page that is a list, the list is the text.
    if sum(len(line.text) for line in kept if is_sentence(line)) >= MIN_TEXT_CHARS:
        lines, mass = kept, _mass(kept)
    if not mass.get(id(body)):
        return []
    container = _container(mass, body)
    within = [line for line in lines if _is_within(line.tag, container)]
    within = without_lists(within, container, mass)
    found = without_boxes(_without_furniture(within, container, mass), container, mass)
    return found[: end_of_text(found)]


def _without_furniture(lines: list[Line], container: Tag, mass: dict[int, int]) -> list[Line]:
    """Return the lines outside of elements named like furniture.

    A name that would take most of the text is no furniture here, and is passed over.
    """
    total = mass[id(container)]
    known: dict[int, str] = {}

    def name_around(line: Line) -> str:
        node: Tag | None = line.tag
        while node is not None and node is not container:
            key = id(node)
            if key not in known:
                name = furniture_name(node)
                small = mass.get(key, 0) < FURNITURE_SHARE * total
                known[key] = name if small or (name in _BESIDE and not node.holds("h1")) else ""
            if known[key]:
                return known[key]
            node = node.parent
        return ""

    named = [(name_around(line), line) for line in lines]
    letters: Counter[str] = Counter()
    for name, line in named:
        letters[name] += len(line.text) if is_sentence(line) else 0
    most = MAX_FURNITURE_SHARE * letters.total()
    spared = {
        name
        for name in letters
        if letters[name] > most and (name not in _BESIDE or letters[""] < MIN_TEXT_CHARS)
    }
    return [line for name, line in named if not name or name in spared]


def _without_repeats(lines: list[Line]) -> list[Line]:
    """Return the lines without those that stand again and again: notices, not text."""
    times = Counter(line.text for line in lines if is_sentence(line))
    letters = sum(len(text) * count for text, count in times.items())
    repeated = {text: count for text, count in times.items() if count > MAX_TIMES}
    if 2 * sum(len(text) * count for text, count in repeated.items()) > letters:
        return lines
    return [line for line in lines if line.text not in repeated]


def _without_comments(lines: list[Line]) -> list[Line]:
    """Return the lines outside of readers' comments and of feet, all if nothing else is text."""
    known: dict[int, bool] = {}

    def is_comment(tag: Tag | None) -> bool:
        path: list[int] = []
        answer = False
        while tag is not None and not answer:
            if id(tag) in known:
                answer = known[id(tag)]
                break
            path.append(id(tag))
            answer = tag.name == "footer" or (
                tag.name in {"div", "section", "ol", "ul"}
                and bool(_COMMENT_AREA.search(_names(tag)))
                and not tag.holds("h1")
            )
            tag = tag.parent
        known.update(dict.fromkeys(path, answer))
        return answer

    kept = [line for line in lines if not is_comment(line.tag)]
    return kept if any(is_sentence(line) for line in kept) else lines


def end_of_text(lines: list[Line]) -> int:
    """Return where readers' comments begin, or whom the press may ask, behind most of the lines."""
    letters = [len(line.text) for line in lines]
    for at in range(len(lines) // 3, len(lines)):
        if _COMMENTS.match(lines[at].text):
            return at
        if not (_CONTACTS.match(lines[at].text) or _is_contact_title(lines[at])):
            continue
        behind = lines[at + 1 : at + 1 + CONTACT_LINES]
        reached = any(_REACHED.search(line.text) for line in behind)
        most = MAX_REACHED_SHARE if reached else MAX_CONTACT_SHARE
        if sum(letters[at:]) < most * sum(letters):
            return at
    return len(lines)


def _is_contact_title(line: Line) -> bool:
    return bool(line.level or line.all_bold) and bool(_CONTACT_TITLE.fullmatch(line.text))


def style_of(line: Line) -> Style:
    """Return how a line is set: its element and classes."""
    return line.tag.name, line.tag.attribute("class")


def usual_style(lines: list[Line]) -> Style:
    """Return the style that most running text has."""
    letters: dict[Style, int] = defaultdict(int)
    for line in lines:
        if is_sentence(line):
            letters[style_of(line)] += len(line.text)
    return max(letters, key=lambda style: letters[style], default=("p", ""))


def is_sentence(line: Line) -> bool:
    """Tell if a line looks like running text rather than a label or a link."""
    if line.level or len(line.text) < MIN_SENTENCE_CHARS or line.is_row:
        return False
    return line.link_share <= MAX_LINK_SHARE and not line.is_widget


def _mass(lines: list[Line]) -> dict[int, int]:
    """Return the letters of running text below each element, by its id()."""
    levels: dict[int, dict[Tag, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        if is_sentence(line):
            levels[line.tag.depth][line.tag] += len(line.text)
    for depth in range(max(levels, default=0), 0, -1):
        for tag, letters in levels[depth].items():
            if tag.parent is not None:
                levels[depth - 1][tag.parent] += letters
    return {id(tag): letters for level in levels.values() for tag, letters in level.items()}


def _container(mass: dict[int, int], body: Tag) -> Tag:
    node = _root(mass, body)
    while True:
        children = node.elements
        best = max(children, key=lambda child: mass.get(id(child), 0), default=None)
        if best is None or mass.get(id(best), 0) < DESCENT_SHARE * mass[id(node)]:
            return node
        if best.name in {"p", "ul", "ol", "blockquote"}:
            return node
        beside = sum(mass.get(id(child), 0) for child in children if child.name == "p")
        if beside > MAX_BESIDE_SHARE * mass[id(node)]:
            return node
        node = best


def _root(mass: dict[int, int], body: Tag) -> Tag:
    """Return the marked article with most text if it holds a good part of the page's."""
    marked: list[Tag] = []
    pending = [body]
    while pending:
        tag = pending.pop()
        marked.append(tag)
        # Elements with little text cannot be chosen, nor can what is in them.
        pending += [
            child
            for child in tag.elements
            if mass.get(id(child), 0) >= MIN_ROOT_SHARE * mass[id(body)]
        ]
    marked = [tag for tag in marked if _mark(tag)]
    most = max((mass[id(tag)] for tag in marked), default=0)
    if not most:
        return body
    return max((tag for tag in marked if mass[id(tag)] == most), key=_mark)


def _mark(tag: Tag) -> int:
    """Return how clearly an element is marked as the article, 0 if it is not."""
    if tag.attribute("itemprop") == "articleBody":
        return 3
    return {"article": 2, "main": 1}.get(tag.name, 0)


def _is_within(tag: Tag, container: Tag) -> bool:
    node: Tag | None = tag
    while node is not None and node is not container:
        node = node.parent
    return node is not None


def furniture_name(tag: Tag) -> str:
    """Return the word in an element's classes or id that names furniture, "" if there is none."""
    if tag.name in {"article", "main"}:
        return ""
    if tag.name == "address":
        return tag.name
    names = _names(tag)
    if whole := _WHOLE_FURNITURE.intersection(names.split()):
        return min(whole)
    found = _FURNITURE.search(re.sub(r"([a-z])([A-Z])", r"\1-\2", names))
    return found[0].strip("-_ ").lower() if found else ""


def _names(tag: Tag) -> str:
    return f"{tag.attribute('class')} {tag.attribute('id')}".strip()
