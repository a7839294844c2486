"""Links to times keep within the time that is asked for: each leads to what is counted there.

In: a request, and times as filters name them ("2024", "2024-03", "2024-03-15").
Out: the ends to ask for; where such a time lies only partly within, the ends of the request.
"""

from __future__ import annotations

from dataclasses import dataclass

from search import SearchRequest
from search.query import published_range
from search.understood import site_now


@dataclass(frozen=True, slots=True)
class Within:
    """The days of a request: `first`, and `after` the last; "" where it has no such end."""

    request: SearchRequest
    first: str
    after: str

    @classmethod
    def of(cls, request: SearchRequest) -> Within:
        """Return the days that a request asks for; it was answered, so its dates can be read."""
        return cls(request, *_days(request.since, request.until))

    def span(self, since: str, until: str) -> tuple[str, str]:
        """Return first and last of some time, no further than the request goes."""
        begins_before = _begin(since) < self.first
        ends_behind = self.after and self.after[: len(until)] <= until
        return (
            self.request.since if begins_before else since,
            self.request.until if ends_behind else until,
        )

    def is_asked_for(self, time: str) -> bool:
        """Tell whether a time within the request is all of it."""
        asked = self.request.since, self.request.until
        return self.span(time, time) == asked or self.is_whole(time)

    def is_whole(self, time: str) -> bool:
        """Tell whether the request asks for a whole time, in whatever words: "1.3. bis 31.3."."""
        return _begin(time) == self.first and _days(time, time) == (self.first, self.after)


def _begin(time: str) -> str:
    return f"{time}-01-01"[:10]


def _days(since: str, until: str) -> tuple[str, str]:
    """Return the first day of a period and the one after its last; "" for an open end."""
    asked = published_range(since, until, now=site_now())
    begin, end = (asked.since, asked.until) if asked else (None, None)
    return f"{begin.date()}" if begin else "", f"{end.date()}" if end else ""
