"""Store many articles at once: one question to the store for all of them, one answer.

In: articles in the form to keep, and the file each came from.  Out: rows of the store.
Asked and written article by article, SQLite took as long as all else that is done to store one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.kept import KeptArticle
from corpus.models import Article

if TYPE_CHECKING:
    from corpus.store import ArticleStore


@dataclass(slots=True)
class _Row:
    """What the shelf says of an article. `text`: what this batch puts, None if it puts nothing."""

    revision: int = 0
    live: bool = False
    file: str = ""
    fingerprint: str = ""
    text: KeptArticle | None = None


class Batch:
    """Articles about to be stored; nothing is written before `write`.

    Made by `ArticleStore.batch` for the ids it names, within one transaction of its store.
    """

    def __init__(self, store: ArticleStore, ids: Iterable[str]) -> None:
        self._store = store
        self._rows = {
            row[0]: _Row(row[1], bool(row[2]), row[3], row[4].hex())
            for row in store._all(
                "SELECT id, revision, live, file, fingerprint FROM articles"
                " WHERE shelf = ? AND id IN (SELECT value FROM json_each(?))",
                json.dumps(list(ids)),
            )
        }
        self._put: dict[str, _Row] = {}
        self._moved: dict[str, _Row] = {}
        self._revisions: list[tuple[int, KeptArticle]] = []

    def owner(self, article_id: str) -> str | None:
        """Return the file that provides the live article."""
        row = self._rows.get(article_id)
        return row.file if row and row.live else None

    def get(self, article_id: str) -> Article | None:
        """Return the live article, or None."""
        row = self._rows.get(article_id)
        if row and row.live and row.text:
            return row.text.article()
        return self._store.get(article_id)

    def put(self, text: KeptArticle, file: str) -> str:
        """Take an article; return "new", "changed" or "unchanged", as `ArticleStore.put` tells."""
        row = self._rows.setdefault(text.id, _Row())
        if row.live and row.fingerprint == text.fingerprint:
            if row.file != file:
                row.file = file
                self._moved[text.id] = row
            return "unchanged"
        outcome = "changed" if row.live else "new"
        row.revision += 1
        row.live, row.file, row.fingerprint, row.text = True, file, text.fingerprint, text
        self._put[text.id] = row
        self._revisions.append((row.revision, text))
        return outcome

    def remove(self, article_id: str) -> bool:
        """Take an article off the shelf, as `ArticleStore.remove` does, after `write`."""
        if row := self._rows.get(article_id):
            row.live = False
        return self._store.remove(article_id)

    def write(self) -> None:
        """Write what was put to the store. Raises StoreError."""
        shelf, now = self._store.shelf, datetime.now(UTC).isoformat(timespec="seconds")
        pack = self._store.packer([text.content for _, text in self._revisions])
        self._store._many(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    shelf,
                    text.id,
                    revision,
                    now,
                    bytes.fromhex(text.fingerprint),
                    pack(text.content),
                )
                for revision, text in self._revisions
            ),
        )
        self._store._many(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, 1, ?, ?, ?)",
            (
                (
                    shelf,
                    name,
                    row.revision,
                    row.file,
                    bytes.fromhex(row.fingerprint),
                    row.text.published,
                )
                for name, row in self._put.items()
                if row.text
            ),
        )
        self._store._many(
            "UPDATE articles SET file = ? WHERE shelf = ? AND id = ?",
            ((row.file, shelf, name) for name, row in self._moved.items()),
        )
        self._revisions.clear()
        self._put.clear()
        self._moved.clear()
