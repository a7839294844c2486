"""What a leaf of a plan finds: the documents, by what stock Whoosh has for it.

In: words, phrases, patterns, values, ranges.  Out: sets of documents, deleted ones never.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable

from whoosh import query
from whoosh.query import spans
from whoosh.support import levenshtein

from search.analysis import fold_keyword
from search.engines.embedded.segments.layout import UNDATED
from search.query import plan
from tests.differential.whoosh_side import WhooshSide


class Leaves:
    """Finds documents of leaves; `whole` adds the other sections of their articles to some."""

    def __init__(self, side: WhooshSide, whole: Callable[[Iterable[int]], set[int]]) -> None:
        self.side, self.whole = side, whole
        self.documents = functools.cache(self._find)
        self._similar = functools.cache(self._find_similar)

    def _find(self, node: plan.Plan) -> set[int]:
        find = self.side.documents
        match node:
            case plan.AnyTerm(terms):
                return find(one_of(query.Term(t.field, t.text) for t in terms))
            case plan.InOrder(field, words):
                return find(_phrase(field, words))
            case plan.StartsWith(field, prefix):
                return find(query.Prefix(field, prefix))
            case plan.Wildcard(field, pattern):
                return find(query.Wildcard(field, pattern))
            case plan.Similar():
                return set().union(*self.closest(node, set).values())
            case plan.Nearby():
                pairs = itertools.product(node.left, node.right)
                return find(one_of(_near(a, b, node.distance) for a, b in pairs))
            case plan.Between(column, start, end):
                low = UNDATED + 1 if start is None else start
                high = math.inf if end is None else end
                dated = query.ColumnQuery(column, lambda value: low <= value < high)
                return find(dated) & find(query.Every())  # a column keeps the values of the deleted
            case plan.Equals(column, asked):
                values = [v for v in self.side.values(column) if _keyword(v, asked)]
                return self.whole(find(one_of(query.Term(column, value) for value in values)))
            case plan.Everything():
                return find(query.Every())
        return set()

    def closest(self, node: plan.Similar, owners: Callable[[set[int]], set]) -> dict[int, set]:
        """Return mistakes → what has a term with so many and none with fewer."""
        found: dict[int, set] = {}
        for count, documents in self._similar(node):
            found.setdefault(count, set()).update(owners(documents))
        seen: set = set()
        for count in sorted(found):
            found[count] -= seen
            seen |= found[count]
        return found

    def _find_similar(self, node: plan.Similar) -> list[tuple[int, set[int]]]:
        """Return the mistakes in each similar term, and its documents."""
        found = []
        for term in self.side.values(node.field):
            if term[0] != node.text[0]:
                continue
            count = levenshtein.distance(term, node.text, limit=node.edits)
            if count <= node.edits:
                found.append((count, self.side.documents(query.Term(node.field, term))))
        return found


def one_of(queries: Iterable[query.Query]) -> query.Query:
    """Return a query for what one of some finds."""
    queries = list(queries)
    return query.Or(queries) if len(queries) > 1 else (*queries, query.NullQuery)[0]


class _Near(spans.SpanNear2):
    def _and_query(self) -> query.Query:
        return query.And(self.qs)  # Whoosh's own names a module that it does not import


def _near(left: plan.InOrder, right: plan.InOrder, distance: int) -> query.Query:
    """Return two words, at most so far from each other."""
    words = [query.Term(row.field, row.words[0][0]) for row in (left, right)]
    return _Near(words, slop=distance, ordered=False)


def _phrase(field: str, words: tuple[tuple[str, ...] | None, ...]) -> query.Query:
    """Return phrases of every choice of alternatives; one gap between two words is a distance."""
    if None in words:
        before, after = words[0], words[2]
        return one_of(
            spans.SpanNear2([query.Term(field, a), query.Term(field, b)], slop=2, mindist=2)
            for a, b in itertools.product(before, after)
        )
    return one_of(query.Phrase(field, list(row)) for row in itertools.product(*words))


def _keyword(stored: str, asked: Iterable[str]) -> bool:
    folded = fold_keyword(stored)
    return any(value == folded or value in re.findall(r"\w+", folded) for value in asked)
