"""The whole words for those of a query that a hyphen cuts short: "Haus- und Fachärzte".

In: clauses that know what they are short for (`Word.short`), and the analyser of an index.
Out: what finds the whole word.
A word is looked for as typed or as the whole word; a function word ("Vor- und Nachteile") only so.
"""

from __future__ import annotations

from dataclasses import replace

from search.analysis import Analyzer
from search.query import plan, tree
from search.query.clause_words import is_light, is_plain
from search.query.rewriting import words


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
