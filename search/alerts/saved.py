"""Read `suchen.toml`: the searches whose new answers are reported.

In: a TOML file written by hand (`corpus/handwritten.py`).  Out: searches, or the first error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.handwritten import Entry, Example, HandwrittenError, read_entries
from search.errors import QueryError, UsageError
from search.models import SearchRequest, Sort
from search.query.tree import Everything
from search.understood import Understood

MAX_SEARCHES = 5_000
_EXAMPLE = Example("search", "suche", "frage = 'Hochwasser \"Aulener Bote\"'")
_WHOLE = "[[suche]]\nname = \"Hochwasser\"\nfrage = 'Hochwasser NICHT Theater'"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A question under a name, which is that of no other. `asks`: what it means.

    As in a feed the newest comes first, and nothing is found that lacks more than a few words.
    """

    name: str
    asks: Understood

    @property
    def question(self) -> str:
        """The question as typed."""
        return self.asks.request.text


def read_searches(path: Path, now: datetime) -> tuple[SavedSearch, ...]:
    """Return the searches of a file, in its order, at least one. Raises: UsageError."""
    try:
        searches: dict[str, SavedSearch] = {}
        for entry in read_entries(path, ("suche",), _EXAMPLE):
            search = _search(entry, now)
            if search.name in searches:
                raise entry.wrong(f"the name {search.name!r} is taken: choose another", "name")
            searches[search.name] = search
    except HandwrittenError as error:
        raise UsageError(str(error)) from error
    if len(searches) > MAX_SEARCHES:
        raise UsageError(f"{path}: more than {MAX_SEARCHES} searches: join some with ODER")
    if not searches:
        raise UsageError(f"no search is saved: write such into {path}\n\n{_WHOLE}")
    return tuple(searches.values())


def _search(entry: Entry, now: datetime) -> SavedSearch:
    entry.check_keys(("name", "frage"))
    name, question = entry.text("name"), entry.text("frage")
    try:
        asks = Understood.of(SearchRequest(text=question, sort=Sort.NEWEST), now)
    except QueryError as error:
        raise entry.wrong(f"frage of {name!r} cannot be asked: {error}", "frage") from error
    if isinstance(asks.tree, Everything):
        raise entry.wrong(
            f"frage of {name!r} means nothing: {question!r}; "
            "`fundstelle explain` shows how one is understood",
            "frage",
        )
    return SavedSearch(name=name, asks=asks)
