"""Which of the copies of one text is shown: the first, the longest, or a preferred outlet's.

In: the groups of the article store and a rule.  Out: a folding for questions.
The rule is the setting FUNDSTELLE_SHOWN_COPY: `first`, `longest`, or names of outlets, separated by
commas, the most wanted first; where none of them has the text, the first published is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from corpus import ArticleStore
from corpus.copies import Copy, CopyTable
from search.engines.folding import Folding


def _sort_key(rule: str) -> Callable[[Copy], tuple[float, ...]]:
    """Return the sort key of a rule, without the last tie-breaker, the id."""
    if rule.strip() in ("", "first"):
        return _first
    if rule.strip() == "longest":
        return lambda copy: (-copy.words, *_first(copy))
    wanted = {name.strip().casefold(): place for place, name in enumerate(rule.split(","))}
    return lambda copy: (wanted.get(copy.source.casefold(), math.inf), *_first(copy))


def _first(copy: Copy) -> tuple[float, ...]:
    """Sort by time of publication, undated last, then by length."""
    return (math.inf if copy.published is None else copy.published, -copy.words)


def ordered(copies: list[Copy], rule: str) -> list[Copy]:
    """Return copies in the order in which they are to be shown."""
    key = _sort_key(rule)
    return sorted(copies, key=lambda copy: (key(copy), copy.id))


class Foldings:
    """The folding of a store's groups, made anew when they have changed."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._made: tuple[int, Folding] | None = None

    def of(self, store: ArticleStore) -> Folding:
        """Return the folding of the groups as they are now."""
        table = CopyTable(store)
        changes = table.changes()
        if self._made is None or self._made[0] != changes:
            groups = (list(group) for _, group in groupby(table.all(), lambda copy: copy.leader))
            folding = Folding.of(
                [copy.id for copy in ordered(group, self._rule)] for group in groups
            )
            self._made = changes, folding
        return self._made[1]


def state_of(store: Path) -> tuple[object, ...]:
    """Return sizes and times of the files of a store, which differ once it was written to; () if
    there is none.
    """
    files = [store, store.with_name(store.name + "-wal")]
    stats = [path.stat() for path in files if path.exists()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)
