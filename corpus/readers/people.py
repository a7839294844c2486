"""Tell people among those whom data and bylines name as authors.

In: a value of JSON-LD, of a meta element, of a feed or a table; or a line of a page.  Out: names of
people and agencies, without roles, places, firms and the outlet itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

from corpus.readers.credit import agencies_in, agency
from corpus.readers.decoding import clean

MAX_AUTHORS = 20
MAX_NAME_CHARS = 200
MAX_VALUE_CHARS = 1000
_TAG = re.compile(r"<[^>]{1,300}>")
_BETWEEN = re.compile(r"\s*[,;|&]\s*|\s+(?:und|and|sowie|u\.)\s+")
_LISTED = re.compile(r"\s*[,;|]\s*")
# "{author}", "%author%": a page that was never filled in.
UNFILLED = re.compile(r"[{}]|%\w+%|\$\w")
# What stands where a name should and is none.
_NO_PERSON = frozenset(
    "admin administrator author autor autorin editor gast publisher redakteur redaktion root"
    " unbekannt user verlag webmaster webredaktion".split()
) | {"die redaktion", "online redaktion", "site admin", "super user"}
_ADDRESS = re.compile(r"(?i)https?:|\bwww\.|\S@\S|\w\.\w{2,10}/|facebook|twitter|instagram")
_SITE = re.compile(r"(?i)[(\[](?:https?:|www\.)")
# "Ina Muster (imu)", "Zeitung (www.zeitung.example)": what stands behind in brackets is no name.
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s*$")
FIRM = re.compile(
    r"\b(?:GmbH|mbH|m\.\s?b\.\s?H\.|AG|KG|OHG|SE|UG|e\.\s?V\.|e\.\s?G\.|gGmbH|Inc\.?|Ltd\.?)(?:\W|$)"
)
# What papers are called and nobody else.
_PAPER = re.compile(
    r"(?i)(?:zeitung|tagblatt|tageblatt|anzeiger|rundschau|morgenpost|abendblatt|nachrichten"
    r"|medienhaus|verlag)\b(?!-)"
)
# "Ina Muster - Aulener Bote"; "Bote - Nachrichten aus Aulen" is the title of a site.
_BEHIND = re.compile(r"\s[-–—]\s")
# "Verlag Muster, Aulen, Germany": a firm and where it is.
_SEAT = re.compile(r",\s*(?:Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz)\s*$")
# What somebody did. "Foto von" is none of them: who made the picture did not write the text.
_WORKS = (
    r"(?:\w{0,24}(?:artikel|bericht|beitrag|kommentar|kolumne|analyse|essay|reportage|interview"
    r"|porträt|portrait|glosse|rezension|kritik|meinung|recherche|protokoll|text|text\s(?:und|&|/|\+)\s(?:fotos?|bild(?:er)?)|gespräch|story"
    r"|feature|hintergrund|leitartikel|zwischenruf|einwurf|rückblick|nachruf|editorial|satire"
    r"|wortlaut|rede|vorabdruck|auszug|brief|reisebericht))"
)
_DONE = (
    r"(?:geschrieben|verfasst|erzählt|aufgezeichnet|protokolliert|notiert|eingestellt|erstellt"
    r"|gespeichert|veröffentlicht|publiziert|gepostet|eingetragen|aktualisiert|posted|written"
    r"|published|zusammengestellt|dokumentiert|übersetzt|beobachtet|moderiert)"
)
_LABEL = (
    rf"(?:autor(?:[*:_/]?in(?:nen)?|en)?|autor/autorin|autorin/autor|verfasser(?:in)?|author|words"
    rf"|reporter(?:in)?|{_WORKS}|aufgezeichnet|{_DONE})"
)
_CREDIT = re.compile(
    r"(?:(?<=[.!?|·•–—/»-]\s)|^)\W*(?:"
    rf"(?:(?:eine?|der|die|das|dieser|dieses|im|aus)\s)?(?:{_WORKS}|{_DONE})\s(?:\w+\s){{0,3}}?"
    r"(?:von|vom|by|durch)\b\s*:?"
    rf"|(?:von|by)\b\s*:?|vom\b|{_LABEL}\s*:|(?:text|autor(?:in)?(?:/autor(?:in)?)?)(?=\s)"
    r"|(?:das\s)?(?:interview|gespräch)\sführten?|(?:die\s)?fragen\sstellten?"
    r")\s*(?P<names>\S.*)",
    re.I,
)
# "Eingestellt von stegfreund um 18:05", "Posted by stegfreund", "Autor: stegfreund".
_POSTED = re.compile(
    rf"\W*(?:{_DONE}\s(?:am\s|on\s)?(?:von|by)\s|author\s?:|autor(?:in)?\s?:)", re.I
)
# A word of a name: "Ina", "Meier-Hof", "D’Arc", "MUSTER", "T.", and what stands small between two.
_WORD = r"(?:[A-ZÄÖÜÀ-Þ][\w’'`-]*\.?(?:[A-ZÄÖÜ]\.)*)"
_SMALL = (
    r"(?:von|van|vom|v\.|de[rn]?|di|da|dos|du|del|la|le|el|al|bin|ibn|ten|ter|te|zu[mr]?|af|y"
    r"|med\.|h\.c\.)"
)
_PERSON = re.compile(rf"{_WORD}(?:\s(?:{_WORD}|{_SMALL}(?=\s))){{1,4}}")
# A first name or the name of a user; two letters are initials.
_SINGLE = re.compile(r"(?!(?i:von|vom|by|red|das|den|des|mit|und|auf)\b)\w[\w.’'-]{2,29}")
# In names of desks, posts, places of work, texts and controls, never in those of people.
_OFFICE = re.compile(
    r"(?i)drucken|versenden|\bteilen|redak|korrespond|report|volont|prakti[kz]|\bchef|leiter|\bteam|verlag|zeitung|tagblatt"
    r"|nachricht|magazin|\bnews|agentur|ressort|büro|ministerium|presse|newsletter|\babo\b|online"
    r"|\bfotos?\b|\bbild|video|podcast|interview|kommentar|\bartikel|\bbeitr[aä]g|meldung|themen?\b"
    r"|\bmehr\b|\balle\b|\bprofil|\bautor|minuten?\b|aktualisier|\buhr\b|lesezeit|startseite|\blokal|\bpolitik"
    r"|\bkultur|\bsport\b|wirtschaft|\bstadt\b|\bdie\b|\buns(?:er|ere)?\b|leser|öffentlich"
    r"|studio\b|\b(?-i:ARD|ZDF|NDR|WDR|SWR|BR|HR|MDR|RBB|SR|DLF|ORF|SRF)\b|schlie(?:ß|ss)en|polizei|präsidium|verband|verein\b|universität|hochschule|institut|anstalt"
    r"|amt\b|stiftung|gesellschaft|partei|fraktion|kammer\b|gemeinde|kreis\b|bundes"
)
# "Ina Muster (Text) und Jo Meier (Fotos)"
_COMMENTS = re.compile(r"\s\((?:\d+\s)?Kommentare?\b[^()]{0,20}\)")
_OF_TEXT = re.compile(r"\W*(?P<names>[^()]{5,80}?)\s?\(Texte?\b[^()]{0,20}\)", re.I)
_UNNAMED = re.compile(r"\d|^(?:von|by|in|zum|zur|und)\s", re.I)
# "unserer Redakteurin Ina Muster"
_POST = re.compile(
    r"^(?:unser\w{0,2}\s)?\w{0,20}(?:redakteur|korrespondent|mitarbeiter|reporter|autor|volontär)"
    r"(?:in)?\s(?=\S+\s)",
    re.I,
)
_TOP_DOMAIN = re.compile(r"(?<=\w)\.[a-z]{2,8}$")
# Where the names of a byline end.
_NAMES_END = re.compile(
    r"\s+[|·•–—/»-]+(?:\s|$)|\s+(?:am|um|aus|für|im|in|mit|bei|under|Lesezeit|Lesedauer|Veröffentlicht"
    r"|Aktualisiert|Zuletzt|Erschienen|Stand|Tags?|Themen|Kategorien?|Rubrik|Ressort|Quellen?|Fotos?|Photos?|Bilder|Illustration\w*|Kommentare?)\b"
    r"|(?<=\w{3})(?<!Prof)(?<!Dipl)(?<!med)[.!?:](?:\s|$)|\s\d"
)


def names_in(value: object) -> tuple[str, ...]:
    """Return the names of people or organisations given as text, objects or lists of them.

    "admin", "Redaktion" and other words that every paper has are none, nor are addresses, firms and
    what follows a name in brackets; an organisation's name is never taken apart.
    """
    names: list[str] = []
    for part in _each(value):
        name = _TAG.sub("", text_in(part))
        if _SEAT.search(name):
            continue
        whole = isinstance(part, dict) and "Organization" in str(part.get("@type"))
        names += [name] if whole else _names_of(name)
    # "Neue Woche (www.woche.example)" has a person's shape and is an outlet.
    people = (_BRACKET.sub("", name) for name in names if not _SITE.search(name))
    kept = dict.fromkeys(name[:MAX_NAME_CHARS] for name in people)
    return tuple(one for one in kept if _may_be_author(one) and not _ADDRESS.search(one))[
        :MAX_AUTHORS
    ]


def _each(value: object) -> Iterator[object]:
    """Yield the values of a list, and an object with several names as so many values."""
    for part in value if isinstance(value, list) else [value]:
        several = part.get("name") if isinstance(part, dict) else None
        yield from several if isinstance(several, list) else [part]


def _names_of(text: str) -> list[str]:
    """Return the parts of a list of names, without the place that may stand at its end."""
    found = _CREDIT.match(text)
    # "Muster & Meier Verlag GmbH" is one firm.
    between = _LISTED if FIRM.search(text) else _BETWEEN
    parts = [part for part in between.split(found["names"] if found else text) if part]
    parts = [name for part in parts if (name := _before_dash(part))]
    if found and len(parts) > 1 and " " in parts[0] and _is_place(parts[-1]):
        del parts[-1]
    return parts


def _before_dash(name: str) -> str:
    """Return a name, of one with a dash what stands before it if that is a person, else ""."""
    first, *behind = _BEHIND.split(name, maxsplit=1)
    return first if not behind or is_person(first) else ""


def _is_place(name: str) -> bool:
    """Tell if the end of a byline names no author: "Von Ina Muster und Jo Meier, Aulen"."""
    return " " not in name and not agency(name) and name[:1].isupper() and not name.isupper()


def text_in(value: object) -> str:
    """Return the text of a value, the name of an object, the first of a list, clean."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        parts = (value.get("givenName"), value.get("familyName"))
        value = (
            value.get("@value")
            or value.get("name")
            or " ".join(p for p in parts if isinstance(p, str))
        )
        value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, str):
        return ""
    return clean(html.unescape(html.unescape(value)))[:MAX_VALUE_CHARS]


def _may_be_author(name: str) -> bool:
    key = " ".join(re.findall(r"\w+", name.lower()))
    if not key or key in _NO_PERSON or UNFILLED.search(name):
        return False
    return not (FIRM.search(name) or _PAPER.search(name))


def is_person(name: str) -> bool:
    """Tell if a name has the shape of a person's full name."""
    return bool(_PERSON.fullmatch(name)) and not (_OFFICE.search(name) or _UNNAMED.search(name))


def without_outlets(names: Collection[str], outlets: Collection[str]) -> tuple[str, ...]:
    """Return names without those of the outlet: who publishes is no author.

    A host names it as well: "Bote-Online" and "bote-online.example".
    """
    known = {_outlet_key(one) for one in outlets} - {""}
    return tuple(name for name in names if _outlet_key(name) not in known)


def _outlet_key(name: str) -> str:
    return "".join(re.findall(r"\w", _TOP_DOMAIN.sub("", name).lower()))


def credited(line: str, *, marked: bool = False) -> tuple[str, ...]:
    """Return those whom a line names as authors of the text, () if it does not.

    `marked`: the page's markup says so, which leaves names of one word and without "Von"; so do
    words that nothing but a name of whoever wrote it follows.
    """
    if line[:1] == "(" and line[-1:] == ")":
        line = line[1:-1]
    found = _CREDIT.search(line) or _OF_TEXT.match(line)
    marked = marked or bool(found and _POSTED.match(line, found.start()))
    if not found and not marked:
        return ()
    return tuple(_leading_names(found["names"] if found else line.strip(" -–—/|·•~"), marked))


def _leading_names(text: str, marked: bool) -> Iterator[str]:
    """Yield the names a text begins with, up to what is none."""
    for at, part in enumerate(
        _BETWEEN.split(_NAMES_END.split(_COMMENTS.sub("", text), maxsplit=1)[0])
    ):
        name = re.sub(r"(?<=\w{3})[.:]+$", "", _BRACKET.sub("", part).strip(" :*"))
        name = _POST.sub("", name)
        if agency(name) or is_person(name):
            yield name
            yield from agencies_in("".join(_BRACKET.findall(part)).strip(" ()[]"))
        else:
            # A single name stands alone: behind others it is a place.
            if marked and at == 0 and _SINGLE.fullmatch(name) and not _OFFICE.search(name):
                yield from filter(_may_be_author, [name])
            return
