"""Read the parameters of a page; whatever is in the URL gives a request or a 400 that says why.

In: the query string.  Out: a SearchRequest, ten articles a page.
"""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict

from search import QueryError, SearchRequest, Sort

PAGE_SIZE = 10
LAST_PAGE = 1000
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
SORTS = {
    "relevanz": Sort.RELEVANCE,
    "aktuell": Sort.RECENT,
    "neu": Sort.NEWEST,
    "alt": Sort.OLDEST,
}
SORT_NAMES = {sort: name for name, sort in SORTS.items()}
SORT_LABELS = {
    "relevanz": "Relevanz",
    "aktuell": "Relevanz, Neues bevorzugt",
    "neu": "Neueste",
    "alt": "Älteste",
}
COPIES_ON = "an"
MAX_VALUES = 20
MAX_VALUE = 200


def read_page(values: MultiDict[str, str]) -> int:
    """Return the number of the page, from 1. Raises QueryError."""
    text = values.get("seite", "") or "1"
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= LAST_PAGE:
        raise QueryError(f"„seite“ muss eine Zahl von 1 bis {LAST_PAGE} sein.")
    return int(text)


def read_request(values: MultiDict[str, str]) -> SearchRequest:
    """Return the search that a URL asks for. Raises QueryError."""
    sort = values.get("sort", "").strip() or "relevanz"
    if sort not in SORTS:
        raise QueryError(f"„sort“ muss eines von {', '.join(SORTS)} sein.")
    copies = values.get("kopien", "").strip()
    if copies not in ("", COPIES_ON):
        raise QueryError(f"„kopien“ muss „{COPIES_ON}“ sein oder fehlen.")
    return SearchRequest(
        text=values.get("q", ""),
        limit=PAGE_SIZE,
        offset=(read_page(values) - 1) * PAGE_SIZE,
        sort=SORTS[sort],
        since=_short(values.get("von", ""), "von"),
        until=_short(values.get("bis", ""), "bis"),
        sources=_several(values, "quelle"),
        topics=_several(values, "ressort"),
        copies=bool(copies),
    )


def _short(text: str, name: str) -> str:
    if len(text) > MAX_VALUE or "\0" in text:
        raise QueryError(f"Der Wert von „{name}“ ist zu lang oder kein Text.")
    return text.strip()


def _several(values: MultiDict[str, str], name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(v for text in values.getlist(name) if (v := _short(text, name))))
    if len(found) > MAX_VALUES:
        raise QueryError(f"„{name}“ kommt mehr als {MAX_VALUES}-mal vor.")
    return found
