"""Find what saved searches find now and did not find when they were last reported.

In: searches, how far each was reported, an engine and a store.  Out: the new articles of each.
The index may be behind the store: a run stores first and publishes at its end, all that is stored
by then. So the latest revision that the index holds tells how far it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.history import History, Stored
from search.alerts.new_hits import Asking, Found
from search.alerts.reported import Reported
from search.alerts.saved import SavedSearch
from search.models import ArticleHit
from search.query import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one search reports. `count`: of the new articles; `hits`: newest first, taken once.

    `standing`: how many articles there were before it was asked, or asked so, for the first time;
    they are not reported. None for one that goes on. `reported`: to be kept once this is told.
    """

    search: SavedSearch
    count: int
    hits: Iterator[ArticleHit]
    standing: int | None
    reported: Reported


@dataclass(frozen=True, slots=True)
class _Way:
    """How far a search was reported, and the place after which it reports; None: from now on."""

    done: int | None
    begin: int | None
    before: Stored | None

    def end(self, last: Stored | None) -> Stored | None:
        """Return how far it is then; after a rollback the index is behind what was reported."""
        gone_on = self.done is None or (last is not None and last.number > self.done)
        return last if gone_on else self.before


def news(
    searches: Sequence[SavedSearch],
    known: Mapping[str, Reported],
    asking: Asking,
    since: datetime | None = None,
) -> list[News]:
    """Return what each search reports, in their order.

    Args:
        known: by name, what was reported before.
        since: what was stored from then on is reported, also what was before.
    Raises: as engine and store do.
    """
    history = History(asking.store)
    last = _last_held(history, asking)
    ways = {search.name: _way(search, known, history, since) for search in searches}
    found: dict[str, Found] = {}
    for begin in {way.begin for way in ways.values() if way.begin is not None}:
        found |= asking.since(begin, [s for s in searches if ways[s.name].begin == begin])
    return [
        News(
            search=search,
            count=len(hits := found.get(search.name, {})),
            hits=asking.told(search, hits),
            standing=asking.standing(search) if ways[search.name].begin is None else None,
            reported=Reported(search.question, ways[search.name].end(last)),
        )
        for search in searches
    ]


def _way(
    search: SavedSearch, known: Mapping[str, Reported], history: History, since: datetime | None
) -> _Way:
    before, done = known.get(search.name), None
    if before and before.question == search.question:
        done = _place_of(before.last, history)
    asked = [done] if since is None else [done, history.place_before(since)]
    places = [place for place in asked if place is not None]
    return _Way(done, min(places, default=None), before.last if before else None)


def _place_of(last: Stored | None, history: History) -> int:
    if last is None:
        return 0
    place = history.place_of(last)
    # Another store: what was stored from that moment on, rather twice than not at all.
    return history.place_before(datetime.fromisoformat(last.at)) if place is None else place


def _last_held(history: History, asking: Asking) -> Stored | None:
    """Return the latest revision that the index holds."""
    for rows in history.backwards(plan.MOST_AMONG):
        held = asking.held([row.id for row in rows])
        for row in rows:
            if held.get(row.id) == row.revision:
                return row
    return None
