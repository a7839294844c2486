"""Links of the results page: every state is a URL.

In: a request as read from the URL.  Out: URLs that change one thing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from flask import request as flask_request
from flask import url_for

from search import (
    MarkedArticle,
    SearchRequest,
    SearchResults,
    Snippet,
    Sort,
    Suggestion,
    TellingNoun,
    Way,
)
from web.filters import date
from web.forms import (
    LAST_PAGE,
    ON,
    PAGE_SIZE,
    SORT_LABELS,
    SORT_NAMES,
    SORTS,
    parameter,
)
from web.links import path, quoted

# Asks what sets the time of a page apart; no part of a search, so no other link has it.
TELLING = f"anlass={ON}"
# Makes the bars of the timeline shares, of this page as well.
SHARES = f"anteil={ON}"
# Formats of reference managers, and the endings of their files.
REFERENCES = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL", "json"))
# What may be typed as an end of a time, and needs no "ab" or "bis" before it.
_SAYS_WHICH_END = re.compile(r"(?:seit|ab|von|vom|nach|bis|vor|letzte\w?)\b", re.I)
_WAYS = {
    Way.SPELLING: "{}",
    Way.DATE: "{}",
    Way.NAME: "auch „{}“",
    Way.WHOLE: "nur als ganzes Wort",
    Way.EXACT: "nur genau so",
    Way.EVERY: "nur mit allen Wörtern",
    Way.WITHOUT: "ohne „{}“",
    Way.ONLY: "nur „{}“",
}


class Choice(NamedTuple):
    """A link that narrows, widens or orders.

    `chosen`: it is in force, and the link takes it back; `adds`: it widens what is in force.
    """

    label: str
    url: str
    chosen: bool = False
    articles: int | None = None
    adds: bool = False


class Filter(NamedTuple):
    """A filter in force: its link takes it back."""

    label: str
    url: str


class Paging(NamedTuple):
    """Number of this page and of the last; URLs of the pages before and after ("" if none), and of
    the first.

    `beyond`: this is the last page, and there are more hits than can be paged through.
    """

    here: int
    last: int
    before: str
    after: str
    first: str
    beyond: bool


def feed_url(request: SearchRequest) -> str:
    """Return the URL of the feed of a search; it has an order of its own."""
    return urls(request, path("feed.feed"))(sort="")


def downloads(request: SearchRequest) -> list[Choice]:
    """Return the links to files of the hits, in the order in which they are shown."""
    search = urls(request, "")()
    return [
        Choice(label, f"{path('downloads.hits', ending=ending)}{search}")
        for label, ending in (("CSV", "csv"), *REFERENCES)
    ]


def course_url(request: SearchRequest) -> str:
    """Return the URL of the table that tells how many articles a search finds of which time."""
    return urls(request, path("downloads.course"))(sort="")


def url(request: SearchRequest, **changes: object) -> str:
    """Return the URL of a search with some parameters changed; back to page 1 unless given."""
    return urls(request)(**changes)


def urls(request: SearchRequest, page: str | None = None) -> Callable[..., str]:
    """Return what gives the URL of a search with some parameters changed.

    A page has some eighty of one search: what stays is written once. `page`: if not the results.
    """
    page = path("pages.results") if page is None else page
    stays = _parts(request)

    def changed(**changes: object) -> str:
        parts = {**stays, **{name: _part(name, value) for name, value in changes.items()}}
        return f"{page}?{'&'.join(filter(None, parts.values()))}"

    return changed


@lru_cache(64)  # a page asks for those of one search a dozen times
def _parts(request: SearchRequest) -> Mapping[str, str]:
    """Return the parameters of a search as a URL has them."""
    values: dict[str, object] = {
        "q": request.text,
        "sort": "" if request.sort is Sort.RELEVANCE else SORT_NAMES[request.sort],
        "von": request.since,
        "bis": request.until,
        **{parameter(narrowing): list(values) for narrowing, values in request.narrowed()},
        "kopien": ON if request.copies else "",
    }
    return {name: _part(name, value) for name, value in values.items()}


def _part(name: str, value: object) -> str:
    """Return a parameter with a value, or with each of a list, as a URL has it; "" without any."""
    if isinstance(value, list):
        return "&".join([f"{name}={quoted(one)}" for one in value if one])
    return f"{name}={quoted(str(value))}" if value or name == "q" else ""


def results_before(referrer: str | None, query: str) -> str:
    """Return the URL of the results that a reader comes from, else of the query alone.

    Filters and page are in the address of the page before, which browsers tell our own site, and
    not in the links of each hit.
    """
    page = path("pages.results")
    with suppress(ValueError):  # anybody can send anything
        before = urlsplit(referrer or "")
        same = before.netloc == flask_request.host and before.path == page
        if same and parse_qs(before.query).get("q", [""])[0] == query:
            return f"{page}?{before.query}"
    return url(SearchRequest(text=query))


def telling_url(results: SearchResults) -> str:
    """Return the URL that tells what sets the time asked for apart, "" where it cannot be told."""
    wanted = results.request
    known = (wanted.since or wanted.until) and results.articles
    return f"{url(wanted)}&{TELLING}" if known else ""


def nouns(told: Iterable[TellingNoun]) -> list[Choice]:
    """Return the links that ask for what sets a time apart."""
    return [Choice(noun.text, url(noun.request)) for noun in told]


def sorts(request: SearchRequest) -> list[Choice]:
    """Return the links that order the hits."""
    to = urls(request)
    return [
        Choice(label, to(sort="" if name == "relevanz" else name), SORTS[name] is request.sort)
        for name, label in SORT_LABELS.items()
    ]


def copies_switch(request: SearchRequest) -> str:
    """Return the URL that shows every copy as a hit of its own, or folds them again."""
    return url(request, kopien="" if request.copies else ON)


def toggled(chosen: tuple[str, ...], value: str) -> list[str]:
    """Return values with one more, or without it."""
    return [v for v in chosen if v != value] if value in chosen else [*chosen, value]


def asks(request: SearchRequest) -> bool:
    """Tell whether a request asks for anything: for words, or by a filter."""
    return bool(request.text.strip() or filters_in_force(request))


def filters_in_force(request: SearchRequest) -> list[Filter]:
    """Return the filters in force, each with the link that takes it back."""
    rows = [
        Filter(
            f"{narrowing.label}: {value}",
            url(request, **{parameter(narrowing): toggled(values, value)}),
        )
        for narrowing, values in request.narrowed()
        for value in values
    ]
    if request.since or request.until:
        label = f"Zeitraum: {_span(request.since, request.until)}"
        rows.append(Filter(label, url(request, von="", bis="")))
    return rows


def _span(since: str, until: str) -> str:
    if since == until:
        return date(since)
    if since and until:
        return f"{date(since)} bis {date(until)}"
    one = date(since or until)
    if _SAYS_WHICH_END.match(one):
        return one
    return f"ab {one}" if since else f"bis {one}"


def ways_out(results: SearchResults, *ways: Way) -> list[Choice]:
    """Return links to other queries that find something, of some kinds.

    What would ask for nothing any more is none: the page only asks for a word then.
    """
    return [
        Choice(_WAYS[way.way].format(way.label), url(way.request), articles=way.articles)
        for way in results.ways_out
        if way.way in ways and asks(way.request)
    ]


def suggested(found: list[Suggestion]) -> list[str]:
    """Return the URL that each suggestion leads to: a search or an article."""
    return [
        url_for("pages.article", article_id=one.article_id)
        if one.article_id
        else url_for("pages.results", q=one.text)
        for one in found
    ]


def paging(results: SearchResults) -> Paging:
    """Return where the reader is; a page past the end leads back to the last one."""
    request = results.request
    here = request.offset // PAGE_SIZE + 1
    last = min(LAST_PAGE, max(1, -(-results.articles // PAGE_SIZE)))
    before = min(here - 1, last)
    return Paging(
        here=here,
        last=last,
        before=url(request, seite=before if before > 1 else "") if here > 1 else "",
        after=url(request, seite=here + 1) if here < last else "",
        first=url(request),
        beyond=here == LAST_PAGE and results.articles > LAST_PAGE * PAGE_SIZE,
    )


def marks_by_section(shown: MarkedArticle) -> list[int]:
    """Return the number of marked places in each section; the teaser counts as lead."""
    counts = [
        sum(len(part.marks) for part in (section.heading, *section.paragraphs))
        for section in shown.sections
    ]
    if counts:
        counts[0] += len(shown.teaser.marks)
    return counts


def first_marked(shown: MarkedArticle) -> Snippet | None:
    """Return the first text below the title that has a mark: it may be the two hundredth."""
    parts = (part for section in shown.sections for part in (section.heading, *section.paragraphs))
    return next((part for part in (shown.teaser, *parts) if part.marks), None)
