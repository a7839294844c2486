"""Copy an article store while others write to it; bring a copy to another place.

In: the file of a store.  Out: one file that holds what the store held at one moment.
Source: https://www.sqlite.org/backup.html
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.database import connect, translated

# Copied at a time, some 64 MB: between two times Ctrl+C is heard.
_PAGES = 4096
# What SQLite keeps beside a database: found beside another one, it would be taken for its own.
BESIDE = ("-wal", "-shm", "-journal")


def copy_store(path: Path, target: Path) -> None:
    """Write what a store holds now to a new file, not synced. Neither readers nor writers wait.

    Raises: StoreError, StoreDamagedError.
    """
    with closing(connect(path, read_only=True)) as store, translated(target):
        # One transaction: else each change by another process would start the copy anew.
        store.execute("BEGIN")
        store.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            store.backup(copy, pages=_PAGES)


def shelves(path: Path) -> set[str]:
    """Return the shelves of a store. Raises: StoreError, StoreDamagedError."""
    with closing(connect(path, read_only=True)) as store, translated(path):
        return {row[0] for row in store.execute("SELECT DISTINCT shelf FROM articles")}


def rename_shelf(path: Path, before: str, after: str) -> None:
    """Give a shelf another name, that none has yet. Raises: StoreError, StoreDamagedError."""
    with closing(connect(path, read_only=False)) as store, translated(path):
        store.execute("BEGIN IMMEDIATE")
        tables = store.execute(
            "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name = 'shelf'"
        ).fetchall()
        for (table,) in tables:
            quoted = '"{}"'.format(table.replace('"', '""'))
            statement = f"UPDATE {quoted} SET shelf = ? WHERE shelf = ?"  # noqa: S608 – quoted
            store.execute(statement, (after, before))
        store.execute("COMMIT")
