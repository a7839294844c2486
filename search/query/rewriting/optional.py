"""What words of a query add to a score without being asked for: stop words, pairs.

In: clauses as typed, those that count.  Out: leaves of a plan, all optional.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from search.analysis import Analyzer
from search.query import plan, tree
from search.query.clause_words import is_plain, words_in
from search.query.rewriting import words
from search.ranking import weights


def light_words(
    clauses: list[tree.Node], significant: Collection[tree.Node], analyzer: Analyzer
) -> Iterator[plan.AnyTerm]:
    """Yield the light words of a query with the small weight of stop words."""
    for clause in dict.fromkeys(clauses):
        if is_plain(clause) and clause not in significant:
            found = plan.AnyTerm(words.word_terms(_asked(clause, analyzer), clause.field))
            yield words.weakened(found, weights.STOP_WORD)


def pairs(
    clauses: list[tree.Node], significant: Collection[tree.Node], analyzer: Analyzer
) -> Iterator[plan.InOrder | plan.Nearby]:
    """Yield the pairs of a query: significant words that follow each other, near each other in the
    text; a significant word and the stop word right beside it, in that order.
    """
    last: tree.Word | None = None
    before: tree.Node | None = None
    for clause in clauses:
        if is_plain(clause):
            if clause in significant:
                if last and last != clause:
                    yield words.close_pair(_asked(last, analyzer), _asked(clause, analyzer))
                last = clause
            if before and is_plain(before) and (clause in significant) != (before in significant):
                yield words.pair(_asked(before, analyzer), _asked(clause, analyzer))
        else:
            last = None
        before = clause


def _asked(clause: tree.Word, analyzer: Analyzer) -> words.Asked:
    (text,) = words_in(clause.text)
    return words.asked(text, analyzer)
