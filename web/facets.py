"""The values that hits can be narrowed to, as links with counts.

In: results with the values of their facets.  Out: lists of links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from search import NARROWINGS, NO_AGENCY, FacetValue, SearchResults
from web.filters import date
from web.forms import parameter
from web.presenters import Choice, toggled, urls
from web.times import Within

# Values of a facet: at once, and after a click.
SHOWN_VALUES, MORE_VALUES = 10, 50
# Months that are offered as such; of an archive of decades nobody would find the early ones.
MOST_MONTHS = 24


class Facet(NamedTuple):
    """The links of one facet. `more`: those behind a click; `hidden`: how many are not listed.

    `rest`: what one of those and several are called. `of_time`: any other time can be typed.
    """

    heading: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    hidden: int
    rest: tuple[str, str]
    of_time: bool = False


def facets(results: SearchResults, others: Mapping[str, Sequence[FacetValue]]) -> Iterator[Facet]:
    """Yield every facet that has something to choose.

    `others`: by facet, what could be chosen beside what is: any one of the values is enough, so
    each of these leads to more.
    """
    request, to = results.request, urls(results.request)
    for narrowing in NARROWINGS:
        chosen: tuple[str, ...] = getattr(request, narrowing.field)
        found = [v for v in results.facets.get(narrowing.facet, ()) if v.value]
        if not chosen and {v.value for v in found} == {NO_AGENCY}:
            continue  # it parts nothing
        if chosen:
            found = [v for v in found if v.value in chosen]
            found += (v for v in others.get(narrowing.facet, ()) if v.value)
        name = parameter(narrowing)
        rows = tuple(
            Choice(
                value,
                to(**{name: toggled(chosen, value)}),
                value in chosen,
                articles,
                adds=bool(chosen) and value not in chosen,
            )
            for value, articles in found[: SHOWN_VALUES + MORE_VALUES]
        )
        if rows:
            yield _facet(narrowing.label, rows, len(found), ("seltenerer", "seltenere"))
    within = Within.of(request)
    times = _times(results, within)
    if times or request.since or request.until:  # a time with nothing in it can be mended
        rows = tuple(_time(within, v, to) for v in times[: SHOWN_VALUES + MORE_VALUES])
        facet = _facet("Zeitraum", rows, len(times), ("früheres Jahr", "frühere Jahre"))
        yield facet._replace(of_time=True)


def _times(results: SearchResults, within: Within) -> Sequence[FacetValue]:
    """Return months, or the years of many: in each of them its months are there to choose.

    Of a month that is chosen its days follow, of a part of a month they stand alone. A year is the
    sum of its months: a text whose copies appeared in two of them counts twice.
    """
    months = results.facets.get("month", ())
    if len(months) == 1 and within.is_asked_for(months[0].value):
        whole = months if within.is_whole(months[0].value) else ()
        return (*whole, *results.facets.get("day", ()))
    if len(months) <= MOST_MONTHS:
        return months
    years = groupby(months, key=lambda month: month.value[:4])
    return [
        FacetValue(value=year, articles=sum(month.articles for month in of_year))
        for year, of_year in years
    ]


def _facet(heading: str, rows: tuple[Choice, ...], count: int, rest: tuple[str, str]) -> Facet:
    return Facet(heading, rows[:SHOWN_VALUES], rows[SHOWN_VALUES:], count - len(rows), rest)


def _time(within: Within, value: FacetValue, to: Callable[..., str]) -> Choice:
    chosen = within.is_asked_for(value.value)
    since, until = ("", "") if chosen else within.span(value.value, value.value)
    return Choice(date(value.value), to(von=since, bis=until), chosen, value.articles)
