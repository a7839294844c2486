"""Other search engines on the same sections and the same queries.

In: article lines.  Out: for each kind of query a function that returns the best ten sections.
A peer that is not installed (`pip install -e '.[bench]'`) is left out. All rank by BM25 and stem.
Kinds: any, all, phrase, prefix; dated: any within `SPAN` of days; newest: any, newest first.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import Stemmer

KINDS = ("any", "all", "phrase", "prefix", "dated", "newest")
WORD = re.compile(r"\w+")
TOP = 10
# From the first day to before the second.
SPAN = (date(2018, 1, 1), date(2021, 1, 1))


class Peer(Protocol):
    """An engine with an index on disk."""

    name: str
    seconds: float

    def size(self) -> int:
        """Return the bytes on disk."""

    def query(self, kind: str, words: list[str]) -> Callable[[], object]:
        """Return a function that answers a query of a kind."""


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds of one call."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def asked(folder: Path, count: int) -> list[list[str]]:
    """Return the words of the first queries whose first word is long enough for a prefix."""
    texts = (folder / "queries.txt").read_text("utf-8").splitlines()
    return [words for text in texts if len(words := text.split()) and len(words[0]) >= 5][:count]


def sections(lines: Path) -> Iterator[tuple[str, str, datetime]]:
    """Yield the id, the text and the date of every section of a file of article lines."""
    with lines.open(encoding="utf-8") as stream:
        for line in stream:
            article = json.loads(line)
            published = datetime.fromisoformat(article["date"]).astimezone(UTC)
            parts = article.get("sections") or [{"paragraphs": [article["text"]]}]
            for number, part in enumerate(parts):
                head = article.get("title", "") if number == 0 else part.get("heading", "")
                yield f"{article['id']}#{number}", " ".join([head, *part["paragraphs"]]), published


class Fts5:
    """SQLite FTS5 on words stemmed before, text stored."""

    name = "SQLite FTS5"

    def __init__(self, lines: Path, folder: Path) -> None:
        start = time.perf_counter()
        self._stem = Stemmer.Stemmer("german").stemWords
        self._path = folder / "fts5.sqlite"
        self._db = sqlite3.connect(self._path)
        self._db.execute("create virtual table t using fts5 (id unindexed, day unindexed, body)")
        rows = (
            (name, day.date().isoformat(), " ".join(self._terms(text)))
            for name, text, day in sections(lines)
        )
        self._db.executemany("insert into t values (?, ?, ?)", rows)
        self._db.commit()
        self.seconds = time.perf_counter() - start

    def _terms(self, text: str) -> list[str]:
        return self._stem(WORD.findall(text.lower()))

    def size(self) -> int:
        """Return the bytes on disk."""
        return self._path.stat().st_size

    def query(self, kind: str, words: list[str]) -> Callable[[], object]:
        """Return a function that answers a query of a kind."""
        quoted = [f'"{term}"' for term in self._terms(" ".join(words))]
        text = {
            "all": " AND ".join(quoted),
            "phrase": " + ".join(quoted),
            "prefix": f'"{words[0].lower()[:5]}" *',
        }.get(kind, " OR ".join(quoted))
        days = [day.isoformat() for day in SPAN] if kind == "dated" else []
        within = "and day >= ? and day < ?" if days else ""
        order = "day desc" if kind == "newest" else "rank"
        statement = f"select id from t where t match ? {within} order by {order} limit ?"
        return lambda: self._db.execute(statement, (text, *days, TOP)).fetchall()


class Tantivy:
    """tantivy-py: one German stemmed field with positions, text stored, its default threads."""

    name = "tantivy-py"

    def __init__(self, lines: Path, folder: Path) -> None:
        import tantivy

        start = time.perf_counter()
        self._folder = folder / "tantivy"
        self._folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", stored=True, tokenizer_name="de")
        builder.add_date_field("day", indexed=True, fast=True)
        analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("german"))
            .build()
        )
        index = tantivy.Index(builder.build(), path=str(self._folder))
        index.register_tokenizer("de", analyzer)
        writer = index.writer(heap_size=256_000_000)
        for name, text, day in sections(lines):
            writer.add_document(tantivy.Document(id=[name], body=[text], day=day))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.seconds = time.perf_counter() - start
        self._index, self._searcher, self._analyze = index, index.searcher(), analyzer.analyze

    def size(self) -> int:
        """Return the bytes on disk."""
        return sum(path.stat().st_size for path in self._folder.iterdir())

    def query(self, kind: str, words: list[str]) -> Callable[[], object]:
        """Return a function that answers a query of a kind."""
        import tantivy

        schema = self._index.schema
        terms = [term for word in words for term in self._analyze(word)]
        single = [tantivy.Query.term_query(schema, "body", term) for term in terms]
        if kind == "phrase" and len(terms) > 1:
            made = tantivy.Query.phrase_query(schema, "body", terms)
        elif kind == "prefix":
            pattern = re.escape(words[0].lower()[:5]) + ".*"
            made = tantivy.Query.regex_query(schema, "body", pattern)
        else:
            occur = tantivy.Occur.Must if kind in ("all", "phrase") else tantivy.Occur.Should
            made = tantivy.Query.boolean_query([(occur, one) for one in single])
        if kind == "dated":
            first, last = (datetime(*day.timetuple()[:3], tzinfo=UTC) for day in SPAN)
            days = tantivy.Query.range_query(
                schema, "day", tantivy.FieldType.Date, first, last, include_upper=False
            )
            made = tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in (made, days)])
        order = {"order_by_field": "day"} if kind == "newest" else {}
        return lambda: self._searcher.search(made, TOP, count=False, **order).hits


def installed() -> list[type[Peer]]:
    """Return the peers at hand."""
    return [Fts5, *([Tantivy] if importlib.util.find_spec("tantivy") else [])]
