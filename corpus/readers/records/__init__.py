"""Read articles that programs wrote as records: article lines, other JSON, tables. Their door.

In: a stream of lines, parsed JSON, or the text of a table.  Out: articles, and for each record that
gives none the reason.  What columns and keys hold is told by their names (`columns.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from corpus.readers.records.columns import CONTENTS, content_of, key_of
    from corpus.readers.records.jsonl import (
        are_lines,
        articles_in,
        parsed,
        read_articles,
        read_lines,
        read_text_lines,
    )
    from corpus.readers.records.table import read_table

__all__ = [
    "CONTENTS",
    "are_lines",
    "articles_in",
    "content_of",
    "key_of",
    "parsed",
    "read_articles",
    "read_lines",
    "read_table",
    "read_text_lines",
]

__getattr__ = opened(__name__, {
    "corpus.readers.records.columns": ("CONTENTS", "content_of", "key_of"),
    "corpus.readers.records.jsonl": (
        "are_lines", "articles_in", "parsed", "read_articles", "read_lines", "read_text_lines",
    ),
    "corpus.readers.records.table": ("read_table",),
})  # fmt: skip
