"""The article store: one SQLite file that is the truth; every index is derived from it.

In: articles with the file they came from.  Out: current articles, earlier revisions, file records.
A file can hold several shelves, one for each index beside it; no shelf sees another's articles.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from corpus.errors import StoreDamagedError, StoreError
from corpus.models import Article, article_from_dict

_SCHEMA = """
CREATE TABLE IF NOT EXISTS revisions (
    shelf TEXT, id TEXT, revision INTEGER, fingerprint TEXT, stored TEXT, content BLOB,
    PRIMARY KEY (shelf, id, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    shelf TEXT, id TEXT, revision INTEGER, fingerprint TEXT, file TEXT, published INTEGER,
    live INTEGER, PRIMARY KEY (shelf, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (shelf, file);
CREATE INDEX IF NOT EXISTS articles_by_date ON articles (shelf, live, published);
CREATE TABLE IF NOT EXISTS files (
    shelf TEXT, display TEXT, size INTEGER, mtime_ns INTEGER, sha256 TEXT, failures TEXT,
    PRIMARY KEY (shelf, display)) WITHOUT ROWID;
"""
BUSY_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file as it was when it was last read, and what could not be read in it."""

    display: str
    size: int
    mtime_ns: int
    sha256: str
    failures: tuple[str, ...] = ()


class ArticleStore:
    """A shelf of the store; a context manager. Raises StoreError, StoreDamagedError."""

    def __init__(self, path: Path, shelf: str = "index", *, read_only: bool = False) -> None:
        self.path, self._shelf = path, shelf
        mode = "ro" if read_only else "rwc"
        with self._errors():
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_S,
                isolation_level=None,
            )  # fmt: skip
            try:
                if not read_only:
                    self._db.execute("PRAGMA journal_mode = WAL")
                    self._db.execute("PRAGMA synchronous = NORMAL")
                    self._db.executescript(_SCHEMA)
            except sqlite3.Error:
                self._db.close()
                raise

    def __enter__(self) -> ArticleStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, zlib.error) as error:
            text = f"the article store {self.path}: {error}"
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(text) from error
            raise StoreDamagedError(text) from error

    def _rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with self._errors():
            return self._db.execute(sql, (self._shelf, *values)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make a batch of writes one: all of it is kept, or nothing."""
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def put(self, article: Article, file: str) -> str:
        """Store an article; return "new", "changed" or "unchanged". Earlier text stays as a revision."""
        fingerprint = article.fingerprint()
        known = self._rows(
            "SELECT revision, fingerprint, live FROM articles WHERE shelf = ? AND id = ?", article.id
        )
        revision, before, live = known[0] if known else (0, "", 0)
        if live and before == fingerprint:
            self._rows_write(
                "UPDATE articles SET file = ? WHERE shelf = ? AND id = ?",
                (file, self._shelf, article.id),
            )
            return "unchanged"
        number = int(str(revision)) + 1
        content = zlib.compress(json.dumps(article.to_dict(), ensure_ascii=False).encode(), 1)
        stored = datetime.now(UTC).isoformat(timespec="seconds")
        self._rows_write(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (self._shelf, article.id, number, fingerprint, stored, content),
        )
        published = article.published.timestamp() if article.published else None
        self._rows_write(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, 1)",
            (self._shelf, article.id, number, fingerprint, file, published),
        )
        return "changed" if live else "new"

    def _rows_write(self, sql: str, values: tuple[object, ...]) -> int:
        with self._errors():
            return self._db.execute(sql, values).rowcount

    def remove(self, article_id: str) -> bool:
        """Take an article off the shelf; its revisions stay. Return whether it was there."""
        sql = "UPDATE articles SET live = 0 WHERE shelf = ? AND id = ? AND live = 1"
        return self._rows_write(sql, (self._shelf, article_id)) > 0

    def get(self, article_id: str, revision: int | None = None) -> Article | None:
        """Return the current text, or that of a revision; None if there is none."""
        if revision is not None:
            return self.get_many([(article_id, revision)]).get((article_id, revision))
        rows = self._rows(
            "SELECT content FROM articles JOIN revisions USING (shelf, id, revision)"
            " WHERE shelf = ? AND id = ? AND live = 1",
            article_id,
        )
        return self._article(rows[0][0]) if rows else None

    def get_many(self, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Article]:
        """Return the articles of some (id, revision); those that are missing are left out."""
        sql = "SELECT content FROM revisions WHERE shelf = ? AND id = ? AND revision = ?"
        found = {pair: self._rows(sql, *pair) for pair in pairs}
        return {pair: self._article(rows[0][0]) for pair, rows in found.items() if rows}

    def _article(self, content: object) -> Article:
        with self._errors():
            text = zlib.decompress(content)  # type: ignore[arg-type]
        try:
            return article_from_dict(json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamagedError(f"the article store {self.path}: {error}") from error

    def current(self) -> Iterator[tuple[str, int]]:
        """Yield (id, revision) of all articles on the shelf, by id."""
        sql = "SELECT id, revision FROM articles WHERE shelf = ? AND live = 1 ORDER BY id"
        for name, revision in self._rows(sql):
            yield str(name), int(str(revision))

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[tuple[int, Article]]:
        """Yield (revision, article) for some ids in their order, or for all by id."""
        revisions = dict(self.current())
        for name in revisions if ids is None else ids:
            if name in revisions:
                pair = (name, revisions[name])
                yield pair[1], self.get_many([pair])[pair]

    def count(self) -> int:
        """Return the number of articles on the shelf."""
        rows = self._rows("SELECT count(*) FROM articles WHERE shelf = ? AND live = 1")
        return int(str(rows[0][0]))

    def owner(self, article_id: str) -> str | None:
        """Return the file that a current article came from."""
        sql = "SELECT file FROM articles WHERE shelf = ? AND id = ? AND live = 1"
        rows = self._rows(sql, article_id)
        return str(rows[0][0]) if rows else None

    def ids_of(self, file: str) -> list[str]:
        """Return the ids of current articles from a file."""
        sql = "SELECT id FROM articles WHERE shelf = ? AND file = ? AND live = 1"
        return [str(row[0]) for row in self._rows(sql, file)]

    def revisions(self, article_id: str) -> list[tuple[int, str]]:
        """Return (revision, time of storing in UTC) of an article, oldest first."""
        sql = "SELECT revision, stored FROM revisions WHERE shelf = ? AND id = ? ORDER BY revision"
        return [(int(str(number)), str(stored)) for number, stored in self._rows(sql, article_id)]

    def newest(self, limit: int) -> list[Article]:
        """Return the newest dated articles, newest first."""
        sql = (
            "SELECT id, revision FROM articles WHERE shelf = ? AND live = 1 AND published NOT NULL"
            " ORDER BY published DESC, id LIMIT ?"
        )
        pairs = [(str(name), int(str(revision))) for name, revision in self._rows(sql, limit)]
        return list(self.get_many(pairs).values())

    def known_file(self, display: str) -> FileRecord | None:
        """Return what is known of a file that was read before."""
        sql = "SELECT size, mtime_ns, sha256, failures FROM files WHERE shelf = ? AND display = ?"
        for size, mtime_ns, sha256, failures in self._rows(sql, display):
            return FileRecord(
                display=display,
                size=int(str(size)),
                mtime_ns=int(str(mtime_ns)),
                sha256=str(sha256),
                failures=tuple(json.loads(str(failures))),
            )
        return None

    def note_file(self, record: FileRecord) -> None:
        """Remember a file as read."""
        self._rows_write(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (self._shelf, record.display, record.size, record.mtime_ns, record.sha256,
             json.dumps(record.failures)),
        )  # fmt: skip

    def forget_file(self, display: str) -> None:
        """Forget a file."""
        self._rows_write("DELETE FROM files WHERE shelf = ? AND display = ?", (self._shelf, display))

    def files(self) -> list[str]:
        """Return all files that were read."""
        return [str(row[0]) for row in self._rows("SELECT display FROM files WHERE shelf = ?")]

    def digest(self) -> str:
        """Return the SHA-256 over all current (id, revision)."""
        pairs = json.dumps(list(self.current()))
        return hashlib.sha256(pairs.encode()).hexdigest()
