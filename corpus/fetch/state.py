"""What a folder knows of its feeds: links done and due, validators, hosts to be left alone.

In: what lists name and what came of it.  Out: what is due.  One small SQLite file, hidden in the
folder, written link by link: a run that is killed is completed by the next one.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.database import transaction, translated
from corpus.errors import CorpusError, StoreDamagedError
from corpus.fetch.links import Link

STATE = ".fundstelle-fetch.sqlite"
LOCK = ".fundstelle-fetch.lock"
# After so many runs in which a page could not be had it is given up.
MAX_TRIES = 3
LAYOUT = 1
DUE, REFUSED, DONE, GONE = "due", "refused", "done", "gone"

_SCHEMA = """
CREATE TABLE lists (url TEXT PRIMARY KEY, stamp TEXT NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL, sites TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE links (url TEXT PRIMARY KEY, list TEXT NOT NULL, stamp TEXT NOT NULL,
    status TEXT NOT NULL, tries INTEGER NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL)
    WITHOUT ROWID;
CREATE INDEX links_by_list ON links (list, status);
CREATE TABLE hosts (host TEXT PRIMARY KEY, not_before REAL NOT NULL) WITHOUT ROWID;
"""


class FolderBusyError(CorpusError):
    """Another run fetches into the folder; the message names its pid and start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecord:
    """A feed or sitemap as it was read last. `stamp`: what its index said of its last change."""

    url: str
    stamp: str = ""
    etag: str = ""
    modified: str = ""
    sites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """An article link. `etag`, `modified`: validators of the page as it was fetched last."""

    url: str
    list: str
    status: str = DUE
    tries: int = 0
    etag: str = ""
    modified: str = ""


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Be the only run on a folder. Raises: FolderBusyError, OSError."""
    with (folder / LOCK).open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read(200).strip() or "another process"
            raise FolderBusyError(f"{folder}: {holder} fetches into it") from error
        stream.truncate(0)
        stream.write(f"pid {os.getpid()}, started {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC,")
        stream.flush()
        yield
        stream.truncate(0)


class FetchState:
    """The state of one folder. Every method raises StoreError or StoreDamagedError."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE
        with translated(self.path):
            self._database = sqlite3.connect(self.path, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        layout = self._run("PRAGMA user_version").fetchone()[0]
        tables = self._run("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not tables:
            with self.transaction():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._run(statement)
                self._run(f"PRAGMA user_version = {LAYOUT}")
        elif layout != LAYOUT:
            raise StoreDamagedError(
                f"{self.path}: written by another version; delete it to start anew"
            )
        elif self._run("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StoreDamagedError(f"{self.path}: damaged; delete it to start anew")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes of the block or none."""
        with transaction(self._database, self.path):
            yield

    def list_record(self, url: str) -> ListRecord:
        """Return what is known of a list, an empty record if nothing is."""
        row = self._run(
            "SELECT stamp, etag, modified, sites FROM lists WHERE url = ?", url
        ).fetchone()
        if not row:
            return ListRecord(url=url)
        stamp, etag, modified, sites = row
        return ListRecord(
            url=url, stamp=stamp, etag=etag, modified=modified, sites=frozenset(json.loads(sites))
        )

    def note_list(self, record: ListRecord, links: Iterable[Link]) -> None:
        """Note a list as read, and its links: new ones and those with another stamp are due."""
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?, ?)",
                record.url, record.stamp, record.etag, record.modified,
                json.dumps(sorted(record.sites)),
            )  # fmt: skip
            # What was refused and is no longer listed is forgotten: it would be told forever.
            self._run("DELETE FROM links WHERE list = ? AND status = ?", record.url, REFUSED)
            for link in links:
                self._run(
                    "INSERT INTO links VALUES (?, ?, ?, 'due', 0, '', '') ON CONFLICT (url) DO"
                    " UPDATE SET stamp = excluded.stamp, status = 'due', tries = 0,"
                    " list = excluded.list WHERE stamp <> excluded.stamp OR status = 'refused'",
                    link.url, record.url, link.stamp,
                )  # fmt: skip

    def due(self, lists: Collection[str]) -> Iterator[LinkRecord]:
        """Yield the links of these lists that are due or were refused, newest stamp first."""
        for name in lists:
            yield from (
                LinkRecord(
                    url=url, list=name, status=status, tries=tries, etag=etag, modified=modified
                )
                for url, status, tries, etag, modified in self._run(
                    "SELECT url, status, tries, etag, modified FROM links WHERE list = ?"
                    " AND status IN ('due', 'refused') ORDER BY stamp DESC, url",
                    name,
                ).fetchall()
            )

    def note_done(self, url: str, etag: str, modified: str) -> None:
        """Note that the present state of a page is in the folder."""
        self._run(
            "UPDATE links SET status = 'done', tries = 0, etag = ?, modified = ? WHERE url = ?",
            etag, modified, url,
        )  # fmt: skip

    def note_refused(self, url: str) -> None:
        """Note that a page must not be asked for; the next run looks whether that has changed."""
        self._run("UPDATE links SET status = 'refused' WHERE url = ?", url)

    def note_failed(self, link: LinkRecord, *, for_good: bool) -> None:
        """Note that a page could not be had."""
        given_up = for_good or link.tries + 1 >= MAX_TRIES
        self._run(
            "UPDATE links SET status = ?, tries = ? WHERE url = ?",
            GONE if given_up else DUE, link.tries + 1, link.url,
        )  # fmt: skip

    def hosts(self) -> dict[str, float]:
        """Return the hosts to be left alone until a time in seconds since 1970."""
        return dict(self._run("SELECT host, not_before FROM hosts").fetchall())

    def note_hosts(self, not_before: dict[str, float], now: float) -> None:
        """Keep the hosts that are still to be left alone."""
        with self.transaction():
            self._run("DELETE FROM hosts")
            for host, moment in not_before.items():
                if moment > now:
                    self._run("INSERT INTO hosts VALUES (?, ?)", host, moment)

    def _run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with translated(self.path):
            return self._database.execute(statement, values)
