"""Read periods with one or two ends: "seit 2020", "vor März 2024", "2020 bis 2022".

In: what stands in a date field or behind `seit:`, `bis:`, `am:`, `im:`.  Out: (start, end), half-
open; None is no end.
"""

from __future__ import annotations

import re
from datetime import datetime

from search.errors import QueryError
from search.query.dates.reading import EXAMPLES, MAX_LENGTH, read_date
from search.query.tree import Published

Period = tuple[datetime | None, datetime | None]

_BETWEEN = re.compile(
    r"(?:(?:von|vom|zwischen)\s+)?(.+?)\s+(?:bis(?:\s+zum)?|und|[-–—])\s+(?:dem\s+)?(.+)", re.I
)
_YEARS = re.compile(r"([0-9]{4})\s?[-–—]\s?([0-9]{4})")
_OPEN = re.compile(
    r"(seit|ab|von|vom|nach|bis|vor|im|in|am)(?:\s+(?:der|dem|den|zum|zur))?\s+(.+)", re.I
)


def read_period(text: str, *, now: datetime) -> Period | None:
    """Return the ends of a period, None if it cannot be read; at least one end is given."""
    text = " ".join(text.split())
    if len(text) > 2 * MAX_LENGTH:
        return None
    if found := read_date(text, now=now):
        return found
    if two := _YEARS.fullmatch(text) or _BETWEEN.fullmatch(text):
        return _between(read_date(two[1], now=now), read_date(two[2], now=now))
    if (one := _OPEN.fullmatch(text)) and (found := read_date(one[2], now=now)):
        match one[1].lower():
            case "seit" | "ab" | "von" | "vom":
                return found[0], None
            case "nach":
                return found[1], None
            case "bis":
                return None, found[1]
            case "vor":
                return None, found[0]
            case _:
                return found
    return None


def _between(first: Period | None, last: Period | None) -> Period | None:
    if first is None or last is None or first[0] is None or last[1] is None:
        return None
    return (first[0], last[1]) if first[0] < last[1] else None


def published_range(since: str, until: str, *, now: datetime) -> Published | None:
    """Return the range of two form fields, both ends included; None when both are empty.

    Raises: QueryError if one cannot be read or the first lies after the second.
    """
    first = _form_end(since, "Anfang", 0, now)
    last = _form_end(until, "Ende", 1, now)
    if first is None and last is None:
        return None
    if first is not None and last is not None and first >= last:
        raise QueryError(
            f"Der Zeitraum endet („{until.strip()}“), bevor er beginnt („{since.strip()}“). "
            "Bitte die beiden Daten tauschen."
        )
    return Published(first, last)


def _form_end(text: str, name: str, end: int, now: datetime) -> datetime | None:
    if not text.strip():
        return None
    found = read_period(text, now=now)
    if found is None or found[end] is None:
        shown = text.strip()[:MAX_LENGTH]
        raise QueryError(
            f"Das Datum „{shown}“ ist als {name} des Zeitraums nicht lesbar. "
            f"Bitte so schreiben: {EXAMPLES}."
        )
    return found[end]
