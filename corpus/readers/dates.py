"""Read the dates that files and pages give: for programs, in mails, as Germans write them.

In: a text, or the lines of a page.  Out: the moment, naive if it names no zone, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from corpus.readers.blocks import Line
from corpus.readers.decoding import clean

MAX_DATE_CHARS = 60
# So far from the headline a page shows its date; farther ones are those of other articles.
LINES_BEFORE, LINES_AFTER = 3, 6
_MONTHS = (
    ("jan", "jän"), ("feb",), ("mär", "mrz", "maerz"), ("apr",), ("mai",), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt",), ("nov",), ("dez",),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_DATE = (
    r"(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>"
    + "|".join(_NUMBERS)
    + r")[a-zä]{0,6}\.?)\s?(?P<year>\d{4})"
)
_CLOCK = r"(?:\D{0,12}?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*Uhr)?)?"
_GERMAN = re.compile(_DATE + _CLOCK, re.I)
_WRITTEN = re.compile(_DATE, re.I)
# Before a date that is spoken of: "Konzert am 12.03.2025" is no line of when that was written.
_SPOKEN = re.compile(r"\b(?:am|ab|bis|den|dem|seit|vom|zum)$", re.I)
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
        if found := _GERMAN.search(text):
            return _moment(found)
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def shown_date(lines: Sequence[Line], headline: str) -> datetime | None:
    """Return the date that a short line beside the page's headline begins or ends with.

    Many authorities, clubs and pages of long ago give no other.
    """
    start = next(
        (at for at, line in enumerate(lines) if line.level and line.text == headline), None
    )
    if start is None:
        return None
    near = [*lines[start + 1 : start + 1 + LINES_AFTER]]
    near += reversed(lines[max(0, start - LINES_BEFORE) : start])
    moments = (_date_of_line(line.text) for line in near if len(line.text) <= MAX_DATE_CHARS)
    return next((moment for moment in moments if moment and moment <= datetime.now()), None)


def _date_of_line(text: str) -> datetime | None:
    found = list(_WRITTEN.finditer(text))
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()].strip(), text[found[0].end() :].strip()
    spoken = _SPOKEN.search(before) and not _LABEL.fullmatch(before)
    if spoken or (before and after and not _LABEL.fullmatch(before)):
        return None
    return parse_date(text)


def _moment(found: re.Match[str]) -> datetime:
    """Return what was found. Raises: ValueError, such as for the 31st of February."""
    month = int(found["month"] or 0) or _NUMBERS[found["name"].lower()]
    clock = int(found["hour"] or 0), int(found["minute"] or 0)
    return datetime(int(found["year"]), month, int(found["day"]), *clock)
