"""Stock Whoosh on the same sections and queries, in a process of its own.

    python -m tests.benchmarks.whoosh_queries FOLDER COUNT

Our engine restricts what may be unpickled in its process, and Whoosh's own files are pickles.
In: FOLDER as of `queries.py`.  Out: JSON: seconds to index, bytes, milliseconds by kind.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from whoosh import index, query
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.fields import DATETIME, ID, TEXT, Schema

from tests.benchmarks.peers import KINDS, SPAN, TOP, WORD, asked, sections, timed
from tests.benchmarks.whoosh_peer import stem_word


class Whoosh:
    """Stock Whoosh: one German stemmed field with positions, its own codec and collectors."""

    name = "Whoosh"

    def __init__(self, lines: Path, folder: Path) -> None:
        start = time.perf_counter()
        self._folder = folder / "whoosh"
        self._folder.mkdir()
        fields = Schema(
            id=ID(stored=True),
            body=TEXT(RegexTokenizer() | LowercaseFilter() | StemFilter(stem_word, cachesize=-1)),
            day=DATETIME(sortable=True),
        )
        writer = index.create_in(self._folder, fields).writer(limitmb=256)
        for name, text, day in sections(lines):
            writer.add_document(id=name, body=text, day=day.replace(tzinfo=None))
        writer.commit()
        self.seconds = time.perf_counter() - start
        self._searcher = index.open_dir(self._folder).searcher()

    def size(self) -> int:
        """Return the bytes on disk."""
        return sum(path.stat().st_size for path in self._folder.iterdir())

    def query(self, kind: str, words: list[str]) -> Callable[[], object]:
        """Return a function that answers a query of a kind."""
        terms = [stem_word(word) for word in WORD.findall(" ".join(words).lower())]
        single = [query.Term("body", term) for term in terms]
        made = {
            "all": query.And(single),
            "phrase": query.Phrase("body", terms) if len(terms) > 1 else single[0],
            "prefix": query.Prefix("body", words[0].lower()[:5]),
        }.get(kind, query.Or(single))
        options = {}
        if kind == "dated":
            first, last = (datetime(*day.timetuple()[:3]) for day in SPAN)
            options["filter"] = query.DateRange("day", first, last, endexcl=True)
        if kind == "newest":
            options = {"sortedby": "day", "reverse": True}
        return lambda: [hit["id"] for hit in self._searcher.search(made, limit=TOP, **options)]


def main(folder: str, count: str) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as work:
        peer = Whoosh(Path(folder) / "articles.jsonl", Path(work))
        times = {}
        for kind in KINDS:
            asks = [peer.query(kind, words) for words in asked(Path(folder), int(count))]
            for ask in asks[:20]:
                ask()
            times[kind] = [timed(ask) for ask in asks]
        print(json.dumps({"seconds": peer.seconds, "bytes": peer.size(), "times": times}))


if __name__ == "__main__":
    main(*sys.argv[1:])
