"""Which clauses of a query count, and which may be written as one or apart.

In: clauses as typed.  Out: the same, taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from search.analysis import Analyzer, fold_exact
from search.query import tree
from search.query.clause_words import is_light, is_plain, words_in
from search.query.fields import EXACT


def significant_clauses(clauses: Iterable[tree.Node]) -> list[tree.Node]:
    """Return the clauses that count, those of chains apart: each once, without light words unless
    nothing else is left.

    Among other words "Corona-Pandemie" counts as two: an article that has only one of them is still
    worth finding (wikinews headlines: nDCG@10 .934 → .953).
    """
    each = list(dict.fromkeys(clauses))
    return [clause for clause in each if not is_light(clause)] or each


def parts_of(child: tree.Node) -> list[tree.Node]:
    """Return the words of a chain or an address, each a clause; another clause as it is."""
    if not isinstance(child, tree.Word) or child.field not in EXACT:
        return [child]
    texts = words_in(child.text)
    point = "." if child.text.endswith(".") else ""
    if len(texts) < 2:
        return [child]
    first, *rest = texts
    others = [replace(child, text=text + point, short="") for text in rest]
    return [replace(child, text=first + point), *others]


def rows_as_one(
    rows: Iterable[Sequence[tree.Node]], pairs: Iterable[Sequence[tree.Node]]
) -> Iterator[list[tree.Word]]:
    """Yield the words that may be written as one: those of the rows that are chains, and some pairs
    of neighbours: "Email" for "E-Mail", "Homeoffice" for "Home Office".

    Where one word is enough the ranking decides, and neighbours as one are worth little there
    (nDCG@10 germanquad .9547 → .9544, fang .5823 → .5834).
    """
    for row in (*(row for row in rows if len(row) > 1), *pairs):
        plain = [clause for clause in row if is_plain(clause) and not is_light(clause)]
        texts = [clause.text for clause in plain if clause.text.isalnum()]
        if len(row) == len(texts) == len(set(texts)) and may_be_joined(texts):
            yield plain


def verbs_apart(
    clauses: Iterable[tree.Node], analyzer: Analyzer
) -> Iterator[tuple[tree.Node, tree.Node]]:
    """Yield the neighbours that are a verb which is also written as one: "kennen", "lernen"."""
    for one, two in pairwise(clauses):
        if is_plain(one) and is_plain(two):
            low = fold_exact(one.text + two.text)
            known = analyzer.vocabulary.knows(low) and analyzer.vocabulary.verb_apart(low)
            if known == (fold_exact(one.text), fold_exact(two.text)):
                yield one, two


def may_be_joined(texts: Sequence[str]) -> bool:
    """Tell whether words may be one word without what stands between them.

    "Covid-19" may be "Covid19"; "9/11" is not "911", and "C&A" not "CA".
    """
    numbers = any(one[-1].isdigit() and two[0].isdigit() for one, two in pairwise(texts))
    return not numbers and all(text[0].isalnum() for text in texts)
