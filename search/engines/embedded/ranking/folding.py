"""Fold copies on the arrays of a snapshot.

In: a folding and the article ids of a snapshot.  Out: which of some articles are shown, what each
of them hides, how many of them count for no value of a facet.
Everything is put in order once for a folding; a question then looks through it without sorting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.engines.folding import Folding
from search.system.arrays import BoolArray, IntArray

Pairs = tuple[IntArray, IntArray]  # articles and their values of a facet, one pair a row


class FoldedArticles:
    """A snapshot's articles with a folding; `who`: the same number for all copies of a text."""

    def __init__(
        self, folding: Folding | None, article_ids: Sequence[str], facets: Mapping[str, Pairs]
    ) -> None:
        self.folding = folding
        self.who = np.arange(len(article_ids))
        places = folding.places if folding else {}
        numbered = enumerate(article_ids) if places else ()
        known = [number for number, name in numbered if name in places]
        found = [places[article_ids[number]] for number in known]
        groups, place = np.array(found, np.int64).reshape(-1, 2).T
        articles = np.array(known, np.int64)
        self.who[articles] = len(article_ids) + groups
        order = np.lexsort((articles, place, groups))
        # The articles that have copies, group after group, in the order of their places.
        self._articles, self._groups = articles[order], groups[order]
        # Whether no article of this snapshot is a copy of another.
        self.alone = not len(self._articles)
        self._facets = {name: self._of_copies(*pairs) for name, pairs in facets.items()}

    def _of_copies(self, articles: IntArray, values: IntArray) -> Pairs:
        """Return the pairs of articles that have copies; copies with one value stand in a row."""
        rows = np.flatnonzero(self.who[articles] >= len(self.who))
        articles, values = articles[rows], values[rows]
        order = np.lexsort((self.who[articles], values))
        return articles[order], values[order]

    def hidden(self, matching: BoolArray) -> IntArray:
        """Return the articles that match and are not shown: of copies all but the first."""
        rows = matching.take(self._articles).nonzero()[0]
        again = np.flatnonzero(self._groups[rows[1:]] == self._groups[rows[:-1]]) + 1
        return self._articles[rows[again]]

    def copies(self, article: int, matching: BoolArray) -> list[int]:
        """Return the copies of an article that match, in the order of their places."""
        group = self.who[article] - len(self.who)
        if group < 0:
            return []
        start, end = np.searchsorted(self._groups, [group, group + 1])
        copies = self._articles[start:end].tolist()
        return [copy for copy in copies if copy != article and matching[copy]]

    def repeated(self, facet: str, matching: BoolArray, size: int) -> IntArray:
        """Return for each value how many matching articles only repeat that a copy has it."""
        articles, values = self._facets[facet]
        rows = matching[articles].nonzero()[0]
        values, who = values[rows], self.who[articles[rows]]
        again = np.flatnonzero((values[1:] == values[:-1]) & (who[1:] == who[:-1]))
        return np.bincount(values[again], minlength=size)
