"""Requests and results: the values that the command line and the site exchange with the search.

Results hold text and offsets only, never HTML. What a page has dozens of is a NamedTuple: one is
made in a third of the time that a frozen dataclass takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from corpus import Article

MAX_LIMIT = 1000  # hits a page


class Sort(StrEnum):
    """Order of the hits. RECENT is by relevance too, where newer articles score higher."""

    RELEVANCE = "relevance"
    RECENT = "recent"
    NEWEST = "newest"
    OLDEST = "oldest"

    @property
    def ranked(self) -> bool:
        """Whether scores decide, and not the date alone."""
        return self in (Sort.RELEVANCE, Sort.RECENT)


class Snippet(NamedTuple):
    """A fragment of stored text. `marks`: [start, end) character offsets, sorted, disjoint."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Rule(StrEnum):
    """How a word of a query is met in a text."""

    SPELLING = "spelling"
    STEM = "stem"  # another form of the word
    PART = "part"  # a part of a longer word
    PATTERN = "pattern"  # a beginning, a wildcard, a fuzzy word
    PHRASE = "phrase"
    NEAR = "near"
    WRITTEN = "written"  # a number or a date in another form
    PARTICLE = "particle"  # the "ab" of a verb that stands apart, as "lehnt … ab"


class Reason(NamedTuple):
    """One place of an article that a query matches: [start, end) of one block of its text.

    `block`: "title", "heading", "teaser", or the number of the paragraph in its section. `asked`:
    the word of the query as typed. `found`: the word it is met in.
    """

    asked: str
    found: str
    rule: Rule
    section: int
    block: str | int
    start: int
    end: int


class SectionHit(NamedTuple):
    """One matching section of a found article. `id` is article id + "#" + section number."""

    id: str
    number: int
    heading: Snippet
    anchor: str
    score: float
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """An article named beside another: a copy of it, or one that is related."""

    id: str
    title: str
    source: str
    published: datetime | None
    url: str


class ArticleHit(NamedTuple):
    """One found article with its best sections, best first.

    `rank`: from 1 on, over all pages.
    `more_sections`: how many matching sections are not listed in `sections`.
    `copies`: matching copies that are folded into this hit, in the order in which they would stand.
    `why`: what matches in the title and in the sections listed.
    `missing`: words of the query, as typed, that stand nowhere in the article ("A oder B": none of
    the alternatives does); of the hit for a single section, neither there nor in the title.
    """

    rank: int
    id: str
    title: Snippet
    source: str
    published: datetime | None
    url: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    free: bool
    score: float
    sections: tuple[SectionHit, ...]
    more_sections: int = 0
    copies: tuple[ArticleLink, ...] = ()
    why: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


class FacetValue(NamedTuple):
    """One value to narrow by, with the number of found articles that have it."""

    value: str
    articles: int


class Narrowing(NamedTuple):
    """What a request can be narrowed by: its name on the site, its field there, its facet."""

    label: str
    field: str
    facet: str


# What an article without the credit of an agency has as its agency: it may be the paper's own.
NO_AGENCY = "keine"
NARROWINGS = (
    Narrowing("Quelle", "sources", "source"),
    Narrowing("Ressort", "topics", "topic"),
    Narrowing("Agentur", "agencies", "agency"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a reader asks for.

    `limit`: hits of a page, up to MAX_LIMIT; `offset + limit` up to 10,000.
    `since`, `until`: texts of the date fields ("2024", "12.03.2025", "gestern"), both inclusive.
    `sources`, `topics`, `agencies`: an article needs one of the values given, if any.
    `copies`: every copy of a text is a hit of its own.
    """

    text: str
    limit: int = 10
    offset: int = 0
    sort: Sort = Sort.RELEVANCE
    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    copies: bool = False

    def narrowed(self) -> Iterator[tuple[Narrowing, tuple[str, ...]]]:
        """Yield what it is narrowed by, with the values."""
        for narrowing in NARROWINGS:
            if values := getattr(self, narrowing.field):
                yield narrowing, values


class Way(StrEnum):
    """How a query that is offered differs from the one that was typed."""

    SPELLING = "spelling"  # a word spelt otherwise
    DATE = "date"  # a filter by date for the words that name a day or a month
    NAME = "name"  # the name of an abbreviation as well, or the abbreviation of a name
    WHOLE = "whole"  # the word in any form, not as a part of longer ones
    EXACT = "exact"  # words only as they are written, not as parts of longer ones
    EVERY = "every"  # all words must match
    WITHOUT = "without"  # a clause or a filter less
    ONLY = "only"  # one clause alone


class WayOut(NamedTuple):
    """Another query that was tried and finds so many `articles`.

    `label`: of NAME the other name; of WITHOUT the clause or filter that was dropped; of ONLY the
    clause that was kept; of the others the new query text.
    """

    way: Way
    label: str
    request: SearchRequest
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """Hits, exact totals, facets, time and read-back for one query.

    `facets`: "source", "topic", "agency" (most articles first) and "month" ("2025-04", newest
    first); if all hits lie in one month or two in a row, also "day" ("2025-04-10", newest first).
    `described`: the query read back in German.
    `notes`: German sentences on what was corrected, dropped or relaxed.
    `seconds`: wall time.
    `copies`: matching articles folded into the copy shown; not counted in the other totals.
    `ways_out`: other queries worth offering (see `Way`); WITHOUT and ONLY if nothing was found.
    """

    request: SearchRequest
    hits: tuple[ArticleHit, ...]
    articles: int
    sections: int
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    described: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    copies: int = 0
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResults:
    """Single sections, best first: each a hit of its article with this section alone.

    Nothing is counted. `described`, `notes`, `seconds` as in `SearchResults`.
    """

    request: SearchRequest
    hits: tuple[ArticleHit, ...]
    described: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


class Suggestion(NamedTuple):
    """What a reader may be about to type: a query, or the title of the article `article_id`."""

    text: str
    article_id: str = ""


class TellingNoun(NamedTuple):
    """A noun or name that sets the articles of a time apart. `request`: asks for it as well."""

    text: str
    request: SearchRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexInfo:
    """What `fundstelle stats` and `/healthz` say of the live index.

    `built`: when it was published (UTC). `notes`: German sentences about a fallback to an older
    generation; empty when all is well.
    """

    engine: str
    generation: str
    articles: int
    sections: int
    built: datetime | None
    size_bytes: int
    stamp: str
    notes: tuple[str, ...] = ()


class MarkedSection(NamedTuple):
    """A section of an article with the words of a query marked."""

    number: int
    heading: Snippet
    level: int
    anchor: str
    paragraphs: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArticle:
    """An article with the words of a query marked."""

    article: Article
    title: Snippet
    teaser: Snippet
    sections: tuple[MarkedSection, ...]
