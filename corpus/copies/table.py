"""Keep the groups of copies beside the articles, in the article store.

In: a store.  Out: its groups, brought up to date with its articles.
A row says which revision it was made of, so a run that was cut off is completed by the next one,
and only articles that changed are looked at again.  `leader`: the smallest id of the group, empty
for an article without copies, NULL for one that is not grouped yet.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from corpus.copies.grouping import Groups, join_copies
from corpus.copies.notes import Note, with_notes
from corpus.copies.numbers_aside import NumbersAside
from corpus.copies.relation import are_copies
from corpus.copies.sample import Samples, rules_out
from corpus.copies.shingles import Shingles, shingles_of, text_of
from corpus.copies.sketch import SKETCH_VERSION, candidates
from corpus.models import Article
from corpus.names import Names
from corpus.store import ArticleStore

BATCH = 1000
# Texts kept as shingles while pairs are looked at; one takes about 6 kB. With 4,096 one look in
# ten less has to read its text (40,000 articles).
CACHED = 1024

# Live articles of a shelf behind an id without a sketch of their revision, of this version.
_DUE = (
    "FROM articles a LEFT JOIN copies c ON c.shelf = a.shelf AND c.id = a.id"
    " WHERE a.shelf = ? AND a.live AND a.id > ?"
    " AND (c.revision IS NOT a.revision OR c.version IS NOT ?)"
)
# In place of the row of a leader: of an article without copies, of one that is not grouped yet.
_ALONE, _PENDING = -1, -2


class Copy(NamedTuple):
    """An article that has copies. `published`: seconds since 1970 UTC; `words`: of its text."""

    id: str
    leader: str
    published: int | None
    words: int
    source: str


class _Look(NamedTuple):
    """What the relation of two articles depends on."""

    shingles: Shingles
    agencies: frozenset[str]
    source: str
    title: str


class CopyTable:
    """The groups of copies of a store's shelf; shares the store's connection and transactions."""

    def __init__(self, store: ArticleStore) -> None:
        self._store, self._folder = store, store.path.parent

    def update(
        self,
        progress: Callable[[int, int], None] = lambda *_: None,
        notes: Iterable[Note] = (),
    ) -> bool:
        """Group what is new, changed or left alone since last time; tell whether there was any.

        `notes`: by ascending id, of any articles as they are now: their texts are not read again.
        Raises: StoreError, StoreDamagedError.
        """
        self._forget_what_is_gone()
        due = Names(
            name
            for (name,) in self._store._paged(f"SELECT a.id {_DUE} ORDER BY a.id", SKETCH_VERSION)
        )
        found = _of(due, iter(notes))
        with closing(Samples(due, self._folder)) as samples:
            for start in range(0, len(due), BATCH):
                some = due[start : start + BATCH]
                with self._store.transaction():
                    self._loosen(some)
                    self._note(some, list(islice(found, len(some))), samples)
                progress(start + len(some), len(due))
            with self._store.transaction():
                return self._group(samples)

    def waiting(self) -> int:
        """Return how many articles are new or changed since last time."""
        return int(self._store._all(f"SELECT count(*) {_DUE}", "", SKETCH_VERSION)[0][0])

    def changes(self) -> int:
        """Return a number that grows whenever groups may have changed; 0 if there never were."""
        rows = self._store._all("SELECT number FROM copy_changes WHERE shelf = ?")
        return int(rows[0][0]) if rows else 0

    def all(self) -> Iterator[Copy]:
        """Yield every live article that has copies, a group after the other."""
        yield from self._copies("c.leader <> '' ORDER BY c.leader, c.id")

    def of(self, article_id: str) -> list[Copy]:
        """Return an article and its copies, sorted by id; nothing if it has none."""
        return list(
            self._copies(
                "c.leader = (SELECT leader FROM copies"
                " WHERE shelf = a.shelf AND id = ? AND leader <> '') ORDER BY c.id",
                article_id,
            )
        )

    def _copies(self, condition: str, *values: object) -> Iterable[Copy]:
        rows = self._store._all(
            "SELECT c.id, c.leader, a.published, c.words, c.source FROM articles a JOIN copies c"  # noqa: S608
            f" ON c.shelf = a.shelf AND c.id = a.id WHERE a.shelf = ? AND a.live AND {condition}",
            *values,
        )
        return map(Copy._make, rows)

    def _forget_what_is_gone(self) -> None:
        with self._store.transaction():
            gone = [
                row[0]
                for row in self._store._all(
                    "SELECT c.id FROM copies c LEFT JOIN articles a"
                    " ON a.shelf = c.shelf AND a.id = c.id"
                    " WHERE c.shelf = ? AND a.live IS NOT 1"
                )
            ]
            self._loosen(gone)
            self._store._many(
                "DELETE FROM copies WHERE shelf = ? AND id = ?",
                ((self._store.shelf, name) for name in gone),
            )
            if gone:
                self._count_change()

    def _loosen(self, ids: Sequence[str]) -> None:
        """Let the groups of some articles be found anew: what they held together may fall apart."""
        leaders = self._store._all(
            "SELECT DISTINCT leader FROM copies WHERE shelf = ? AND leader <> ''"
            " AND id IN (SELECT value FROM json_each(?))",
            json.dumps(ids),
        )
        self._store._many(
            "UPDATE copies SET leader = NULL WHERE shelf = ? AND leader = ? AND leader <> ''",
            ((self._store.shelf, leader) for (leader,) in leaders),
        )

    def _note(self, ids: Sequence[str], notes: Sequence[Note | None], samples: Samples) -> None:
        """Keep the sketches of some articles, and for this run their samples."""
        rows = []
        lacking = [name for name, note in zip(ids, notes, strict=True) if note is None]
        read = (note for _, _, note in with_notes(self._store.articles(lacking)))
        for note in merge(filter(None, notes), read, key=attrgetter("id")):
            samples.put(note.id, note.sample)
            rows.append(
                (
                    self._store.shelf, note.id, note.revision, SKETCH_VERSION, note.words,
                    note.source, note.sketch.astype("<u4").tobytes(),
                )
            )  # fmt: skip
        self._store._many("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", rows)

    def _group(self, samples: Samples) -> bool:
        """Find the groups of all that is not grouped yet."""
        pending = self._store._all(
            "SELECT 1 FROM copies WHERE shelf = ? AND leader IS NULL LIMIT 1"
        )
        if not pending:
            return False
        names, sizes = Names(), array("I")
        before = array("q")  # by row: that of the leader, _ALONE or _PENDING
        with closing(NumbersAside(np.uint32, self._folder)) as keys:
            for name, leader, kept in self._store._paged(
                "SELECT id, leader, sketch FROM copies WHERE shelf = ? AND id > ? ORDER BY id"
            ):
                names.append(name)
                keys.append(np.frombuffer(kept, "<u4"))
                sizes.append(len(kept) // 4)
                # The smallest id of a group: it is there already.
                led = names.find(leader) if leader else _PENDING if leader is None else _ALONE
                before.append(_PENDING if led is None else led)
            was = np.frombuffer(before, np.int64)
            groups = Groups(len(names))
            for row in np.flatnonzero(was >= 0).tolist():
                groups.join(row, before[row])
            found = candidates(keys, np.frombuffer(sizes, np.uint32), was == _PENDING, self._folder)
            join_copies(groups, found, self._relation(names, samples))
        leaders = np.fromiter(map(groups.find, range(len(names))), np.int64, len(names))
        leaders[np.bincount(leaders)[leaders] == 1] = _ALONE
        self._store._many(
            "UPDATE copies SET leader = ? WHERE shelf = ? AND id = ?",
            (
                ("" if leader == _ALONE else names[leader], self._store.shelf, names[row])
                for row in np.flatnonzero(leaders != was).tolist()
                for leader in (int(leaders[row]),)
            ),
        )
        self._count_change()
        return True

    def _relation(self, names: Names, samples: Samples) -> Callable[[int, int], bool]:
        numbers = array("i", samples.numbers(names))
        sample_of = lru_cache(CACHED)(lambda row: samples.get(numbers[row]))

        @lru_cache(CACHED)
        def look(row: int) -> _Look:
            article = self._store.get(names[row]) or Article(id=names[row])
            return _Look(
                shingles_of(text_of(article)),
                frozenset(article.agencies),
                article.source,
                article.title.casefold(),
            )

        def related(one: int, other: int) -> bool:
            if rules_out(sample_of(one), sample_of(other)):
                return False
            mine, theirs = look(one), look(other)
            return are_copies(
                mine.shingles,
                theirs.shingles,
                same_agency=bool(mine.agencies & theirs.agencies),
                same_source=bool(mine.source) and mine.source == theirs.source,
                same_title=bool(mine.title) and mine.title == theirs.title,
            )

        return related

    def _count_change(self) -> None:
        self._store._run(
            "INSERT INTO copy_changes VALUES (?, 1)"
            " ON CONFLICT (shelf) DO UPDATE SET number = number + 1",
            (self._store.shelf,),
        )


def _of(names: Iterable[str], notes: Iterator[Note]) -> Iterator[Note | None]:
    """Yield the note of each of some ascending names, None if there is none."""
    note = next(notes, None)
    for name in names:
        while note is not None and note.id < name:
            note = next(notes, None)
        yield note if note is not None and note.id == name else None
