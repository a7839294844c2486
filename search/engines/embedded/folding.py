"""Fold copies on the arrays of a snapshot.

In: a folding and the article ids of a snapshot.  Out: which of some articles are shown, what each
of them hides, which articles count for a facet.  Only articles that have copies cost anything.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engines.embedded.snapshot import IntArray
from search.engines.folding import Folding

BoolArray = npt.NDArray[np.bool_]
ALONE = -1


class FoldedArticles:
    """Group and place of every article of a snapshot; group -1: it has no copies."""

    def __init__(self, folding: Folding | None, article_ids: Sequence[str]) -> None:
        self.folding = folding
        self._group = np.full(len(article_ids), ALONE, np.int64)
        self._place = np.zeros(len(article_ids), np.int64)
        places = folding.places if folding else {}
        if places:
            for article, name in enumerate(article_ids):
                if name in places:
                    self._group[article], self._place[article] = places[name]

    def shown(self, articles: IntArray) -> BoolArray:
        """Tell which of some articles are shown: of each group the one with the first place."""
        return self.first_of(articles, np.zeros(len(articles), np.int64))

    def first_of(self, articles: IntArray, values: IntArray) -> BoolArray:
        """Tell which rows are the first of their group among those with the same value."""
        first = np.ones(len(articles), bool)
        rows = np.flatnonzero(self._group[articles] != ALONE)
        groups, values = self._group[articles[rows]], values[rows]
        order = np.lexsort((articles[rows], self._place[articles[rows]], groups, values))
        groups, values = groups[order], values[order]
        again = (groups[1:] == groups[:-1]) & (values[1:] == values[:-1])
        first[rows[order[1:][again]]] = False
        return first

    def hidden(self, article: int, articles: IntArray) -> list[int]:
        """Return the others of some articles that are copies of one, in the order of places."""
        group = self._group[article]
        if group == ALONE:
            return []
        copies = articles[self._group[articles] == group]
        copies = copies[np.argsort(self._place[copies], kind="stable")]
        return [int(copy) for copy in copies if copy != article]
