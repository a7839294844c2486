"""Stock Whoosh: one German stemmed field with positions, text stored, its own codec and collectors.

It needs a process of its own: our engine restricts what may be unpickled in its process, and
Whoosh's own files are pickles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whoosh import index, query
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.fields import DATETIME, ID, TEXT, Schema

from tests.benchmarks.peers.base import PREFIX, TOP, moments, sections, tokens
from tests.benchmarks.whoosh_peer import stem_word


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    analyzer = RegexTokenizer(r"\w+") | LowercaseFilter() | StemFilter(stem_word, cachesize=-1)
    fields = Schema(
        name=ID(stored=True), body=TEXT(analyzer, stored=True), day=DATETIME(sortable=True)
    )
    writer = index.create_in(folder, fields).writer(limitmb=256)
    for name, text, day in sections(lines):
        writer.add_document(name=name, body=text, day=day.replace(tzinfo=None))
    writer.commit()


class Whoosh:
    """The index, opened."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher()

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question with Whoosh's results."""
        terms = [stem_word(token) for token in tokens(words)]
        single = [query.Term("body", term) for term in terms]
        made = {
            "all": query.And(single),
            "phrase": query.Phrase("body", terms) if len(terms) > 1 else single[0],
            "prefix": query.Prefix("body", words[0].lower()[:PREFIX]),
        }.get(kind, query.Or(single))
        options: dict[str, Any] = {}
        if kind == "dated":
            first, last = (day.replace(tzinfo=None) for day in moments())
            options["filter"] = query.DateRange("day", first, last, endexcl=True)
        if kind == "newest":
            options = {"sortedby": "day", "reverse": True}
        return lambda: self._searcher.search(made, limit=TOP, **options)

    def names(self, hits: Any) -> list[str]:
        """Return the names of documents."""
        return [hit["name"] for hit in hits]


open_peer = Whoosh
