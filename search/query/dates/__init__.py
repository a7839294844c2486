"""Dates and periods as a German reader types them, to ranges of publication time. Their door.

In: text such as "März 2025", "letzte Woche" or "seit 2020", and the present moment.  Out: half-open
ranges. `ranges.py` makes ranges of numbers, `reading.py` reads one date, `periods.py` both ends.
"""

from search.query.dates.periods import published_range, read_period
from search.query.dates.ranges import MONTHS, ZONE, Range, day_range, months_range, year_range
from search.query.dates.reading import (
    EXAMPLES,
    MOST_WORDS_OF_A_DATE,
    date_clause,
    full_year,
    names_a_time,
)

__all__ = [
    "EXAMPLES",
    "MONTHS",
    "MOST_WORDS_OF_A_DATE",
    "ZONE",
    "Range",
    "date_clause",
    "day_range",
    "full_year",
    "months_range",
    "names_a_time",
    "published_range",
    "read_period",
    "year_range",
]
