"""Articles for other programs: tables, reference managers, feed readers.

In: stored or found articles.  Out: entries, and their text in one of several formats, written to a
stream as they come.
"""

from collections.abc import Callable, Iterable
from typing import TextIO

from search.export.entries import Entry, entry_of_article, entry_of_hit
from search.export.feed import About, name_of, write_feed
from search.export.table import write_german_numbers, write_german_table, write_table

__all__ = [
    "About",
    "Entry",
    "entry_of_article",
    "entry_of_hit",
    "name_of",
    "write_feed",
    "write_german_numbers",
    "writer_of",
]


def writer_of(form: str) -> Callable[[Iterable[Entry], TextIO], None]:
    """Return what writes entries as "csv", "csv-de", "ris", "bibtex" or "csl"."""
    tables = {"csv": write_table, "csv-de": write_german_table}
    if form in tables:
        return tables[form]
    # Imported here: what knows LaTeX takes longer to import than a query.
    from search.export.references import write_bibtex, write_csl, write_ris

    return {"ris": write_ris, "bibtex": write_bibtex, "csl": write_csl}[form]
