"""Read the parameters of a page; whatever is in the URL gives a request or a 400 that says why.

In: the query string.  Out: a SearchRequest, ten articles a page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from werkzeug.datastructures import MultiDict

from search import NARROWINGS, Narrowing, QueryError, SearchRequest, Sort

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
    "aktuell": "Relevanz und Aktualität",
    "neu": "Neueste",
    "alt": "Älteste",
}
ON = "an"
MAX_VALUES = 20
MAX_VALUE = 200
# Characters of what was typed that an error repeats.
MAX_SHOWN = 40


def parameter(narrowing: Narrowing) -> str:
    """Return the parameter that holds the values of a narrowing: "quelle" of "Quelle"."""
    return narrowing.label.lower()


def check_names(values: MultiDict[str, str], known: Mapping[str, bool]) -> None:
    """Raise QueryError if a parameter is none of those known, or given twice and may not be.

    `known`: the name of each, and whether it may be repeated.
    """
    for name, given in values.lists():
        if name not in known:
            there = f"möglich sind {', '.join(known)}" if known else "hier ist keiner möglich"
            raise QueryError(f"Den Parameter „{name[:MAX_SHOWN]}“ gibt es nicht: {there}.")
        if len(given) > 1 and not known[name]:
            raise QueryError(f"„{name}“ darf nur einmal vorkommen.")


def whole(values: MultiDict[str, str], name: str, usual: int, least: int, most: int) -> int:
    """Return the number that a parameter is. Raises QueryError."""
    text = values.get(name, "") or str(usual)
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise QueryError(f"„{name}“ muss eine Zahl von {least} bis {most} sein.")
    return int(text)


def one_of(values: MultiDict[str, str], name: str, choices: Collection[str], usual: str) -> str:
    """Return which of some words a parameter is. Raises QueryError."""
    word = values.get(name, "").strip() or usual
    if word not in choices:
        raise QueryError(f"„{name}“ muss eines von {', '.join(choices)} sein.")
    return word


def switched_on(values: MultiDict[str, str], name: str) -> bool:
    """Return whether a switch is on. Raises QueryError."""
    value = values.get(name, "").strip()
    if value not in ("", ON):
        raise QueryError(f"„{name}“ muss „{ON}“ sein oder fehlen.")
    return bool(value)


def read_request(values: MultiDict[str, str]) -> SearchRequest:
    """Return the search that a URL asks for. Raises QueryError."""
    page = whole(values, "seite", 1, 1, LAST_PAGE)
    return SearchRequest(
        text=values.get("q", ""),
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
        sort=SORTS[one_of(values, "sort", SORTS, "relevanz")],
        since=short(values.get("von", ""), "von"),
        until=short(values.get("bis", ""), "bis"),
        copies=switched_on(values, "kopien"),
        **{n.field: several(values, parameter(n)) for n in NARROWINGS},
    )


def short(text: str, name: str) -> str:
    """Return the value of a parameter without blanks around it. Raises QueryError."""
    if len(text) > MAX_VALUE or "\0" in text:
        raise QueryError(f"Der Wert von „{name}“ ist zu lang oder kein Text.")
    return text.strip()


def several(values: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """Return the different values of a parameter that may be repeated. Raises QueryError."""
    found = tuple(dict.fromkeys(v for text in values.getlist(name) if (v := short(text, name))))
    if len(found) > MAX_VALUES:
        raise QueryError(f"„{name}“ kommt mehr als {MAX_VALUES}-mal vor.")
    return found
