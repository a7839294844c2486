"""Find the authors that a page shows: beside its headline, else below its text.

In: the lines of a page.  Out: names.  Half of all pages tell programs no author, or tell them that
of the site; readers are told in a line of its own, which says "Von" or stands in an element named
after authors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.readers.credit import SIGNATURE, agencies_in
from corpus.readers.decoding import clean
from corpus.readers.page.blocks import Line
from corpus.readers.page.container import is_sentence
from corpus.readers.page.head import elements_in, end_of_head, headline_at, names_of
from corpus.readers.page.shown_date import WRITTEN, without_dates
from corpus.readers.page.tree import Tag
from corpus.readers.people import credited, is_person
from corpus.readers.sections import Block

# So far from the headline a byline stands: kicker and sharing before it, teaser and picture behind.
LINES_BEFORE, LINES_AFTER = 4, 16
MAX_LINE_CHARS = 200
LINES_BELOW = 3
LINES_BEFORE_TEXT = 10
LINES_BEHIND = 40
MAX_BELOW_CHARS = 90
SIGNS = " ()[]/–—-"
SENTENCE_ENDS = ".!?“»"
LEVELS = 3
_MARK = re.compile(
    r"(?:^|[-_\s])(?:(?:authors?|autor(?:en|in|innen)?)(?:-?box)?|byline|reader-credits|verfasser|creator|writer"
    r"|reporter|redakteur(?:e|in|innen)?|journalist(?:en|in|innen)?)(?:$|[-_\s])",
    re.I,
)
_SIGN = re.compile(r"\w{1,5}(?:/\w{1,5}){0,2}")
# What is told of authors; what one of them does in the text is told in the past.
_IS = re.compile(
    r"(?:\s?\([^)]*\))?(?:,|\s(?:ist|sind|arbeitet|schreibt|berichtet|lebt|studiert|leitet|lehrt|forscht"
    r"|betreut|gehört|kommt|verantwortet|moderiert|begleitet|beschäftigt|interessiert|volontiert"
    r"|wurde|studierte|absolvierte|is|writes|has)\b)"
)
_ROLE = re.compile(
    r"(?:\w+\W){0,3}?\w*(?:redakteur|autor|reporter|korrespondent|volontär|journalist|mitarbeiter)"
    r"(?:in)?\b|(?:schreibt|berichtet)\b",
    re.I,
)
_DESK = re.compile(
    r"(?:\w+-?\s?){0,2}(?:redaktion\w*|redakteur(?:in)?|autor(?:in)?)(?:\s\w+){0,2}", re.I
)
MAX_ROLE_CHARS = 60
MIN_LINES_SIGNED, MAX_WORDS_SIGNED = 3, 3
_WORD = re.compile(r"[\w-]+")
_NO_SUBJECT = frozenset({"von", "mit", "für", "laut", "text", "bei"})
MAX_WORDS_BEFORE = 4
LAST_PARAGRAPHS = 3
_OF_OTHERS = frozenset({"li", "a", "article", "aside"})
_BARE_CREDIT = re.compile(r"(?:(?:ein )?\w{0,20} ?von|text|autor(?:in|en)?|by)\s?:?", re.I)
# What stands with a date beside a name.
_CLOCK = re.compile(
    r"(?:(?:zuletzt\s)?(?:geändert|aktualisiert|veröffentlicht|erstellt)(?:\sam)?|\d{1,2}:\d\d|\buhr\b)",
    re.I,
)
_BETWEEN = re.compile(r"\s[|·•–—/-]\s|\s{2,}")
_PLACE = re.compile(
    r"(?:Bad|Sankt|St\.|Markt|Groß|Klein|Alt|Neu|Ober|Unter|Nieder|Nord|Süd|Ost|West)\b"
)
_AUTHOR = re.compile(r"\W*(?:autor|verfasser)(?:in|en|innen|[:*_]in)?\b", re.I)
_ELSEWHERE = re.compile(r"comment|kommentar|related|teaser|recommend", re.I)
_OTHERS = re.compile(r"comment|kommentar|related|teaser-?list|avatar|image|bild|photo|foto", re.I)


def shown_authors(lines: Sequence[Line], headline: str, text: Sequence[Line]) -> tuple[str, ...]:
    """Return the authors that a page names to its readers, () if it does not.

    `lines`: all of the page; `headline`: as one of them shows it; `text`: those of the article.
    """
    places = {line: at for at, line in enumerate(lines)}
    running = [places[line] for line in text if is_sentence(line)]
    start = headline_at(lines, headline)
    if start is not None:
        behind = lines[start + 1 : start + 1 + LINES_AFTER]
        near = [*range(start + 1, start + 1 + end_of_head(behind))]
        near += range(start - 1, max(-1, start - 1 - LINES_BEFORE), -1)
    elif running:
        near = [*range(running[0], max(-1, running[0] - LINES_BEFORE_TEXT), -1)]
    else:
        return ()
    for at in near:
        if names := _authors_of(lines[at]):
            return names + _listed(lines, at)
        if name := _beside_date(lines[at].text):
            return (name,)
        # What somebody is at the paper may stand below the name.
        role = lines[at + 1].text if at + 1 < len(lines) else ""
        if len(role) <= MAX_ROLE_CHARS and _ROLE.match(role) and is_person(lines[at].text):
            return (lines[at].text,)
        # "von" and the name may stand in elements of their own.
        if _BARE_CREDIT.fullmatch(lines[at].text) and at + 1 < len(lines):
            return credited(f"von {_plain(lines[at + 1])}")
    if not running:
        return ()
    if name := _signature(text):
        return (name,)
    return _below(lines, running[-1]) or _only(lines, running[0], running[-1] + LINES_BEHIND)


def _signature(text: Sequence[Line]) -> str:
    """Return the name in the last line of a text, alone or before a role, behind a sentence."""
    if len(text) <= MIN_LINES_SIGNED or not is_sentence(text[-2]):
        return ""
    last = text[-1]
    if (signed := SIGNATURE.fullmatch(last.text)) and is_person(signed["name"]):
        return signed["name"]
    name, comma, role = last.text.partition(", ")
    short = len(name.split()) <= MAX_WORDS_SIGNED and (not comma or _DESK.fullmatch(role))
    alone = short and last.tag.name in {"p", "div"} and not last.links
    return name if alone and is_person(name) else ""


def _listed(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return further authors that stand in lines of their own in the same marked element."""
    marked = [tag for tag in lines[at].tag.around(LEVELS) if _is_marked(tag)]
    if not marked:
        return ()
    behind = lines[at + 1 : at + 1 + LINES_AFTER]
    listed = takewhile(lambda line: marked[-1] in line.tag.around(), behind)
    return tuple(name for line in listed for name in _authors_of(line))


def _beside_date(text: str) -> str:
    """Return the one person whom a line names beside a date and nothing else, else ""."""
    found = WRITTEN.search(text) if len(text) <= MAX_BELOW_CHARS else None
    # "Bad Aulen, 12. März 2022" names a place.
    if not found or text[: found.start()].rstrip().endswith(","):
        return ""
    rest = _CLOCK.sub("", f"{text[: found.start()]} {text[found.end() :]}")
    parts = [part.strip(" ,|·•–—-/:") for part in _BETWEEN.split(rest)]
    people = [part for part in parts if is_person(part) and not _PLACE.match(part)]
    return people[0] if len(people) == 1 else ""


def _only(lines: Sequence[Line], first: int, last: int) -> tuple[str, ...]:
    """Return whom alone a page calls its author, anywhere or, by markup, beside its text."""
    told = (credited(_plain(line)) for line in lines if _AUTHOR.match(line.text))
    labelled = {names for names in told if any(map(is_person, names))}
    if len(labelled) == 1:
        return labelled.pop()
    near = [line for line in lines[first:last] if len(line.text) <= MAX_BELOW_CHARS]
    boxes = {tag for tag in {line.tag for line in near} if _stands_in_mark(tag)}
    boxes = {
        tag for tag in boxes if not any(_ELSEWHERE.search(names_of(one)) for one in tag.around())
    }
    named = (_authors_of(line) for line in near if line.links or line.tag in boxes)
    marked = {names for names in named if any(map(is_person, names))}
    return marked.pop() if len(marked) == 1 else ()


def _below(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """Return the authors named in a line of its own where the text ends, `end` its last line."""
    around = lines[end].tag.parent
    above = around.parent if around is not None else None
    for line in lines[max(0, end - 1) : end + 1 + LINES_BELOW]:
        beside = len(line.text) <= MAX_BELOW_CHARS and _stands_beside(line.tag, {around, above})
        if beside and (names := credited(_plain(line))):
            return names
    return ()


def _stands_beside(tag: Tag, blocks: set[Tag | None]) -> bool:
    """Tell if an element is in one of the blocks around a text, and in no list of others."""
    for one in tag.around(LEVELS):
        if one.name in _OF_OTHERS:
            return False
        if one.parent in blocks:
            return True
    return False


def without_notes(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Return the blocks of a text without what it says at its end of those who wrote it."""
    people = [name.casefold() for name in authors if is_person(name)]
    paragraphs = [at for at, block in enumerate(blocks) if not block.level]
    last = paragraphs[max(1, len(paragraphs) - LAST_PARAGRAPHS) :]
    notes = {at for at in last if any(_is_about(blocks[at].text, name) for name in people)}
    notes |= {at for at in last if blocks[at].text.strip(SIGNS).casefold() in people}
    notes |= {
        at
        for at in last
        if (parts := blocks[at].text.split(", "))[0].casefold() in people
        and _DESK.fullmatch(parts[-1])
    }
    notes |= {at for at in last[-1:] if _is_signed(blocks[at].text)}
    return [block for at, block in enumerate(blocks) if at not in notes]


def without_byline(teaser: str, authors: Sequence[str]) -> str:
    """Return a teaser without "Von" and the names of its authors behind its last sentence."""
    rest, _, names = teaser.rpartition(" Von ")
    # What ends like a sentence is one: "Von Ina Muster stammt die Idee."
    if not rest or rest[-1] not in SENTENCE_ENDS or names[-1:] in SENTENCE_ENDS:
        return teaser
    return rest if len(names) <= MAX_BELOW_CHARS and names.startswith(tuple(authors)) else teaser


def _is_signed(text: str) -> bool:
    """Tell if a text is the few letters that a writer signs with; an agency is a credit."""
    letters = text.strip(SIGNS)
    return bool(_SIGN.fullmatch(letters)) and not agencies_in(letters)


def _is_about(text: str, name: str) -> bool:
    """Tell if a text begins with a person, or with words for one, and says what that one does."""
    start = text[:MAX_LINE_CHARS].casefold()
    at = start.find(name)
    before = start[: max(at, 0)].split()
    if at < 0 or len(before) > MAX_WORDS_BEFORE or (before and before[0] in _NO_SUBJECT):
        return False
    return all(map(_WORD.fullmatch, before)) and bool(_IS.match(start, at + len(name)))


def _authors_of(line: Line) -> tuple[str, ...]:
    if len(line.text) > MAX_LINE_CHARS or _OTHERS.search(names_of(line.tag)):
        return ()
    inside = (clean(one.get_text(" ")) for one in elements_in(line) if _is_marked(one))
    letters = "".join(line.text.split())
    texts = [text for text in inside if "".join(text.split()) in letters]
    marked = dict.fromkeys(
        name for text in texts for name in credited(without_dates(text), marked=True)
    )
    whole = credited(_plain(line), marked=_stands_in_mark(line.tag))
    return whole if len(whole) > len(marked) else tuple(marked)


def _stands_in_mark(tag: Tag) -> bool:
    return any(map(_is_marked, tag.around(LEVELS)))


def _plain(line: Line) -> str:
    return without_dates(line.text) if len(line.text) <= MAX_LINE_CHARS else ""


def _is_marked(tag: Tag) -> bool:
    if tag.attribute("itemprop") in {"author", "creator"} or tag.name == "address":
        return True
    if "author" in tag.attribute("rel").split():
        return True
    names = names_of(tag)
    return bool(_MARK.search(names)) and not _OTHERS.search(names)
