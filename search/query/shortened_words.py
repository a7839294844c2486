"""Words of a query that a hyphen cuts short: "Haus- und Fachärzte".

In: a query text; later its words and the analyser of an index.  Out: what each is short for, as
`joined.py` tells it; what finds the whole word.
A word is looked for as typed or as the whole word; a function word ("Vor- und Nachteile") only so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.analysis import Analyzer
from search.analysis.ellipsis import words_cut_short
from search.analysis.joined import whole_of
from search.query import plan, tree, words
from search.query.significant import is_light, is_plain

# Before a hyphen that is a minus sign behind other words: "Kampf, -Macht".
_AND = re.compile(r" (?:und|oder|sowie|bzw\.|beziehungsweise) -\Z")


def short_for(text: str) -> dict[int, str]:
    """Return of each word that is cut short where it starts, and what it is short for."""
    found: dict[int, str] = {}
    for word in words_cut_short(text):
        start = word.start
        behind = text[start - 1 : start] == "-" and not text[start - 2 : start - 1].isalnum()
        if not behind or _AND.search(text[:start]):
            found.setdefault(start, whole_of(word))
    return found


def as_whole(clause: tree.Node, analyzer: Analyzer) -> tree.Node:
    """Return a function word that is cut short as the whole word, another clause as it is."""
    whole = _whole(clause, analyzer)
    if whole and isinstance(clause, tree.Word) and is_light(clause):
        return replace(clause, text=whole, short="")
    return clause


def or_whole(clause: tree.Node, analyzer: Analyzer) -> list[plan.Plan]:
    """Return what finds a word that is cut short by the whole word."""
    whole = _whole(clause, analyzer)
    if not whole or not isinstance(clause, tree.Word):
        return []
    return [words.otherwise_typed(whole, clause.text, clause.field, analyzer)]


def _whole(clause: tree.Node, analyzer: Analyzer) -> str:
    return analyzer.whole(clause.short) if is_plain(clause) and clause.short else ""
