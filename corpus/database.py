"""Open the article store's SQLite file and translate what can go wrong with it.

In: a path.  Out: a connection with the tables in place; every sqlite3 error leaves as a
`StoreError` or `StoreDamagedError` that names the file.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreDamagedError, StoreError

BUSY_TIMEOUT_S = 30.0
# "FUND" in the file's header: we never write into another program's database.
APPLICATION_ID = 0x46554E44
# To be raised with every change of what is kept here, in `packing.py` or in `copies/table.py`.
SCHEMA_VERSION = 4
# A packed article is some 2 kB: on SQLite's usual pages of 4 kB every second half would be empty.
PAGE_BYTES = 16384

_SCHEMA = """
CREATE TABLE articles (
    shelf TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, live INTEGER NOT NULL,
    file TEXT NOT NULL, fingerprint BLOB NOT NULL, published INTEGER,
    PRIMARY KEY (shelf, id)
) WITHOUT ROWID;
CREATE INDEX articles_by_file ON articles (shelf, file) WHERE live;
CREATE INDEX articles_by_date ON articles (shelf, published DESC, id) WHERE live;
CREATE TABLE revisions (
    shelf TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
    stored_at TEXT NOT NULL, fingerprint BLOB NOT NULL, content BLOB NOT NULL
);
CREATE UNIQUE INDEX revisions_by_id ON revisions (shelf, id, revision);
CREATE TABLE files (
    shelf TEXT NOT NULL, display TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, rules TEXT NOT NULL,
    failures TEXT NOT NULL, skips TEXT NOT NULL, doubts TEXT NOT NULL,
    PRIMARY KEY (shelf, display)
) WITHOUT ROWID;
CREATE TABLE dictionaries (id INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE copies (
    shelf TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, version INTEGER NOT NULL,
    words INTEGER NOT NULL, source TEXT NOT NULL, sketch BLOB NOT NULL, leader TEXT,
    PRIMARY KEY (shelf, id)
) WITHOUT ROWID;
CREATE INDEX copies_by_leader ON copies (shelf, leader) WHERE leader <> '';
CREATE TABLE copy_changes (shelf TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn sqlite3's errors, and those of text that is no Unicode, into ours, naming the file."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(f"{path}: text that is no Unicode ({error.reason})") from error
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            free = shutil.disk_usage(path.parent).free
            raise StoreError(f"{path}: No space left on device, {free} bytes are free") from error
        if code == sqlite3.SQLITE_BUSY:
            raise StoreError(f"{path}: in use by another process ({error})") from error
        if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}:
            raise StoreError(f"{path}: cannot be read or written ({error})") from error
        if code == sqlite3.SQLITE_ERROR and "no such" in str(error):
            raise StoreDamagedError(f"{path}: damaged article store ({error})") from error
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreDamagedError(f"{path}: damaged article store ({error})") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error


@contextmanager
def transaction(database: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Make all changes of the block or, on any error, none."""
    with translated(path):
        database.execute("BEGIN IMMEDIATE")
    try:
        yield
        with translated(path):
            database.execute("COMMIT")
    except BaseException:
        # A full disk may already have ended the transaction.
        if database.in_transaction:
            with translated(path):
                database.execute("ROLLBACK")
        raise


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return an open connection in autocommit mode.

    Raises: StoreError, StoreDamagedError (no SQLite file, or another program's).
    """
    if read_only:
        if not path.is_file():
            raise StoreError(f"{path}: no article store there")
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path.parent}: cannot be made ({error.strerror})") from error
    with translated(path):
        return _open_read_only(path) if read_only else _open_writable(path)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def _open_read_only(path: Path) -> sqlite3.Connection:
    database = _open(path, "mode=ro")
    try:
        _require_ours(database, path)
    except sqlite3.OperationalError:
        database.close()
        # A write-ahead database on a read-only disk cannot be locked, and need not be.
        if path.with_name(path.name + "-wal").exists():
            raise
        database = _open(path, "immutable=1")
        _checked(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _open_writable(path: Path) -> sqlite3.Connection:
    database = _open(path, "mode=rwc")
    try:
        database.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new file only
        # Another process may be making the tables at this very moment.
        database.execute("BEGIN IMMEDIATE")
        if not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        else:
            _require_ours(database, path)
        database.execute("COMMIT")
        _use_wal(database)
        database.execute("PRAGMA synchronous = FULL")
    except BaseException:
        database.close()
        raise
    return database


def _use_wal(database: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; SQLite does not wait for others here, so we do."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while database.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _checked(database: sqlite3.Connection, path: Path) -> None:
    try:
        _require_ours(database, path)
    except BaseException:
        database.close()
        raise


def _require_ours(database: sqlite3.Connection, path: Path) -> None:
    if _number(database, "application_id") != APPLICATION_ID:
        raise StoreDamagedError(f"{path}: not an article store")
    version = _number(database, "user_version")
    if version != SCHEMA_VERSION:
        newer = version > SCHEMA_VERSION
        advice = "update Fundstelle" if newer else "read the files into another --store"
        raise StoreDamagedError(
            f"{path}: written by {'a newer' if newer else 'an older'} version of Fundstelle "
            f"(layout {version}, this one reads {SCHEMA_VERSION}): {advice}"
        )


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
