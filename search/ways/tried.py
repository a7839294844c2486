"""Try changes of a query, and keep those that find something.

In: a request and what it found.  Out: ways out, each with its count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from corpus import Article
from search.engines.base import SearchEngine
from search.models import SearchRequest, WayOut
from search.query import ParsedQuery
from search.query.tree import Node
from search.ways.abbreviated import abbreviated
from search.ways.changes import Change
from search.ways.clauses import alone, every, less
from search.ways.meanings import dated, exact, linked, whole
from search.ways.spellings import apart, spellings, split

MOST_WAYS = 6


def ways_out(
    request: SearchRequest,
    parsed: ParsedQuery,
    articles: int,
    shown: Sequence[Article],
    engine: SearchEngine,
    count: Callable[[SearchRequest, bool], int],
    read: Callable[[str], Node],
) -> tuple[WayOut, ...]:
    """Return other queries that find something.

    Of a query that found nothing: what finds something, however little of it is kept. Of one that
    did: other spellings, dates, names, and stricter queries; they count only if they find articles
    without giving up words (see `count`).

    Args:
        articles: how many articles the request found.
        shown: the found articles on the page.
        count: returns how many articles a request finds; if called with True, 0 where it found
            them only after it was relaxed.
        read: returns the tree of a query text.
    """

    def tried(changes: Iterable[Change], all_words: bool = articles > 0) -> Iterator[WayOut]:
        for way, label, other in changes:
            if finds := count(other, all_words):
                yield WayOut(way=way, label=label, request=other, articles=finds)

    found: list[WayOut] = []
    for changes in spellings(request, parsed, engine):
        found = found or list(tried(changes))
    found += (way for way in tried(linked(request, parsed)) if way.articles != articles)
    found += tried(dated(request, parsed, read))
    if articles:
        names = abbreviated(request, parsed, shown, engine.analyzer())
        found += (way for way in tried(names) if way.articles > articles)
        stricter = chain(
            whole(request, parsed), exact(request, parsed, read), every(request, parsed, read)
        )
        # Of two that find as many, the one that says more.
        fewer = {way.articles: way for way in tried(stricter) if way.articles < articles}
        found += fewer.values()
    else:
        found += tried(apart(request, parsed))
        found = found or list(tried(split(request, parsed, engine), all_words=True))
        found += islice(tried(less(request, parsed, read)), MOST_WAYS)
        found = found or list(islice(tried(alone(request, parsed, read)), MOST_WAYS))
    return tuple(found)
