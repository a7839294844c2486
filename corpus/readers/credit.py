"""Know the credits of a text: which agencies it names, from where it was sent, by what code.

In: clean text.  Out: the agencies a credit names, and the text without credit, dateline or code.
"""

from __future__ import annotations

import re

from corpus.readers.boilerplate import is_widget

AGENCIES = {
    name.casefold(): name
    for name in """dpa AFP Reuters epd KNA SID APA AP AFX dapd ddp DAPD Keystone-SDA sda ANSA TASS
    Interfax Bloomberg PA EFE dts CNA ots idea NTB""".split()
} | {
    "dpa-afx": "dpa-AFX",
    "dpa-infocom": "dpa",
    "deutsche presse-agentur": "dpa",
    "deutschen presse-agentur": "dpa",
    "dpa infocom": "dpa",
    "agence france-presse": "AFP",
    "afp deutschland": "AFP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters deutschland": "Reuters",
    "thomson reuters": "Reuters",
    "rtr": "Reuters",
    "evangelischer pressedienst": "epd",
    "katholische nachrichten-agentur": "KNA",
    "sport-informations-dienst": "SID",
    "austria presse agentur": "APA",
}

_SPLIT = re.compile(r"\s*(?:/|,|;|\bund\b|\bmit\b|\+)\s*", re.I)
_BRACKETED = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,60})\s*[)\]]\s*\.?\s*$")
_BARE = re.compile(
    r"(?:^|(?<=[.!?“\"«»]))\s*"
    r"((?:mit\s)?(?:(?:[\w-]{2,12}/)+[\w-]{2,12}|dpa|AFP|Reuters|epd|KNA|SID|APA))\s*$"
)
# "Mit Material der dpa", "(Mit Informationen von AFP und Reuters)".
_USED = re.compile(
    r"(?:mit\s)?(?:agentur)?(?:material|informationen|inhalten)\s(?:der|von)\s", re.I
)
_USING = re.compile(rf"(?:^|(?<=[.!?“\"«»]))\s*({_USED.pattern}[^.!?]{{2,60}})\.?\s*$", re.I)
# As agencies close a text: "dpa wso n1 jo", the signs of those who wrote and sent it.
_SIGNED = re.compile(r"(?:^|(?<=[.!?“»]))\s*(dpa|AFP|epd|KNA|SID|APA)(?: [a-zäöü]{1,4}\d?){1,6}$")
_DATELINE = re.compile(
    r"^((?:[A-ZÄÖÜ][\w.’'-]+(?:[ /](?:[A-ZÄÖÜ][\w.’'-]+|am|an|der|im|in|bei|ob|v\.d\.))*)"
    r"(?:\s?/\s?[A-ZÄÖÜ][\w .’'-]{1,30})?)"
    r"(?:\s*\(([\w/ ,.-]{2,30})\))?\s*(?:[–—]|\s-)\s+(?=\S)"
)
# "(Ina Muster)", "(imu, 13.2.2024)", "(imu/13.02.2024)" behind the last sentence.
SIGNATURE = re.compile(
    r"(?:^|(?<=[.!?“\"«»]))\s*\((?P<name>[^()\d]{2,60}?)(?:[,/]\s?(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}))?\)$"
)
_PLACE = re.compile(r"([A-ZÄÖÜ][\w./ -]{1,40}?)\s?\((\w{2,12})\)\s?[–—-]?")
MAX_DATELINE_WORDS = 4
MAX_DATELINE_CHARS = 50
# "POL-AU:", "FW Celle:": by it press portals sort what police and fire brigades send them.
_CODE = re.compile(
    r"^(?:B?POL[A-Z]?|FF?W|KFV|HZA|ZOLL|GZD|LPI|LPD|LKA|THW|DRK|DLRG)"
    r"[- ][A-ZÄÖÜ][\w-]{0,20}:\s+(?=\S)"
)


def without_code(title: str) -> str:
    """Return a title without the code of the authority that sent it to a press portal."""
    return _CODE.sub("", title)


def agency(name: str) -> str:
    """Return the usual spelling of a news agency's name, or "" if it is none."""
    plain = name.strip(" .,()").casefold()
    if plain in AGENCIES:
        return AGENCIES[plain]
    head = plain.split("-", 1)[0].split("/", 1)[0]
    # Regional services: "dpa-lno", "dpa/lno", "dpa/tmn".
    return AGENCIES["dpa"] if head == "dpa" else ""


def agencies_in(credit: str) -> tuple[str, ...]:
    """Return the agencies a credit such as `bg/dpa` names, in order, each once."""
    found = (agency(part) for part in _SPLIT.split(_USED.sub("", credit, count=1)))
    return tuple(dict.fromkeys(name for name in found if name))


def split_credit(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without an agency credit at its end, and the agencies it named."""
    for pattern in (_BRACKETED, _BARE, _SIGNED, _USING):
        if (found := pattern.search(text)) and (names := agencies_in(found[1])):
            return text[: found.start()].rstrip(), names
    return text, ()


def split_dateline(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the place before the first dash, the text after it, and agencies named between.

    "Istanbul (dpa) – Die USA …" gives ("Istanbul", "Die USA …", ("dpa",)).
    """
    # "Aulen (ots)": in a line of its own.
    if (alone := _PLACE.fullmatch(text)) and (named := agencies_in(alone[2])):
        return alone[1], "", named
    found = _DATELINE.match(text)
    if not found or len(found[1]) > MAX_DATELINE_CHARS:
        return "", text, ()
    if len(found[1].split()) > MAX_DATELINE_WORDS or is_widget(found[1]):
        return "", text, ()
    rest = text[found.end() :]
    # A place opens a sentence; "Berlin – so hieß es – …" does not.
    if not (rest[:1].isupper() or rest[:1] in "„\"»«“'0123456789"):
        return "", text, ()
    return found[1], rest, agencies_in(found[2]) if found[2] else ()
