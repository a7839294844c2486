"""Xapian: stems with positions, text stored, dates as a value; its default flush of 10,000."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xapian

from tests.benchmarks.peers.base import PREFIX, TOP, moments, sections, tokens

DAY = 0


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    database = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("german"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    for name, text, day in sections(lines):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(text)
        document.set_data(f"{name}\n{text}")
        document.add_value(DAY, xapian.sortable_serialise(day.timestamp()))
        database.add_document(document)
    database.commit()


class Xapian:
    """The database, opened."""

    def __init__(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder / "xapian"))
        self._stem = xapian.Stem("german")

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question with a set of matches."""
        terms = [self._stem(token).decode() for token in tokens(words)]
        if kind == "prefix":
            # Only with all its arguments do the bindings take the text for a pattern.
            limit = (0, xapian.Query.WILDCARD_LIMIT_ERROR)
            made = xapian.Query(xapian.Query.OP_WILDCARD, words[0].lower()[:PREFIX], *limit)
        else:
            operator = {"all": xapian.Query.OP_AND, "phrase": xapian.Query.OP_PHRASE}
            made = xapian.Query(operator.get(kind, xapian.Query.OP_OR), terms)
        if kind == "dated":
            first, last = (xapian.sortable_serialise(day.timestamp()) for day in moments())
            days = xapian.Query(xapian.Query.OP_VALUE_RANGE, DAY, first, last)
            made = xapian.Query(xapian.Query.OP_FILTER, made, days)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(made)
        if kind == "newest":
            enquire.set_sort_by_value(DAY, True)
        return lambda: enquire.get_mset(0, TOP)

    def names(self, hits: Any) -> list[str]:
        """Return the names of documents."""
        return [hit.document.get_data().decode().partition("\n")[0] for hit in hits]


open_peer = Xapian
