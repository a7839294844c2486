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
        asked = published_range(request.since, request.until, now=site_now())
        since, until = (asked.since, asked.until) if asked else (None, None)
        return cls(request, *(f"{end.date()}" if end else "" for end in (since, until)))

    def span(self, since: str, until: str) -> tuple[str, str]:
        """Return first and last of some time, no further than the request goes."""
        begins_before = f"{since}-01-01"[:10] < self.first
        ends_behind = self.after and self.after[: len(until)] <= until
        return (
            self.request.since if begins_before else since,
            self.request.until if ends_behind else until,
        )

    def is_asked_for(self, time: str) -> bool:
        """Tell whether a time within the request is all of it."""
        return self.span(time, time) == (self.request.since, self.request.until)
