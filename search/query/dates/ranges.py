"""Ranges of days in the site's time zone: days, months, years, and those counted back from today.

In: numbers and days.  Out: half-open ranges from midnight to midnight.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from search.settings import SITE_ZONE

ZONE = ZoneInfo(SITE_ZONE)
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

Range = tuple[datetime, datetime]


def day_range(day: date) -> Range:
    """Return one day."""
    return midnight(day), after(day)


def days_range(first: date, last: date) -> Range:
    """Return the days from the first to the last. Raises: ValueError if they are in wrong order."""
    if first > last:
        raise ValueError(f"{first} lies after {last}")
    return midnight(first), after(last)


def months_range(year: int, month: int, count: int = 1) -> Range:
    """Return `count` months from the first of a month on. Raises: ValueError, month not 1–12."""
    first = date(year, month, 1)
    return midnight(first), after(_last_of_month(*_moved(year, month, count - 1)))


def year_range(year: int) -> Range:
    """Return one year."""
    return midnight(date(year, 1, 1)), after(date(year, 12, 31))


def decade_range(year: int) -> Range:
    """Return the ten years that begin with one."""
    return midnight(date(year, 1, 1)), after(date(year + 9, 12, 31))


def week_range(day: date) -> Range:
    """Return the week, Monday to Sunday, in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    return days_range(monday, monday + timedelta(days=6))


def units_ago(unit: str, count: int, today: date) -> Range:
    """Return the whole day, week, month or year so many before the present one."""
    match unit:
        case "day":
            return day_range(today - timedelta(days=count))
        case "week":
            return week_range(today - timedelta(days=7 * count))
        case "month":
            return months_range(*_moved(today.year, today.month, -count))
        case _:
            return year_range(today.year - count)


def last_units(unit: str, count: int, today: date) -> Range:
    """Return the last so many days, weeks, months or years up to and with today.

    Raises: ValueError if there are none. "The last month" on 31 March begins on 1 March.
    """
    if not count:
        raise ValueError("no days")
    if unit in {"day", "week"}:
        return days_range(today - timedelta(days=count * (7 if unit == "week" else 1) - 1), today)
    year, month = _moved(today.year, today.month, -count * (12 if unit == "year" else 1))
    last = _last_of_month(year, month)
    return days_range(
        min(date(year, month, 1) + timedelta(today.day - 1), last) + timedelta(1), today
    )


def weekday_before(number: int, today: date, *, strictly: bool) -> Range:
    """Return the latest day with a weekday (Monday 0); `strictly`: not today."""
    back = (today.weekday() - number) % 7
    return day_range(today - timedelta(days=back or 7 * strictly))


def part_of(found: Range, part: int) -> Range:
    """Return the beginning (0), middle (1) or end (2) of a month or year: a third of it."""
    first = found[0].astimezone(ZONE).date()
    if found == year_range(first.year):
        return months_range(first.year, 1 + 4 * part, 4)
    last = _last_of_month(first.year, first.month)
    start = first + timedelta(days=10 * part)
    return days_range(start, last if part == 2 else start + timedelta(days=9))


def midnight(day: date) -> datetime:
    """Return the beginning of a day."""
    return datetime.combine(day, time(), tzinfo=ZONE)


def after(day: date) -> datetime:
    """Return the end of a day: the next midnight, or the last moment Python knows."""
    if day == date.max:
        return datetime.combine(day, time.max, tzinfo=ZONE)
    return midnight(day + timedelta(days=1))


def _moved(year: int, month: int, by: int) -> tuple[int, int]:
    years, index = divmod(year * 12 + month - 1 + by, 12)
    return years, index + 1


def _last_of_month(year: int, month: int) -> date:
    last = date(year, month, 28) + timedelta(days=3)
    while last.month != month:
        last -= timedelta(days=1)
    return last
