"""Read the dates a German reader types, as ranges of publication time.

In: a date, month, quarter, year or a word such as "gestern", and the present moment.
Out: a half-open range, midnight to midnight in the site's time zone, or None when unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from search.errors import QueryError
from search.query.tree import Published
from search.settings import SITE_ZONE

ZONE = ZoneInfo(SITE_ZONE)
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
EXAMPLES = "2025, März 2025, 12.03.2025 oder „letzte Woche“"

Range = tuple[datetime, datetime]

_FIRST_YEAR, _LAST_YEAR = 1000, 9999
# Two digits: 69–99 are the last century, as in POSIX strptime.
_PIVOT = 69
# Longer than every date this module reads.
_MAX_LENGTH = 64

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)},
    **{"jänner": 1, "jaenner": 1, "jän": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9},
}
_NAME = "(?P<name>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_YEAR = "(?P<year>[0-9]{4})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        _YEAR,
        _YEAR + "-(?P<month>[0-9]{1,2})",
        _YEAR + "-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\.",
        r"(?P<month>[0-9]{1,2})[/.]" + _YEAR,
        r"(?P<day>[0-9]{1,2})\.? ?" + _NAME + f"(?: {_YEAR})?",
        _NAME + f"(?: {_YEAR})?",
        r"(?:(?P<quarter>[1-4])\. ?quartal|q(?P<q>[1-4]))(?: " + _YEAR + ")?",
    )
)
_DAYS_AGO = {"heute": 0, "gestern": 1, "vorgestern": 2}
_RELATIVE = re.compile(
    r"(?:(?P<this>diese[nrsm]?)|(?:letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?))"
    r" (?P<unit>woche|monat|monats|jahr|jahres)"
)


def read_date(text: str, *, now: datetime) -> Range | None:
    """Return the range a date names, or None. A date without a year lies in the present one.

    Args:
        text: "2025", "12.3.25", "12. März", "3. Quartal 2024", "letzte Woche" ...
        now: the present moment, aware.
    Returns: [start, end), aware, in the site's zone; the year 9999 ends a microsecond early.
    """
    if len(text) > _MAX_LENGTH:
        return None
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    try:
        today = now.astimezone(ZONE).date()
        if words in _DAYS_AGO:
            return day_range(today - timedelta(days=_DAYS_AGO[words]))
        if relative := _RELATIVE.fullmatch(words):
            return _relative(relative["unit"], today, ago=0 if relative["this"] else 1)
        for shape in _SHAPES:
            if match := shape.fullmatch(words):
                return _absolute(match.groupdict(), today)
    except (ValueError, OverflowError):
        return None  # such as 31. Februar, month 13, year 0999
    return None


def day_range(day: date) -> Range:
    """Return one day."""
    return _midnight(day), _after(day)


def months_range(year: int, month: int, count: int = 1) -> Range:
    """Return `count` months from the first of a month on. Raises: ValueError, month not 1–12."""
    years, index = divmod(month - 1 + count - 1, 12)
    last = date(year + years, index + 1, 28) + timedelta(days=3)
    while last.month != index + 1:
        last -= timedelta(days=1)
    return _midnight(date(year, month, 1)), _after(last)


def year_range(year: int) -> Range:
    """Return one year."""
    return _midnight(date(year, 1, 1)), _after(date(year, 12, 31))


def published_range(since: str, until: str, *, now: datetime) -> Published | None:
    """Return the range of two form fields, both ends included; None when both are empty.

    Raises: QueryError if one cannot be read or the first lies after the second.
    """
    first, last = _form_date(since, "von", now), _form_date(until, "bis", now)
    if first is None and last is None:
        return None
    if first is not None and last is not None and first[0] >= last[1]:
        raise QueryError(
            f"Der Zeitraum endet („{until.strip()}“), bevor er beginnt („{since.strip()}“). "
            "Bitte die beiden Daten tauschen."
        )
    return Published(first[0] if first else None, last[1] if last else None)


def _form_date(text: str, name: str, now: datetime) -> Range | None:
    if not text.strip():
        return None
    found = read_date(text, now=now)
    if found is None:
        shown = text.strip()[:_MAX_LENGTH]
        raise QueryError(
            f"Das Datum „{shown}“ im Feld „{name}“ ist nicht lesbar. "
            f"Bitte so schreiben: {EXAMPLES}."
        )
    return found


def _relative(unit: str, today: date, *, ago: int) -> Range:
    if unit == "woche":
        monday = today - timedelta(days=today.weekday() + 7 * ago)
        return _midnight(monday), _after(monday + timedelta(days=6))
    if unit.startswith("monat"):
        years, index = divmod(today.year * 12 + today.month - 1 - ago, 12)
        return months_range(years, index + 1)
    return year_range(today.year - ago)


def _absolute(found: dict[str, str | None], today: date) -> Range:
    """Return the range of a matched shape. Raises: ValueError if there is no such day or month."""
    year = _year(found.get("year"), today)
    quarter = found.get("quarter") or found.get("q")
    if quarter:
        return months_range(year, 3 * int(quarter) - 2, 3)
    name, number, day = found.get("name"), found.get("month"), found.get("day")
    if not name and not number:
        return year_range(year)
    month = _MONTH_NUMBERS[name] if name else int(number or 0)
    return day_range(date(year, month, int(day))) if day else months_range(year, month)


def _year(digits: str | None, today: date) -> int:
    if digits is None:
        return today.year
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= _PIVOT else 2000)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(digits)
    return year


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


def _after(day: date) -> datetime:
    """Return the end of a day: the next midnight, or the last moment Python knows."""
    if day == date.max:
        return datetime.combine(day, time.max, tzinfo=ZONE)
    return _midnight(day + timedelta(days=1))
