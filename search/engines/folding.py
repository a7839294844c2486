"""Folding (field collapsing): of all copies of a text that match one is shown, the others counted.

In: which articles are copies of each other, in the order in which they are to be shown.
Out: a value that a question carries, so that an engine can fold before it counts and cuts pages.
The groups come from the article store, not from the index: a new group changes no generation.

With folding, an engine counts and ranks the shown articles alone, each by its own score; a facet
value counts the articles that would be shown if one narrowed to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Folding:
    """Article id → number of its group, and its place there: the first that matches is shown.

    Compared by identity: engines keep what they make of it. Ids that no index holds do no harm.
    """

    places: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Folding:
        """Return a folding of groups, each with the ids of its articles in order."""
        return cls(
            {
                name: (number, place)
                for number, group in enumerate(groups)
                for place, name in enumerate(group)
            }
        )

    def shown(self, ids: Iterable[str]) -> set[str]:
        """Return which of some articles are shown."""
        best: dict[object, tuple[int, str]] = {}
        for name in ids:
            group = self.group(name)
            here = (self.places.get(name, (0, 0))[1], name)
            best[group] = min(best.get(group, here), here)
        return {name for _, name in best.values()}

    def copies(self, article_id: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the others of some articles that are copies of one, in the order of places."""
        group = self.group(article_id)
        found = [name for name in ids if name != article_id and self.group(name) == group]
        return tuple(sorted(found, key=lambda name: self.places[name][1]))

    def group(self, article_id: str) -> object:
        """Return what an article shares with its copies alone."""
        return self.places[article_id][0] if article_id in self.places else article_id


UNFOLDED = Folding({})
