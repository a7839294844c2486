"""SQLite FTS5 on words stemmed by Snowball before; texts and dates in a table beside it.

SQLite has no German stemmer. The words are indexed without a second copy of the text (`content=''`)
and with positions; the table holds the text as it was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import Stemmer

from tests.benchmarks.peers.base import PREFIX, SPAN, TOP, sections, tokens

_STEM = Stemmer.Stemmer("german").stemWords
FILE = "fts5.sqlite"


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    db = sqlite3.connect(folder / FILE)
    db.execute("create virtual table words using fts5 (body, content='')")
    db.execute("create table sections (name text, day text, body text)")
    db.execute("create index days on sections (day)")
    for section in sections(lines):
        day = section.published.date().isoformat()
        made = db.execute(
            "insert into sections values (?, ?, ?)", (section.name, day, section.text)
        )
        terms = " ".join(_STEM(tokens([section.text])))
        db.execute("insert into words (rowid, body) values (?, ?)", (made.lastrowid, terms))
    db.commit()


class Fts5:
    """The tables, opened."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / FILE)

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question with numbers of rows."""
        quoted = [f'"{term}"' for term in _STEM(tokens(words))]
        text = {
            "all": " AND ".join(quoted),
            "phrase": " + ".join(quoted),
            "prefix": f'"{words[0].lower()[:PREFIX]}" *',
        }.get(kind, " OR ".join(quoted))
        days = [day.isoformat() for day in SPAN] if kind == "dated" else []
        join = (
            "join sections on sections.rowid = words.rowid" if kind in ("dated", "newest") else ""
        )
        within = "and day >= ? and day < ?" if days else ""
        order = "day desc" if kind == "newest" else "rank"
        statement = (
            f"select words.rowid from words {join} where words match ? {within} "
            f"order by {order} limit ?"
        )
        return lambda: self._db.execute(statement, (text, *days, TOP)).fetchall()

    def names(self, hits: Any) -> list[str]:
        """Return the names of rows."""
        one = "select name from sections where rowid = ?"
        return [str(self._db.execute(one, row).fetchone()[0]) for row in hits]


open_peer = Fts5
