"""Read German dates as half-open ranges of time.

In: a text such as "2024", "12.03.2025", "12. März 2025", "gestern", "letzte Woche", "3. Quartal 2024".
Out: (start, end), both in the site's time zone; None if the text is no date. Never raises.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from search.errors import QueryError
from search.query.tree import Published

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar jänner jan", "februar feber feb", "märz maerz mär", "april apr", "mai", "juni jun",
         "juli jul", "august aug", "september sep sept", "oktober okt", "november nov",
         "dezember dez"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d\d?)",
        r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)",
        r"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d{4}|\d\d)",
        r"(?P<m>\d\d?)/(?P<y>\d{4})",
        r"(?P<d>\d\d?)\.\s?" + _MONTH + r"(?:\s(?P<y>\d{4}))?",
        _MONTH + r"\s(?P<y>\d{4})",
        r"(?P<q>[1-4])\.\s?quartal\s(?P<y>\d{4})",
    )
)
_RELATIVE_DAYS = {"heute": 0, "gestern": 1, "vorgestern": 2}
_PERIOD = re.compile(r"(?P<which>letzte|diese)[nrsm]? (?P<unit>woche|monat|jahr)")


def read_date(text: str, *, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the half-open range that a text names, None if it names none."""
    folded = " ".join(text.lower().split())
    try:
        days = _relative(folded, now.date()) or _absolute(folded, now.date())
    except (ValueError, OverflowError):
        return None
    if days is None:
        return None
    return _midnight(days[0], now.tzinfo), _midnight(days[1], now.tzinfo)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone)


def _relative(text: str, today: date) -> tuple[date, date] | None:
    if text in _RELATIVE_DAYS:
        day = today - timedelta(_RELATIVE_DAYS[text])
        return day, day + timedelta(1)
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    back = 1 if match["which"] == "letzte" else 0
    if match["unit"] == "woche":
        monday = today - timedelta(today.weekday() + 7 * back)
        return monday, monday + timedelta(7)
    if match["unit"] == "monat":
        return _months(today.year * 12 + today.month - 1 - back, 1)
    return _months((today.year - back) * 12, 12)


def _absolute(text: str, today: date) -> tuple[date, date] | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        year = int(parts.get("y") or today.year)
        if year < 100:
            year += 2000 if year < 70 else 1900
        if not 1000 <= year <= 9998:
            return None
        if parts.get("q"):
            return _months(year * 12 + 3 * (int(parts["q"]) - 1), 3)
        if not parts.get("m"):
            return _months(year * 12, 12)
        month = _MONTHS.get(parts["m"]) or int(parts["m"])
        if not parts.get("d"):
            date(year, month, 1)  # refuses a month 13
            return _months(year * 12 + month - 1, 1)
        day = date(year, month, int(parts["d"]))
        return day, day + timedelta(1)
    return None


def _months(first: int, count: int) -> tuple[date, date]:
    """Return the range of `count` months; `first` is 12 x year + month - 1."""
    end = first + count
    return date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1)


def published_range(since: str, until: str, *, now: datetime) -> Published | None:
    """Return the range of two form fields, both inclusive; None if both are empty.

    Raises: QueryError if a text is no date or the first is after the second.
    """
    ends: list[datetime | None] = []
    for label, text, place in (("von", since, 0), ("bis", until, 1)):
        if not text.strip():
            ends.append(None)
            continue
        found = read_date(text, now=now)
        if found is None:
            raise QueryError(
                f"„{text[:40]}“ ist im Feld „{label}“ kein Datum. Möglich sind zum Beispiel "
                "12.03.2025, März 2025, 2025 oder gestern."
            )
        ends.append(found[place])
    start, end = ends
    if start is None and end is None:
        return None
    if start and end and start >= end:
        raise QueryError("Der Zeitraum endet vor seinem Anfang: „von“ und „bis“ sind vertauscht.")
    return Published(start, end)
