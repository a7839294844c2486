"""Know what stands in place of a text: a wall before those who have not paid, an error.

In: the lines of a page and those of its text, its title.  Out: whether a line where the text ends,
or the title, says so.  Many pages tell programs nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.page.blocks import Line

# So far behind the text its wall stands; farther ones are of other articles.
LINES_BEHIND = 10
MAX_WALL_CHARS = 250
# More text than this is no sample.
MAX_SAMPLE_CHARS = 3000
_THIS = (
    r"(?:diese[nrs]?|den|dein|der)\s(?:(?:ganze|vollständige|komplette)[nr]?\s)?"
    r"(?:artikel|text|beitrag|inhalt)"
)
_WALL = re.compile(
    r"\W*(?:(?:(?:sie|du)\s)?(?:möchten|wollen|möchtest|willst)\s(?:(?:sie|du)\s)?.{0,40}\bweiterlesen\W*$"
    r"|(?:jetzt\s)?(?:mit\s\S+(?:\s\S+){0,2}\sweiterlesen|weiterlesen\smit\s\S+(?:\s\S+){0,2})\W*$"
    r"|(?:dieser|diesen|dieses)\s(?:\S+\s)?(?:artikel|beitrag|text|inhalt|angebot)\b.{0,60}"
    r"\b(?:nur|exklusiv|ausschließlich)\b.{0,40}(?:abonnent|abonnement|\babo\b|mitglied|registriert|plus)"
    r"|(?:nur|exklusiv)\sfür\s(?:\S+\s)?(?:abonnent|mitglied)\w*\W*$"
    r"|(?:(?:sie|du)\s(?:sind|bist)\s)?(?:bereits|schon)\s(?:\S+-)?(?:abonnent|kund|mitglied)\w*\s?\?"
    r"|(?:sie\shaben|du\shast)\s(?:bereits|schon)\s(?:ein|einen)\s(?:\S+-?)?(?:abo|zugang)\b"
    r"|ja\.?\sich\sbin\sabonnent"
    rf"|(?:(?:sie|du)\s)?(?:(?:möchten|wollen|möchtest|willst)\s)?(?:jetzt\s)?(?=dies){_THIS}\s"
    r"(?:jetzt\s)?(?:weiter)?lesen\W*$"
    r"|(?:\S+\s){0,4}(?:abo\s\S+|abonnieren|einloggen|anmelden|registrieren|unbegrenzt|\d\s?(?:euro|€))"
    r"\s(?:und\s)?weiterlesen\W*$|um\sweiterzulesen,"
    rf"|(?:um\s|für\s|(?:bitte\s)?(?:melden|loggen)\ssie\ssich\s(?:ein|an),\sum\s)"
    rf"(?:weiterzulesen|{_THIS}\b(?:\szu\slesen)?)\W*(?:$|.{{0,40}}\b(?:abo\w*|konto|an|ein)\b)"
    r"|(?:sie\shaben|du\shast)\s(?:aktuell\skeinen\szugriff|(?:noch\s)?kein\sabo)\b"
    r"|(?:(?:sie|du)\s(?:sind|bist)\s)?noch\skeine?\sabonnent"
    r"|(?:mit\s\S+(?:\s\S+){0,2}\s)?alle\sartikel\s(?:unbegrenzt\s)?lesen(?:\smit\s\S+(?:\s\S+)?)?\W*$"
    r"|lesen\ssie\smit\s(?:\S+\s){1,3}weiter\W*$|weiterlesen\smit\sdem\s.{0,40}\babo\W*$"
    r"|(?:exklusive\w*\s)?artikel\sfür\s(?:unsere\s)?abonnent|wählen\ssie\s.{0,30}\bund\slesen\ssie\b"
    r"|(?:der|den)\s(?:vollständige|ganze|komplette)n?\s(?:artikel|text|beitrag)\b.{0,40}\b(?:abo|abonnent)"
    r"|ihr\s(?:lese)?kontingent\b|(?:schon|bereits)\sregistriert\s?[?!])",
    re.I,
)


# What servers, and those who guard them, send in place of a page.
_ERROR = re.compile(
    r"\W*(?:(?:fehler|error)\W{0,3})?[45]0\d\W*(?:$|[:|·–-]|(?:not|seite|fehler|error|nicht|forbidden|bad)\b)|.{0,20}\b(?:(?:seite|artikel|page|dokument)\s"
    r"(?:wurde\s)?(?:leider\s)?(?:nicht\s(?:gefunden|mehr\sverfügbar)|not\sfound)|not\sfound)\W*(?:$|\s[|·–-]\s)"
    r"|just\sa\smoment|attention\srequired|access\sdenied|zugriff\s(?:verweigert|nicht\serlaubt)"
    r"|(?:sind\ssie|bist\sdu)\sein\s(?:mensch|roboter)|sicherheits(?:über)?prüfung\W*$"
    r"|wartungs(?:arbeiten|modus)\W*$|.{3,40}\b(?:wird|werden)\sgerade\sgewartet\b",
    re.I,
)
MAX_ERROR_CHARS = 600


def is_error(title: str, letters: int) -> bool:
    """Tell if a page of so many letters of text is one that is sent in place of another."""
    return letters <= MAX_ERROR_CHARS and bool(_ERROR.match(title))


def is_wall(text: str) -> bool:
    """Tell if a line says that only those who have paid read on."""
    return len(text) <= MAX_WALL_CHARS and bool(_WALL.match(text))


def is_walled(lines: Sequence[Line], text: Sequence[Line]) -> bool:
    """Tell if a page shows but the beginning of its text. `lines`: of the page, `text`: of that."""
    if not text or sum(len(line.text) for line in text) > MAX_SAMPLE_CHARS:
        return False
    end = lines.index(text[-1])
    return any(is_wall(line.text) for line in (*text, *lines[end : end + LINES_BEHIND]))
