"""Tell the article's own text from what stands around it.

In: lines of text.  Out: verdicts; datelines and agency credits as metadata.
"""

from __future__ import annotations

import re

AGENCIES = {
    "dpa": "dpa", "afp": "AFP", "reuters": "Reuters", "rtr": "Reuters", "epd": "epd", "kna": "KNA",
    "sid": "SID", "apa": "APA", "ap": "AP", "lnd": "LND", "dpa-afx": "dpa-AFX", "ddp": "ddp",
    "dts": "dts", "keystone-sda": "Keystone-SDA", "sda": "sda", "ansa": "ANSA", "dapd": "dapd",
}  # fmt: skip

_WIDGET = re.compile(
    r"(?:meine news|(?:mehr zum thema|lesen sie auch|lesen sie (?:hier|mehr|dazu)|auch interessant"
    r"|das könnte sie (?:auch )?interessieren|mehr (?:dazu|lesen|artikel|nachrichten)|zum thema"
    r"|weiterlesen|hier (?:lesen|geht es|finden) sie|jetzt (?:weiterlesen|abonnieren|lesen|testen|anmelden)"
    r"|externer inhalt|empfohlener (?:externer )?inhalt|redaktioneller inhalt|anzeige|werbung|newsletter"
    r"|neuer abschnitt|teilen|drucken|kommentare?|startseite|zur startseite|themen|schlagw[oö]rte?r?"
    r"|weitere (?:artikel|themen|nachrichten|informationen|meldungen)|passend dazu|passend zum (?:thema|artikel)"
    r"|meistgelesen|top-?themen|quellen?|links?|mehr aus|mehr von|audio|video|podcast|bildergalerie|fotostrecke"
    r"|über (?:den autor|die autorin|dieses thema)|folgen sie|abonnieren|ihre meinung|stand)"
    r"(?:\s*[:|–].*|\b.{0,60})?)$",
    re.I,
)
_LEAD_IN = re.compile(
    r"(?:lesen sie|mehr (?:dazu|zum thema|lesen)|auch interessant|passend dazu|hintergrund|interview"
    r"|kommentar|newsblog|liveblog|lesetipp|weiterlesen)\b[^.]{0,30}:", re.I,
)
_CREDIT = re.compile(r"\s*[(\[]((?:[\w.-]{1,15}\s*[/,;+]\s*)*[\w.-]{1,15})[)\]]\s*$")
_BARE_CREDIT = re.compile(r"^(?:[\w-]{2,12}[/,]\s*)*[\w-]{2,12}$")
_DATELINE = re.compile(
    r"^((?:[A-ZÄÖÜ][\w.\-äöüß]+)(?:[ /-](?:[A-ZÄÖÜ]|a[mn]|i[mn]|der|den|ob|bei)[\w.\-äöüß]*){0,3})"
    r"(?:,\s[^–—]{1,30})?(?:\s\([\w/.\s]{2,20}\))?\s*[–—]\s+(?=\S)"
)


def is_widget(line: str) -> bool:
    """Tell whether a line stands by itself as a link box, a call or a label."""
    return len(line) <= 120 and (bool(_WIDGET.match(line)) or bool(_LEAD_IN.match(line)))


def split_credit(paragraph: str) -> tuple[str, tuple[str, ...]]:
    """Return a last paragraph without its credit "(bg/dpa)" or "dpa/lno", and the agencies in it."""
    match = _CREDIT.search(paragraph)
    if match and (names := split_agencies(match.group(1))):
        return paragraph[: match.start()].rstrip(), names
    if match and re.fullmatch(r"[a-zäöü]{2,4}(?:/[a-zäöü]{2,4})*", match.group(1)):
        return paragraph[: match.start()].rstrip(), ()  # an editor's initials
    if len(paragraph) <= 40 and _BARE_CREDIT.match(paragraph):
        names = split_agencies(paragraph)
        if names:
            return "", names
    return paragraph, ()


def split_agencies(text: str) -> tuple[str, ...]:
    """Return the agencies named in a credit or byline, in order, each once."""
    words = re.findall(r"[\w-]+", text.lower())
    return tuple(dict.fromkeys(AGENCIES[word] for word in words if word in AGENCIES))


def split_dateline(paragraph: str) -> tuple[str, str]:
    """Return (place, rest) of a first paragraph "Istanbul – Die …"; the place is "" without one."""
    match = _DATELINE.match(paragraph)
    if match is None:
        return "", paragraph
    return match.group(1), paragraph[match.end() :]
