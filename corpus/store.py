"""Keep articles, their earlier revisions and what is known of their files.

In: articles and the file each came from.  Out: the live articles, any revision, counts.
One SQLite file may hold several shelves, one per index directory beside it; an `ArticleStore` sees
one of them.  Safe for several processes: readers never wait for the writer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.batch import Batch
from corpus.database import connect, transaction, translated
from corpus.dictionaries import Dictionaries
from corpus.errors import StoreDamagedError
from corpus.kept import KeptArticle
from corpus.models import Article, article_from_dict
from corpus.names import ascending

PAGE = 500
_LIVE = "FROM articles WHERE shelf = ? AND live"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """What was read from a file.

    `display`: its key; `sha256`: hex; `failures`, `skips`, `doubts`: the reasons told, the last
    with their numbers; `rules`: the stamp of the rules applied to it, empty without any.
    """

    display: str
    size: int
    mtime_ns: int
    sha256: str
    failures: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    doubts: tuple[tuple[str, int], ...] = ()
    rules: str = ""


class ArticleStore(AbstractContextManager["ArticleStore"]):
    """One shelf of an article store, opened for writing unless `read_only`.

    Every method raises StoreError if the file cannot be used and StoreDamagedError if its content
    is broken. A read-only store must exist.
    """

    def __init__(self, path: Path, shelf: str = "index", *, read_only: bool = False) -> None:
        self.path = Path(path)
        self.shelf = shelf
        self._database = connect(self.path, read_only=read_only)
        self._dictionaries = Dictionaries(self)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what is not committed is dropped."""
        # SQLite does this only when the last one closes, and the site always has the file open:
        # a copy of it must hold what was written. What cannot be moved is safe in the log.
        with suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(PASSIVE)")
        with translated(self.path):
            self._database.close()

    def rest(self) -> None:
        """Give back the memory kept for what may be asked next."""
        self._run("PRAGMA shrink_memory")
        self._dictionaries.rest()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes of the block or, on any error, none. An inner one joins the outer."""
        if self._database.in_transaction:
            yield
            return
        with transaction(self._database, self.path):
            yield

    def put(self, article: Article, file: str) -> str:
        """Store an article; return "new", "changed" or "unchanged".

        A changed article keeps its earlier text as a revision; one that was removed is new again
        and gets the next revision. `file` owns the live article from now on.
        """
        with translated(self.path):
            text = KeptArticle.of(article)
        with self.transaction():
            batch = self.batch([text.id])
            outcome = batch.put(text, file)
            batch.write()
            return outcome

    def batch(self, ids: Iterable[str]) -> Batch:
        """Return a batch for the articles of these ids, to be used within one transaction."""
        return Batch(self, ids)

    def remove(self, article_id: str) -> bool:
        """Take an article off the shelf, its revisions kept; return False if it was not there."""
        with self.transaction():
            done = self._run(
                "UPDATE articles SET live = 0 WHERE shelf = ? AND id = ? AND live",
                (self.shelf, article_id),
            )
            return done.rowcount > 0

    def get(self, article_id: str, revision: int | None = None) -> Article | None:
        """Return the live article, or any kept revision of it, or None."""
        if revision is None:
            row = self._one(
                "SELECT r.content FROM articles a JOIN revisions r"
                " ON r.shelf = a.shelf AND r.id = a.id AND r.revision = a.revision"
                " WHERE a.shelf = ? AND a.id = ? AND a.live",
                article_id,
            )
        else:
            row = self._one(
                "SELECT content FROM revisions WHERE shelf = ? AND id = ? AND revision = ?",
                article_id,
                revision,
            )
        return self._article(row[0]) if row else None

    def get_many(self, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Article]:
        """Return the (id, revision) pairs that are kept, live or not."""
        rows = self._all(
            "SELECT r.id, revision, content FROM json_each(?2) CROSS JOIN revisions r ON shelf = ?1"
            " AND r.id = json_extract(value, '$[0]') AND revision = json_extract(value, '$[1]')",
            json.dumps(list(pairs)),
        )
        return {(name, revision): self._article(content) for name, revision, content in rows}

    def current(self) -> Iterator[tuple[str, int]]:
        """Yield (id, revision) of all live articles, sorted by id."""
        yield from self._paged(f"SELECT id, revision {_LIVE} AND id > ? ORDER BY id")

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[tuple[int, Article]]:
        """Yield (revision, article), sorted by id, of all live articles or of those named."""
        names = (name for name, _ in self.current()) if ids is None else iter(ascending(ids))
        while some := list(islice(names, PAGE)):
            # The order of the tables is SQLite's own choice otherwise, and may be the wrong one.
            rows = self._all(
                "SELECT a.revision, r.content FROM articles a CROSS JOIN revisions r"
                " ON r.shelf = a.shelf AND r.id = a.id AND r.revision = a.revision"
                " WHERE a.shelf = ? AND a.live AND a.id IN (SELECT value FROM json_each(?))"
                " ORDER BY a.id",
                json.dumps(some),
            )
            for revision, content in rows:
                yield revision, self._article(content)

    def count(self) -> int:
        """Return the number of live articles."""
        return int(self._all(f"SELECT count(*) {_LIVE}")[0][0])

    def owner(self, article_id: str) -> str | None:
        """Return the file that provides the live article."""
        row = self._one(f"SELECT file {_LIVE} AND id = ?", article_id)
        return row[0] if row else None

    def ids_of(self, file: str) -> list[str]:
        """Return the ids of the live articles a file provides, sorted."""
        # Left to itself SQLite goes through the whole shelf: 12 ms a file among 100,000.
        by_file = _LIVE.replace("articles", "articles INDEXED BY articles_by_file")
        return [row[0] for row in self._all(f"SELECT id {by_file} AND file = ? ORDER BY id", file)]

    def revisions(self, article_id: str) -> list[tuple[int, str, str]]:
        """Return (revision, time stored as ISO 8601 in UTC, fingerprint), oldest first."""
        rows = self._all(
            "SELECT revision, stored_at, fingerprint FROM revisions WHERE shelf = ? AND id = ?"
            " ORDER BY revision",
            article_id,
        )
        return [(number, stored_at, fingerprint.hex()) for number, stored_at, fingerprint in rows]

    def newest(self, limit: int) -> list[Article]:
        """Return the live articles published last, newest first, undated ones at the end."""
        rows = self._all(f"SELECT id {_LIVE} ORDER BY published DESC, id LIMIT ?", max(0, limit))
        return [article for row in rows if (article := self.get(row[0]))]

    def problems(self) -> Iterator[str]:
        """Yield a sentence for each live article whose kept text is not what was stored."""
        for article_id, revision in self.current():
            content, fingerprint = self._one(
                "SELECT content, fingerprint FROM revisions"
                " WHERE shelf = ? AND id = ? AND revision = ?",
                article_id,
                revision,
            ) or (b"", b"")
            try:
                sound = self._article(content).fingerprint() == fingerprint.hex()
            except StoreDamagedError:
                sound = False
            if not sound:
                yield f"{self.path}: the text of {article_id} (revision {revision}) is damaged"

    def known_file(self, display: str) -> FileRecord | None:
        """Return what was noted of a file."""
        row = self._one(
            "SELECT size, mtime_ns, sha256, rules, failures, skips, doubts FROM files"
            " WHERE shelf = ? AND display = ?",
            display,
        )
        if not row:
            return None
        size, mtime_ns, sha256, rules, *told = row
        failures, skips, doubts = map(self._json, told)
        return FileRecord(
            display=display, size=size, mtime_ns=mtime_ns, sha256=sha256, rules=rules,
            failures=tuple(failures), skips=tuple(skips), doubts=tuple(map(tuple, doubts)),
        )  # fmt: skip

    def note_file(self, record: FileRecord) -> None:
        """Note a file, replacing what was noted of it."""
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self.shelf, record.display, record.size, record.mtime_ns, record.sha256,
                    record.rules, *map(json.dumps, (record.failures, record.skips, record.doubts)),
                ),
            )  # fmt: skip

    def forget_file(self, display: str) -> None:
        """Drop what was noted of a file; its articles stay."""
        with self.transaction():
            self._run("DELETE FROM files WHERE shelf = ? AND display = ?", (self.shelf, display))

    def files(self) -> list[str]:
        """Return the files noted, sorted."""
        rows = self._all("SELECT display FROM files WHERE shelf = ? ORDER BY display")
        return [row[0] for row in rows]

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        with translated(self.path):
            return self._database.execute(statement, values)

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        with translated(self.path):
            self._database.executemany(statement, rows)

    def _all(self, statement: str, *values: object) -> list[Any]:
        """Return all rows; the shelf is the first value of every query."""
        with translated(self.path):
            return self._database.execute(statement, (self.shelf, *values)).fetchall()

    def _paged(self, statement: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a query for ids above one, some thousand at a time, by rising id."""
        after = ""
        while rows := self._all(f"{statement} LIMIT {PAGE * 4}", after, *values):
            yield from rows
            after = rows[-1][0]

    def _one(self, statement: str, *values: object) -> Any:
        return next(iter(self._all(statement, *values)), None)

    def _json(self, text: bytes | str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, TypeError) as error:
            raise StoreDamagedError(f"{self.path}: damaged entry ({error})") from error

    def packer(self, texts: Sequence[bytes]) -> Callable[[bytes], bytes]:
        """Return the function to pack these texts with, within one transaction."""
        return self._dictionaries.packer(texts)

    def unpacked(self, content: bytes) -> bytes:
        """Return an article's JSON as kept: packed."""
        try:
            return self._dictionaries.unpack(content)
        except (TypeError, ValueError) as error:
            raise StoreDamagedError(f"{self.path}: damaged article ({error})") from error

    def _article(self, content: bytes) -> Article:
        try:
            return article_from_dict(self._json(self.unpacked(content).decode()))
        except (KeyError, TypeError, ValueError) as error:
            raise StoreDamagedError(f"{self.path}: damaged article ({error!r})") from error
