"""Read the dates a German reader types, as ranges of publication time.

In: a date, month, quarter, season, year or a word such as "gestern", and the present moment.
Out: a half-open range, midnight to midnight in the site's time zone, or None when unreadable.
Whole units of the calendar are meant: "letzte Woche" and "vor 1 Woche" are Monday to Sunday of the
week before, "vor 3 Monaten" is that month; "letzte 7 Tage" alone ends today. A season follows the
months (Sommer: June to August); Winter 2024 begins in December 2024.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache

from search.query.dates.ranges import (
    MONTHS,
    ZONE,
    Range,
    day_range,
    decade_range,
    last_units,
    months_range,
    part_of,
    units_ago,
    week_range,
    weekday_before,
    year_range,
)

EXAMPLES = "2025, März 2025, 12.03.2025 oder „letzte Woche“"
# Longer than every date.
MAX_LENGTH = 64

_FIRST_YEAR, _LAST_YEAR = 1000, 9999
# Two digits: 69–99 are the last century, as in POSIX strptime.
_PIVOT = 69

_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)},
    **{"jänner": 1, "jaenner": 1, "jän": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9},
}
_SEASONS = {"frühling": 3, "frühjahr": 3, "sommer": 6, "herbst": 9, "winter": 12}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag".split()
    )
    for name in names.split("/")
}
_NUMBERS = {
    **dict.fromkeys(("ein", "eine", "einem", "einen", "einer"), 1),
    **{"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8},
    **{"neun": 9, "zehn": 10, "elf": 11, "zwölf": 12},
}
_UNITS = {"tag": "day", "woche": "week", "monat": "month", "jahr": "year"}
_PARTS = {"anfang": 0, "mitte": 1, "ende": 2}
_DAYS_AGO = {"heute": 0, "gestern": 1, "vorgestern": 2}


def _one_of(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_YEAR = r"(?P<year>[0-9]{4})"
_MAYBE_YEAR = f"(?: {_YEAR})?"
_NAME = rf"(?P<name>{_one_of(_MONTHS)})\.?"
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{_one_of(_NUMBERS)})"
_SEASON = rf"(?P<season>{_one_of(_SEASONS)})"
_UNIT = r"(?P<unit>tag|woche|monat|jahr)(?:en|es|e|n|s)?"
_LAST = r"letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?"
_ORDINAL = r"(?:(?P<number>[1-4])\.|(?P<word>erste[snr]?|zweite[snr]?|dritte[snr]?|vierte[snr]?))"
_ORDINALS = ("erste", "zweite", "dritte", "vierte")

# A day or a month that is named in full, and how it may be led in: "vom 15. März 2020", "15.03.20",
# "seit März 2020". A year alone is mostly a part of a name ("Bundestagswahl 2021"), and "bis 2030"
# of a plan.
_MONTH_NAME = rf"(?:{_one_of(_MONTHS)})\.?"
_FULL_DAY = (
    rf"(?:[0-9]{{1,2}}\.? ?(?:[0-9]{{1,2}}\. ?[0-9]{{2}}(?:[0-9]{{2}})?|{_MONTH_NAME} [0-9]{{4}})"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
)
_FULL_MONTH = rf"(?:{_MONTH_NAME} [0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{4}})"
_FULL_YEAR = "(?:19|20)[0-9]{2}"
# "1950er", "50er": with two digits of the last century; "20er" may be this or that.
_DECADE = "(?:[1-9][0-9]{2}|[3-9])0er"
_DATED = f"(?:{_FULL_DAY}|{_FULL_MONTH})"
MOST_WORDS_OF_A_DATE = 8

_Found = dict[str, str | None]


def read_date(text: str, *, now: datetime) -> Range | None:
    """Return the range a date names, or None. A date without a year lies in the present one.

    Args:
        text: "2025", "12.3.25", "12. März", "3. Quartal 2024", "letzte Woche" ...
        now: the present moment, aware.
    Returns: [start, end), aware, in the site's zone; the year 9999 ends a microsecond early.
    """
    if len(text) > MAX_LENGTH:
        return None
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    try:
        today = now.astimezone(ZONE).date()
        for shape, range_of in _shapes():
            if match := shape.fullmatch(words):
                return range_of(match.groupdict(), today)
    except (ValueError, OverflowError):
        return None  # such as 31. Februar, month 13, year 0999
    return None


def names_a_time(word: str) -> bool:
    """Tell whether a word alone names a time: "März", "Montag", "Sommer", "gestern"."""
    return any(shape.fullmatch(word.lower()) for shape, _ in _shapes())


def date_clause(text: str) -> str:
    """Return the clause that asks for a time which a text names, else "".

    It may name a day that there is not.
    """
    if not any(map(str.isdigit, text)):
        return ""
    words = " ".join(text.rstrip(",;:!?").split())
    for field, shape in _clauses():
        if found := shape.fullmatch(words):
            return f"{field or found['lead'].lower()}:{found['date']}"
    return ""


@cache
def _clauses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the shapes of dates in a text and the fields they ask for, the longest first.

    Compiled when they are needed, as below: most queries name no time.
    """
    return tuple(
        (field, re.compile(shape, re.I))
        for field, shape in (
            ("im", rf"(?:von |vom |zwischen )?(?P<date>{_DATED} (?:bis|und) {_DATED})"),
            ("im", rf"(?:von|zwischen) (?P<date>{_FULL_YEAR} (?:bis|und) {_FULL_YEAR})"),
            ("", rf"(?P<lead>seit|ab|bis|vor|nach) (?:dem )?(?P<date>{_DATED})"),
            ("", rf"(?P<lead>seit|ab) (?P<date>{_FULL_YEAR})"),
            ("am", rf"(?:am |vom )?(?P<date>{_FULL_DAY})"),
            ("im", rf"(?:im )?(?P<date>{_FULL_MONTH})"),
            ("im", rf"im Jahre? (?P<date>{_FULL_YEAR})"),
            ("im", rf"(?:(?:in )?(?:den|die|der) )?(?P<date>{_DECADE})[ -]Jahren?"),
        )
    )


def _day(found: _Found, today: date) -> Range:
    return day_range(date(_year(found, today), _month(found), int(found["day"] or 0)))


def _whole_month(found: _Found, today: date) -> Range:
    return months_range(_year(found, today), _month(found))


def _whole_year(found: _Found, today: date) -> Range:
    return year_range(_year(found, today))


def _decade(found: _Found, today: date) -> Range:  # noqa: ARG001  as the others
    year = (found["decade"] or "").removesuffix("er")
    return decade_range(int(year) if len(year) > 2 else 1900 + int(year))


def _quarter(found: _Found, today: date) -> Range:
    return months_range(_year(found, today), 3 * _ordinal(found) - 2, 3)


def _half(found: _Found, today: date) -> Range:
    # There is no third: that would begin in month 13.
    return months_range(_year(found, today), 6 * _ordinal(found) - 5, 6)


def _season(found: _Found, today: date) -> Range:
    year = _year(found, today)
    if found["next"] and int(found["next"]) != (year + 1) % 10 ** len(found["next"]):
        raise ValueError("a winter ends in the next year")
    return months_range(year, _SEASONS[found["season"] or ""], 3)


def _week(found: _Found, today: date) -> Range:
    # The ISO week: the first one of a year holds its first Thursday.
    return week_range(date.fromisocalendar(_year(found, today), int(found["week"] or 0), 1))


def _part(found: _Found, today: date) -> Range:
    whole = _whole_month(found, today) if found["name"] else _whole_year(found, today)
    return part_of(whole, _PARTS[found["part"] or ""])


def _named_day(found: _Found, today: date) -> Range:
    return units_ago("day", _DAYS_AGO[found["named"] or ""], today)


def _weekday(found: _Found, today: date) -> Range:
    return weekday_before(
        _WEEKDAYS[found["weekday"] or ""], today, strictly=found["last"] is not None
    )


def _units_before(found: _Found, today: date) -> Range:
    return units_ago(_UNITS[found["unit"] or ""], _count(found), today)


def _last_unit(found: _Found, today: date) -> Range:
    ago = 0 if found["this"] else 2 if found["second"] else 1
    return units_ago(_UNITS[found["unit"] or ""], ago, today)


def _last_units(found: _Found, today: date) -> Range:
    return last_units(_UNITS[found["unit"] or ""], _count(found), today)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], Callable[[_Found, date], Range]], ...]:
    """Return the shapes of dates and what they mean."""
    return tuple(
        (re.compile(shape), range_of)
        for shape, range_of in (
            (rf"(?:(?:das |im )?jahr )?{_YEAR}", _whole_year),
            (rf"(?:(?:in )?(?:den |die |der ))?(?P<decade>{_DECADE})(?:[ -]jahren?)?", _decade),
            (_YEAR + "-(?P<month>[0-9]{1,2})", _whole_month),
            (_YEAR + "-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})", _day),
            (r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4}|[0-9]{2})", _day),
            (r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\.", _day),
            (r"(?P<month>[0-9]{1,2})[/.]" + _YEAR, _whole_month),
            (r"(?P<day>[0-9]{1,2})\.? ?" + _NAME + _MAYBE_YEAR, _day),
            (_NAME + _MAYBE_YEAR, _whole_month),
            (rf"{_ORDINAL} ?quartal{_MAYBE_YEAR}", _quarter),
            (rf"q(?P<number>[1-4])(?P<word>)(?:[ /]{_YEAR})?", _quarter),
            (rf"{_ORDINAL} ?halbjahr{_MAYBE_YEAR}", _half),
            (
                _SEASON + rf"(?: {_YEAR}(?:/(?P<next>[0-9]{{2}}|[0-9]{{4}}))?)?",
                _season,
            ),
            (rf"(?:kw|kalenderwoche) ?(?P<week>[0-9]{{1,2}})(?:[ /]{_YEAR})?", _week),
            (rf"(?P<week>[0-9]{{1,2}})\. ?(?:kw|kalenderwoche){_MAYBE_YEAR}", _week),
            (rf"(?P<part>{_one_of(_PARTS)}) (?P<name>){_YEAR}", _part),
            (rf"(?P<part>{_one_of(_PARTS)}) {_NAME}{_MAYBE_YEAR}", _part),
            (f"(?P<named>{_one_of(_DAYS_AGO)})", _named_day),
            (rf"(?:am )?(?P<last>{_LAST})? ?(?P<weekday>{_one_of(_WEEKDAYS)})", _weekday),
            (rf"vor {_COUNT} {_UNIT}", _units_before),
            (
                rf"(?:(?P<this>diese[nrsm]?)|(?P<second>vorletzte[nrsm]?)|{_LAST}) {_UNIT}",
                _last_unit,
            ),
            (rf"(?:den |die |der )?(?:{_LAST}) {_COUNT} {_UNIT}", _last_units),
            ("heuer", _whole_year),
        )
    )


def _month(found: _Found) -> int:
    name = found.get("name")
    return _MONTHS[name] if name else int(found["month"] or 0)


def _ordinal(found: _Found) -> int:
    number, word = found["number"], found["word"]
    return int(number) if number else 1 + _ORDINALS.index((word or "").rstrip("snr"))


def _count(found: _Found) -> int:
    count = found["count"] or ""
    return _NUMBERS.get(count) or int(count)


def _year(found: _Found, today: date) -> int:
    digits = found.get("year")
    return today.year if digits is None else full_year(digits)


def full_year(digits: str) -> int:
    """Return the year that four or two digits name. Raises: ValueError before the year 1000."""
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= _PIVOT else 2000)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(digits)
    return year
