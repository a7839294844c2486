"""The days of a month or two, by which what was published then is counted as well.

In: the months that something was found in.  Out: days with the moments they begin at.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from search.settings import SITE_ZONE


def days_within(months: Collection[str]) -> dict[str, int]:
    """Return the days of one month, or of two in a row; nothing of more, or of others.

    Args:
        months: like "2025-04", each once.
    Returns: "2025-04-01" → the first second of that day in the site's time zone; ascending.
    """
    if not 1 <= len(months) <= 2:
        return {}
    named = [(int(month[:-3]), int(month[-2:])) for month in sorted(months)]
    if 12 * (named[-1][0] - named[0][0]) + named[-1][1] - named[0][1] > 1:
        return {}
    zone = ZoneInfo(SITE_ZONE)
    days = [
        datetime(year, month, day, tzinfo=zone)
        for year, month in named
        for day in range(1, monthrange(year, month)[1] + 1)
    ]
    return {day.date().isoformat(): int(day.timestamp()) for day in days}
