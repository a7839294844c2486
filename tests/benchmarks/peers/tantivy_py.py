"""tantivy-py: one German stemmed field with positions, text stored, its default threads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from tests.benchmarks.peers.base import PREFIX, TOP, WRITER_BYTES, moments, sections


def _analyzer() -> Any:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("german"))
        .build()
    )


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw")
    builder.add_text_field("body", stored=True, tokenizer_name="de")
    builder.add_date_field("day", indexed=True, fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer("de", _analyzer())
    writer = index.writer(heap_size=WRITER_BYTES)
    for name, text, day in sections(lines):
        writer.add_document(tantivy.Document(name=[name], body=[text], day=day))
    writer.commit()
    writer.wait_merging_threads()


class Tantivy:
    """The index, opened."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        analyzer = _analyzer()
        self._index.register_tokenizer("de", analyzer)
        self._searcher, self._analyze = self._index.searcher(), analyzer.analyze

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question with addresses of documents."""
        schema = self._index.schema
        terms = [term for word in words for term in self._analyze(word)]
        single = [tantivy.Query.term_query(schema, "body", term) for term in terms]
        if kind == "phrase" and len(terms) > 1:
            made = tantivy.Query.phrase_query(schema, "body", terms)
        elif kind == "prefix":
            pattern = re.escape(words[0].lower()[:PREFIX]) + ".*"
            made = tantivy.Query.regex_query(schema, "body", pattern)
        else:
            occur = tantivy.Occur.Must if kind in ("all", "phrase") else tantivy.Occur.Should
            made = tantivy.Query.boolean_query([(occur, one) for one in single])
        if kind == "dated":
            days = tantivy.Query.range_query(
                schema, "day", tantivy.FieldType.Date, *moments(), include_upper=False
            )
            made = tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in (made, days)])
        order = {"order_by_field": "day"} if kind == "newest" else {}
        return lambda: self._searcher.search(made, TOP, count=False, **order).hits

    def names(self, hits: Any) -> list[str]:
        """Return the names of documents."""
        return [str(self._searcher.doc(address)["name"][0]) for _, address in hits]


open_peer = Tantivy
