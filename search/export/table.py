"""Entries as a table: comma-separated values (RFC 4180) for programs, or what a click opens in a
spreadsheet that is set to German.

In: entries.  Out: a head line, then a line for each. A German spreadsheet parts cells at
semicolons, because the comma is in its numbers; without the signature it takes UTF-8 for
Windows-1252: "MÃ¼ller".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from search.export.entries import Entry

COLUMNS = ("id", "title", "authors", "agencies", "source", "published", "url", "topics", "text")
# A cell that begins so is run as a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNATURE = "\ufeff"


def write_german_table(entries: Iterable[Entry], stream: TextIO) -> None:
    """Write entries as `write_table` does, with semicolons and a signature."""
    stream.write(_SIGNATURE)
    write_table(entries, stream, ";")


def write_german_numbers(
    columns: Sequence[str], rows: Iterable[Sequence[object]], stream: TextIO
) -> None:
    """Write rows of our own, dates and whole numbers, as a spreadsheet set to German opens them."""
    stream.write(_SIGNATURE)
    csv.writer(stream, delimiter=";").writerows([columns, *rows])


def write_table(entries: Iterable[Entry], stream: TextIO, delimiter: str = ",") -> None:
    """Write entries; several values of a cell are parted by "; "."""
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_harmless(_cell(getattr(entry, column))) for column in COLUMNS])


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
