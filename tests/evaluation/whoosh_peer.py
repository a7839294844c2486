"""The peer of the retrieval report: stock Whoosh 2.7.4 with its own German analyser and BM25F.

In: article lines.  Out: ranked ids. The analyser drops stop words and stems with Whoosh's Snowball;
any word of a query may match, as in the documentation of `OrGroup`.
"""

from __future__ import annotations

from pathlib import Path

from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import OrGroup, QueryParser

from tests.evaluation.peer_texts import texts

# A writer that keeps all in memory merges nothing on the way.
MEMORY = 1024  # MB


class StockWhoosh:
    """A Whoosh index in memory."""

    def __init__(self, lines: Path) -> None:
        self._analyzer = LanguageAnalyzer("de")
        schema = Schema(id=ID(stored=True), body=TEXT(self._analyzer, phrase=False))
        index = RamStorage().create_index(schema)
        writer = index.writer(limitmb=MEMORY)
        for name, text in texts(lines):
            writer.add_document(id=name, body=text)
        writer.commit()
        self._searcher = index.searcher()
        self._parser = QueryParser("body", schema, group=OrGroup, plugins=[])

    def rank(self, text: str) -> list[str]:
        """Return the ids of the best 100 articles that hold one of the words."""
        found = self._searcher.search(self._parser.parse(text), limit=100)
        return [hit["id"] for hit in found]
