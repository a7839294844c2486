"""Read the dates that files and pages give: for programs, in mails, as Germans write them.

In: a text, or the lines of a page.  Out: the moment, naive if it names no zone, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from corpus.readers.blocks import Line
from corpus.readers.boilerplate import agencies_in
from corpus.readers.decoding import clean

MAX_DATE_CHARS = 60
# So far from the headline a page shows its date; farther ones are those of other articles.
LINES_BEFORE, LINES_AFTER = 3, 6
# Of a line that says "veröffentlicht" or so, which may stand anywhere.
MAX_TOLD_CHARS = 160
_MONTHS = (
    ("jan", "jän"), ("feb",), ("mär", "mrz", "mae", "mar"), ("apr",), ("mai", "may"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dez", "dec"),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
# In full or cut, German or English: whoever made the program may not have cared.
_NAME = (
    r"(?:jan(?:uary?)?|jän(?:ner)?|feb(?:ruary?|er)?|märz?|mrz|maerz|mar(?:ch)?|apr(?:il)?|mai|may"
    r"|jun[ie]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)"
    r"(?![a-zä])\.?"
)
# "12.3.2022", "12. März 2022", "12 März, 2022"; as programs made in America write: "März 12, 2022".
_DATE = (
    r"(?:(?P<day>\d{1,2})(?:\.\s?(?P<month>\d{1,2})\.|\.?\s?(?P<name>" + _NAME + r"),?)\s?"
    r"|(?P<name_first>" + _NAME + r")\s(?P<day_second>\d{1,2}),\s)(?P<year>\d{4})"
)
_CLOCK = r"(?:\D{0,12}?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*Uhr)?)?"
_GERMAN = re.compile(_DATE + _CLOCK, re.I)
_WRITTEN = re.compile(
    rf"(?<![\w.–-]){_DATE}(?:,?\s(?:um\s|-\s)?\d{{1,2}}[:.]\d{{2}}(?:\sUhr)?)?", re.I
)
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{2,4}\s\d{1,2}:\d{2}")
# Before a date that is spoken of: "Konzert am 12.03.2025" is no line of when that was written.
_SPOKEN = re.compile(r"\b(?:am|ab|bis|den|dem|seit|vom|zum)$", re.I)
# Parts of a line: "Ilka Vandrey · 12. März 2022 · Bauen".
_PARTS = re.compile(r"\s+[·•|–—/»]\s+")
_PUBLISHED = r"(?:veröffentlicht|publiziert|erschienen|gespeichert|gepostet|eingestellt|erstellt)"
_TOLD = re.compile(rf"\b(?:{_PUBLISHED}|Datum|Stand)\b.{{0,40}}$", re.I)
_TOLD_BEHIND = re.compile(rf"^[^.]{{0,30}}\b{_PUBLISHED}\b", re.I)
# "2022-03-12 18:05 Uhr" is no ISO 8601, but begins so; "2022/03/12" nearly is.
_ISO = re.compile(r"(?:19|20)\d\d([-/])\d\d\1\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
# "12.03.22, 18:05" as tables have it. As POSIX has it, 69 and more are of the last century.
_SHORT = re.compile(r"(\d{1,2}\.\d{1,2}\.)(\d\d)(?!\d)(.*)")
_PIVOT = 69
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|$)")
_LABEL = re.compile(
    r"(?:datum|stand|veröffentlicht|publiziert|erschienen|erstellt|online|artikel|meldung)?[\s:–-]*"
    r"(?:am|vom|seit)?",
    re.I,
)


def parse_date(value: object) -> datetime | None:
    """Return the moment of an ISO 8601, mail or German date, naive if it names no zone."""
    text = clean(str(value)) if isinstance(value, str) else ""
    if not text or len(text) > MAX_DATE_CHARS:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        if _MAIL.match(text):
            return parsedate_to_datetime(text)
        if found := _SHORT.fullmatch(text):
            century = "19" if int(found[2]) >= _PIVOT else "20"
            text = f"{found[1]}{century}{found[2]}{found[3]}"
        if found := _GERMAN.search(text):
            return _moment(found)
        found = _ISO.match(text)
        return (
            datetime.fromisoformat(found[0].replace("/", "-"))
            if found
            else parsedate_to_datetime(text)
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def shown_date(lines: Sequence[Line], headline: str) -> datetime | None:
    """Return the date that a short line beside the page's headline begins or ends with, else the
    only one of which any line says that something was published then.

    Many authorities, clubs and pages of long ago give no other.
    """
    now = datetime.now()
    dates = [moment for line in lines if (moment := _told_date(line.text)) and moment <= now]
    only = dates[0] if len({moment.date() for moment in dates}) == 1 else None
    start = next(
        (at for at, line in enumerate(lines) if line.level and line.text == headline), None
    )
    if start is None:
        return only
    near = [*lines[start + 1 : start + 1 + LINES_AFTER]]
    near += reversed(lines[max(0, start - LINES_BEFORE) : start])
    moments = (_date_of_line(line.text) for line in near if len(line.text) <= MAX_DATE_CHARS)
    return next((moment for moment in moments if moment and moment <= now), only)


def date_in_address(url: str) -> datetime | None:
    """Return the day that an address has among its folders."""
    found = _DAY_IN_ADDRESS.search(url)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _date_of_line(text: str) -> datetime | None:
    found = list(_WRITTEN.finditer(text))
    if len(found) != 1:
        return None
    part = next(one for one in _PARTS.split(text) if _WRITTEN.search(one))
    day = _WRITTEN.search(part) or found[0]
    before, after = part[: day.start()].strip(), part[day.end() :].strip()
    spoken = _SPOKEN.search(before)
    if spoken and (_LABEL.fullmatch(before) or agencies_in(_SPOKEN.sub("", before).strip())):
        spoken = None
    if spoken or (before and after and not _LABEL.fullmatch(before)):
        return None
    return parse_date(day[0])


def _told_date(text: str) -> datetime | None:
    """Return the one date of a line that says when something was published."""
    found = list(_WRITTEN.finditer(text)) if len(text) <= MAX_TOLD_CHARS else []
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()], text[found[0].end() :]
    return parse_date(found[0][0]) if _TOLD.search(before) or _TOLD_BEHIND.search(after) else None


def _moment(found: re.Match[str]) -> datetime:
    """Return what was found. Raises: ValueError, such as for the 31st of February."""
    name = found["name"] or found["name_first"]
    month = _NUMBERS[name[:3].lower()] if name else int(found["month"])
    clock = int(found["hour"] or 0), int(found["minute"] or 0)
    return datetime(int(found["year"]), month, int(found["day"] or found["day_second"]), *clock)
