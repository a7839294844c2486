"""Ask the site's search service within the limits of a request.

In: a search request.  Out: what it finds, or DeadlineExceededError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app

from search import (
    FacetValue,
    SearchRequest,
    SearchResults,
    SearchService,
    SectionResults,
    TellingNoun,
)
from web.deadline import DEADLINE_S, deadline


def service() -> SearchService:
    """Return the service that the site was made with."""
    found: SearchService = current_app.extensions["search"]
    return found


def articles(
    wanted: SearchRequest, *, relaxed: bool = True, seconds: float = DEADLINE_S
) -> SearchResults:
    """Return what a search finds; `relaxed`: of a search that finds nothing, what less finds."""
    service().warm()  # opening a new generation is not the query's fault
    with deadline(seconds):
        return service().search(wanted, relaxed=relaxed)


def others(wanted: SearchRequest) -> Mapping[str, Sequence[FacetValue]]:
    """Return what else a search could be narrowed to where it is narrowed."""
    if not any(wanted.narrowed()):
        return {}
    with deadline():
        return service().others(wanted)


def times(wanted: SearchRequest) -> Mapping[str, Sequence[FacetValue]]:
    """Return when all articles were published that a search could find by its filters."""
    with deadline():
        return service().times(wanted)


def telling(wanted: SearchRequest) -> tuple[TellingNoun, ...]:
    """Return what sets the time of a search apart."""
    service().warm()
    with deadline():
        return service().telling(wanted)


def sections(wanted: SearchRequest) -> SectionResults:
    """Return the single sections that a search finds."""
    service().warm()
    with deadline():
        return service().best_sections(wanted)
