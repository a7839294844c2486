"""How many articles were found when: a bar a day, month, quarter, year or decade, each a link.

In: results with their months and days.  Out: bars in one row without gaps in time, or nothing.
The bars are for the eye and the mouse: whoever cannot use them has the same in the list of times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from search import SearchResults
from web import filters
from web.forms import PAGE_SIZE
from web.links import quoted
from web.presenters import TELLING, url
from web.times import Within

MOST_BARS = 62  # the days of two months
# Months that a bar may stand for.
_UNITS = (1, 3, 12, 120)
# The lowest bar, in hundredths of the highest: one article is not nothing.
_LOWEST = 4
# A bar stands out that is so many times as high as half of those with articles, and has so many.
_STANDS_OUT, _LEAST = 3, 5


class Bar(NamedTuple):
    """A time and how many articles were found in it. `height`: of the highest bar's 100."""

    label: str
    url: str
    articles: int
    height: int


class Timeline(NamedTuple):
    """Bars, earliest first. `most`: how many articles the highest have.

    `peak`: the highest, None of several. `why`: the URL that tells what was the matter then, "" if
    it does not stand out.
    """

    bars: tuple[Bar, ...]
    most: int
    peak: Bar | None
    why: str


class _Span(NamedTuple):
    """What a time is called, the first and the last of it as a filter names them."""

    label: str
    since: str
    until: str
    articles: int


def timeline(results: SearchResults) -> Timeline | None:
    """Return when the articles found were published; None where a page shows all of them, or one
    bar would.
    """
    days = {v.value: v.articles for v in results.facets.get("day", ())}
    months = {v.value: v.articles for v in results.facets.get("month", ())}
    if results.articles <= PAGE_SIZE or len(days or months) < 2:
        return None
    spans = list(_by_day(days) if days else _by_months(months))
    most = max(span.articles for span in spans)
    within = Within.of(results.request)
    # One address for all, their dates put in.
    address = url(results.request, von="", bis="")

    def link(span: _Span) -> str:
        since, until = within.span(span.since, span.until)
        return f"{address}&von={quoted(since)}&bis={quoted(until)}"

    bars = tuple(
        Bar(
            label=span.label,
            url=link(span),
            articles=span.articles,
            height=max(_LOWEST, round(100 * span.articles / most)) if span.articles else 0,
        )
        for span in spans
    )
    peak, *others = (bar for bar in bars if bar.articles == most)
    if others:
        return Timeline(bars, most, None, "")
    usual = _STANDS_OUT * median(bar.articles for bar in bars if bar.articles)
    stands_out = most >= max(_LEAST, usual)
    return Timeline(bars, most, peak, f"{peak.url}&{TELLING}" if stands_out else "")


def _by_day(found: dict[str, int]) -> Iterator[_Span]:
    first, last = (date.fromisoformat(end(found)) for end in (min, max))
    for number in range((last - first).days + 1):
        day = (first + timedelta(days=number)).isoformat()
        yield _Span(filters.date(day), day, day, found.get(day, 0))


def _by_months(found: dict[str, int]) -> Iterator[_Span]:
    """Yield the shortest spans of which there is room for all; of more decades the last ones.

    Each is the sum of its months: a text whose copies appeared in two of them counts twice.
    """
    numbered = {_number(month): articles for month, articles in found.items()}
    first, last = min(numbered), max(numbered)
    unit = next((u for u in _UNITS if last // u - first // u < MOST_BARS), _UNITS[-1])
    counts: Counter[int] = Counter()
    for number, articles in numbered.items():
        counts[number // unit] += articles
    for place in range(max(first // unit, last // unit - MOST_BARS + 1), last // unit + 1):
        yield _Span(*_named(place * unit, unit), counts[place])


@lru_cache(4096)  # every page has the same months
def _number(month: str) -> int:
    """Return the months since January of the year 0."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _named(number: int, unit: int) -> tuple[str, str, str]:
    """Return label, first and last of some months; `number`: months since January of the year 0."""
    year = number // 12
    since, until = (f"{n // 12:04d}-{n % 12 + 1:02d}" for n in (number, number + unit - 1))
    match unit:
        case 1:
            return filters.date(since), since, until
        case 3:
            return f"{number % 12 // 3 + 1}. Quartal {year}", since, until
        case 12:
            return f"{year}", since[:4], until[:4]
    return f"{year} bis {year + 9}", since[:4], until[:4]
