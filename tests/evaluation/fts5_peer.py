"""The peer of the retrieval report: SQLite FTS5 with its own BM25.

In: article lines.  Out: ranked ids. Once as it comes (unicode61, no diacritics), once on words that
were stemmed with Snowball German before, which is the most one can get from it.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import Stemmer

from tests.evaluation.peer_texts import texts

WORD = re.compile(r"\w+")


class Fts5:
    """An FTS5 table in memory."""

    def __init__(self, lines: Path, *, stemmed: bool) -> None:
        self._stem = Stemmer.Stemmer("german").stemWords if stemmed else list
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "create virtual table t using fts5"
            "(id unindexed, body, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = ((name, " ".join(self._words(text))) for name, text in texts(lines))
        self._db.executemany("insert into t values (?, ?)", rows)

    def _words(self, text: str) -> list[str]:
        return self._stem(WORD.findall(text.lower()))

    def rank(self, text: str) -> list[str]:
        """Return the ids of the best 100 articles that hold one of the words."""
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(self._words(text)))
        if not query:
            return []
        rows = self._db.execute(
            "select id from t where t match ? order by rank limit 100", (query,)
        )
        return [name for (name,) in rows]
