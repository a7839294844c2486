"""Tell what came into a store after a place in its history, and what was there before.

In: a store and a place: the number of a row, of which only the order means anything.
Out: revisions that were stored later, in that order.
Revisions are never changed nor removed, so the numbers of their rows rise with time. Moments do
not: a clock may be set back, and a second has many revisions, of which a run may publish some.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from corpus.store import ArticleStore

# A plus keeps SQLite from going through a whole shelf, here and below: what is asked for is little.
_OF_SHELF = "FROM revisions WHERE +shelf = ?"


class Stored(NamedTuple):
    """A revision as it was stored. `at`: ISO 8601 in UTC; `number`: its place in the history."""

    number: int
    id: str
    revision: int
    at: str


class History:
    """The history of one shelf of a store. Every method raises StoreError, StoreDamagedError."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store

    def after(self, place: int) -> list[Stored]:
        """Return what was stored after a place, 0 for all, the oldest first."""
        return self._rows("AND rowid > ? ORDER BY rowid", place)

    def backwards(self, count: int) -> Iterator[list[Stored]]:
        """Yield all that was stored, so many at a time, the latest first."""
        before = self._top() + 1
        while rows := self._rows("AND rowid < ? ORDER BY rowid DESC LIMIT ?", before, count):
            yield rows
            before = rows[-1].number

    def place_of(self, stored: Stored) -> int | None:
        """Return where a revision stands, None in a store that never held it."""
        rows = self._store._all(
            "SELECT rowid FROM revisions WHERE shelf = ? AND id = ? AND revision = ?"
            " AND stored_at = ?",
            stored.id,
            stored.revision,
            stored.at,
        )
        return int(rows[0][0]) if rows else None

    def place_before(self, moment: datetime) -> int:
        """Return the place after which all stands that was stored from a moment on.

        Where the clock was set back meanwhile, it is one of the places where that moment was.
        """
        wanted = moment.astimezone(UTC).isoformat(timespec="seconds")
        return bisect_left(range(1, self._top() + 1), wanted, key=self._moment)

    def revisions_at(self, place: int, ids: Iterable[str]) -> dict[str, int]:
        """Return id → the revision that some articles had at a place; nothing of later ones."""
        rows = self._store._all(
            "SELECT id, max(revision) FROM revisions WHERE shelf = ? AND +rowid <= ?"
            " AND id IN (SELECT value FROM json_each(?)) GROUP BY id",
            place,
            json.dumps(list(ids)),
        )
        return dict(rows)

    def newest_first(self, ids: Iterable[str]) -> list[str]:
        """Return those of some articles that are live, newest by publication first."""
        rows = self._store._all(
            "SELECT id FROM articles WHERE shelf = ? AND +live"
            " AND id IN (SELECT value FROM json_each(?)) ORDER BY published DESC, id",
            json.dumps(list(ids)),
        )
        return [name for (name,) in rows]

    def _rows(self, condition: str, *values: object) -> list[Stored]:
        rows = self._store._all(
            f"SELECT rowid, id, revision, stored_at {_OF_SHELF} {condition}",
            *values,
        )
        return [Stored._make(row) for row in rows]

    def _top(self) -> int:
        """Return the number of the latest row of all shelves, 0 if there is none."""
        rows = self._store._all("SELECT max(rowid) FROM revisions WHERE ? <> ''")
        return int(rows[0][0] or 0)

    def _moment(self, number: int) -> str:
        """Return when the first row from a number on was stored."""
        rows = self._store._all(
            "SELECT stored_at FROM revisions WHERE ? <> '' AND rowid >= ? ORDER BY rowid LIMIT 1",
            number,
        )
        return str(rows[0][0])
