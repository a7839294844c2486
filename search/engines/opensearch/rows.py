"""Found articles on their way to an answer: folded, ordered, cut to a page.

In: what a cluster says matches.  Out: rows in the order the port asks for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from search.engines.folding import Folding
from search.engines.opensearch.mapping import SECTIONS, Json
from search.models import Sort
from search.ranking import recency, weights

ROW = ("id", "revision", "published")
NUMBER = f"{SECTIONS}.number"


@dataclass(frozen=True, slots=True)
class Row:
    """A matching article. `score`: exact and rounded, 0 while it is not known."""

    article_id: str
    revision: int
    published: int | None
    score: float = 0.0

    def rank(self) -> tuple[float, float, str]:
        """Return what it is ordered by among ranked ones."""
        return -self.score, math.inf if self.published is None else -self.published, self.article_id

    def place(self, sort: Sort) -> tuple[float, float, str]:
        """Return what it is ordered by among others by date."""
        sign = 1 if sort is Sort.OLDEST else -1
        at = math.inf if self.published is None else sign * self.published
        return at, -self.score, self.article_id


def row_of(hit: Json) -> Row:
    """Return the row of a hit that was asked for with the columns of ROW."""
    fields = hit["fields"]
    published = fields["published"][0] if "published" in fields else None
    return Row(fields["id"][0], fields["revision"][0], published, hit["_score"] or 0.0)


def section_number(hit: Json) -> int:
    """Return the number of a nested section."""
    return int(hit["fields"][NUMBER][0])


class Folded(NamedTuple):
    """Rows that are shown, and of which group each hidden one is a copy.

    `groups`: those with more than one matching article, the shown one first.
    """

    shown: list[Row]
    groups: Mapping[str, tuple[str, ...]]

    @property
    def hidden(self) -> list[str]:
        """Return the ids of the copies that are not shown."""
        return [name for _, *copies in self.groups.values() for name in copies]


def folded(rows: Sequence[Row], folding: Folding) -> Folded:
    """Fold copies: of each group the first by its places is shown."""
    members: defaultdict[object, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if place := folding.places.get(row.article_id):
            members[place[0]].append((place[1], row.article_id))
    groups = {}
    for found in members.values():
        if len(found) > 1:
            names = tuple(name for _, name in sorted(found))
            groups[names[0]] = names
    hidden = {name for _, *copies in groups.values() for name in copies}
    return Folded([row for row in rows if row.article_id not in hidden], groups)


def freshness(rows: Sequence[Row], sort: Sort, origin: int | None) -> list[float]:
    """Return the factor of each row's score: 1 unless newer ones are preferred."""
    if sort is not Sort.RECENT or origin is None:
        return [1.0] * len(rows)
    stamps = [math.nan if row.published is None else float(row.published) for row in rows]
    factors: list[float] = recency(origin - np.array(stamps)).tolist()
    return factors


def with_best(
    rows: Iterable[Row], factors: Mapping[str, float], best: Mapping[str, float]
) -> list[Row]:
    """Add a share of the score of its best section to each row."""
    return [
        replace(
            row,
            score=round(
                row.score + weights.BEST_SECTION * factors[row.article_id] * best[row.article_id], 6
            ),
        )
        if row.article_id in best
        else row
        for row in rows
    ]


def without_copies(
    counts: Mapping[str, int], values: Mapping[str, Sequence[str]], folded: Folded
) -> dict[str, int]:
    """Return the counts of a facet when copies that have the same value count once.

    Args:
        counts: of every value the matching articles, copies among them.
        values: of every article of a group with copies, its values.
    """
    left = dict(counts)
    for names in folded.groups.values():
        seen: set[str] = set()
        for name in names:
            for value in set(values.get(name, ())):
                left[value] -= value in seen
                seen.add(value)
    return left
