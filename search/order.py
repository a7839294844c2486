"""How the hits of a request are ordered, and how many of its words must match for it.

In: a request and its tree.  Out: the order in force, and what has to be said about it.
"""

from __future__ import annotations

from collections.abc import Callable

from search.models import SearchRequest, Sort
from search.query.tree import Node, names_a_date
from search.ranking import weights

DATED_NOTE = "Die Anfrage nennt ein Datum; Neueres wird deshalb nicht bevorzugt."


def order_of(request: SearchRequest, tree: Node) -> tuple[Sort, str]:
    """Return the order in force and a notice in German, "" if it is the one asked for.

    Who asks for March 2020 does not want its last days before its first.
    """
    if request.sort is Sort.RECENT and names_a_date(tree):
        return Sort.RELEVANCE, DATED_NOTE
    return request.sort, ""


def words_needed(sort: Sort) -> Callable[[int], int]:
    """Return the rule how many words must match: without ranking it is stricter."""
    return weights.words_needed if sort.ranked else weights.words_needed_unranked
