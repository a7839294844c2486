"""How many articles were found when: a bar a day, month, quarter, year or decade, each a link.

In: results with their months and days, perhaps those of all articles.  Out: bars in one row without
gaps in time, or nothing. Their heights are counts, or shares of all articles of the same time.
The bars are for the eye and the mouse: whoever cannot use them has the same in the list of times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from search import FacetValue, SearchResults
from web import filters
from web.forms import PAGE_SIZE
from web.links import quoted
from web.presenters import SHARES, TELLING, url
from web.times import Within

MOST_BARS = 62  # the days of two months
# Months that a bar may stand for.
_UNITS = (1, 3, 12, 120)
# The lowest bar, in hundredths of the highest: one article is not nothing.
_LOWEST = 4
# A bar stands out that is so many times as high as half of those with articles, and has so many.
_STANDS_OUT, _LEAST = 3, 5
# The share of a time with fewer articles in all is mostly chance.
_LEAST_OF = 20


class Bar(NamedTuple):
    """A time and how many articles were found in it, of how many in all (0: that is not asked).

    `height`: of the highest bar's 100. `sure`: it is compared with others, and not a share of next
    to nothing. `highest`: it is one of those and none of them is higher.
    """

    label: str
    url: str
    articles: int
    of: int
    height: int
    sure: bool
    highest: bool

    @property
    def share(self) -> float:
        """Return which part of all articles was found, from 0 to 1."""
        return self.articles / self.of


class Timeline(NamedTuple):
    """Bars, earliest first. `most`: how many articles, or which share, the highest have.

    `peak`: the highest, None of several. `why`: the URL that tells what was the matter then, "" if
    it does not stand out. `shares`: heights are shares. `switch`: the URL of the other heights.
    """

    bars: tuple[Bar, ...]
    most: float
    peak: Bar | None
    why: str
    shares: bool
    switch: str


class _Span(NamedTuple):
    """What a time is called, the first and the last of it as a filter names them; articles found
    then and in all.
    """

    label: str
    since: str
    until: str
    articles: int
    of: int

    def measure(self) -> float:
        """Return what the height of its bar stands for."""
        return self.articles / self.of if self.of else self.articles


Times = Mapping[str, Sequence[FacetValue]]


def timeline(results: SearchResults, every: Times | None = None) -> Timeline | None:
    """Return when the articles found were published; None where a page shows all of them, or one
    bar would.

    Args:
        every: the months and days of all articles, if heights are to be shares of them.
    """
    days, months = _counted(results.facets, "day"), _counted(results.facets, "month")
    if results.articles <= PAGE_SIZE or len(days or months) < 2:
        return None
    of = _counted(every or {}, "day" if days else "month")
    spans = list(_by_day(days, of) if days else _by_months(months, of))
    if of:  # of the copies of a text another one may be shown there, of another month
        spans = [span._replace(of=max(span.of, span.articles)) for span in spans]
    sure = [span for span in spans if span.articles and span.of >= _LEAST_OF]
    compared = sure if len(sure) > 1 else spans
    most = max(span.measure() for span in compared)
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
            of=span.of,
            height=_height(span.measure() / most),
            sure=span in compared,
            highest=span in compared and span.measure() == most,
        )
        for span in spans
    )
    peak, *others = (bar for bar in bars if bar.highest)
    usual = _STANDS_OUT * median(span.measure() for span in compared if span.articles)
    stands_out = not others and peak.articles >= _LEAST and most >= usual
    return Timeline(
        bars=bars,
        most=most,
        peak=None if others else peak,
        why=f"{peak.url}&{TELLING}" if stands_out else "",
        shares=bool(of),
        switch=url(results.request) if of else f"{url(results.request)}&{SHARES}",
    )


def course(results: SearchResults, every: Times) -> Iterator[tuple[str, int, int]]:
    """Yield every month, or day of a short time, from the first with a hit to the last: its name as
    a filter has it, how many articles were found in it, and of how many in all.
    """
    name = "day" if results.facets.get("day") else "month"
    found, of = _counted(results.facets, name), _counted(every, name)
    if found:
        first, last = min(found), max(found)
        for time in _days(first, last) if name == "day" else _months(first, last):
            yield time, found.get(time, 0), max(of.get(time, 0), found.get(time, 0))


def _days(first: str, last: str) -> Iterator[str]:
    since, until = date.fromisoformat(first), date.fromisoformat(last)
    return ((since + timedelta(days=n)).isoformat() for n in range((until - since).days + 1))


def _months(first: str, last: str) -> Iterator[str]:
    return map(_month, range(_number(first), _number(last) + 1))


def _counted(facets: Times, name: str) -> dict[str, int]:
    return {value.value: value.articles for value in facets.get(name, ())}


def _height(part: float) -> int:
    return min(100, max(_LOWEST, round(100 * part))) if part else 0


def _by_day(found: dict[str, int], of: dict[str, int]) -> Iterator[_Span]:
    for day in _days(min(found), max(found)):
        yield _Span(filters.date(day), day, day, found.get(day, 0), of.get(day, 0))


def _by_months(found: dict[str, int], of: dict[str, int]) -> Iterator[_Span]:
    """Yield the shortest spans of which there is room for all; of more decades the last ones.

    Each is the sum of its months: a text whose copies appeared in two of them counts twice.
    """
    numbered = {_number(month): articles for month, articles in found.items()}
    first, last = min(numbered), max(numbered)
    unit = next((u for u in _UNITS if last // u - first // u < MOST_BARS), _UNITS[-1])
    counts, wholes = _summed(numbered, unit), _summed({_number(m): n for m, n in of.items()}, unit)
    for place in range(max(first // unit, last // unit - MOST_BARS + 1), last // unit + 1):
        yield _Span(*_named(place * unit, unit), counts[place], wholes[place])


def _summed(numbered: dict[int, int], unit: int) -> Counter[int]:
    counts: Counter[int] = Counter()
    for number, articles in numbered.items():
        counts[number // unit] += articles
    return counts


@lru_cache(4096)  # every page has the same months
def _number(month: str) -> int:
    """Return the months since January of the year 0."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _named(number: int, unit: int) -> tuple[str, str, str]:
    """Return label, first and last of some months; `number`: months since January of the year 0."""
    year = number // 12
    since, until = map(_month, (number, number + unit - 1))
    match unit:
        case 1:
            return filters.date(since), since, until
        case 3:
            return f"{number % 12 // 3 + 1}. Quartal {year}", since, until
        case 12:
            return f"{year}", since[:4], until[:4]
    return f"{year} bis {year + 9}", since[:4], until[:4]
