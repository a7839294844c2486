"""Columns, lengths and deletions of a segment as Whoosh asks for them.

In: a segment's arrays and its entry in the table of contents.  Out: `whoosh.codec.base` readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from whoosh.codec import base

from search.engines.embedded.segments.layout import LENGTH_FIELDS, LENGTH_OF
from search.engines.embedded.segments.segment import SegmentArrays
from search.engines.embedded.terms import rounded
from search.system.arrays import Array

# Column of the schema → array of the segment.
_COLUMNS = {
    "article": "",
    "number": "number",
    "revision": "revision",
    "published": "published",
    **{f"len_{name}": f"length/{name}" for name in LENGTH_FIELDS},
}


class SegmentEntry(Protocol):
    """What the table of contents says of a segment."""

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, ascending."""

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""


class ColumnarDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of columns, lengths and deletions."""

    def __init__(self, arrays: SegmentArrays, segment: SegmentEntry) -> None:
        self.arrays, self._segment = arrays, segment

    def close(self) -> None:
        """Nothing is held."""

    def doc_count(self) -> int:
        """Return the number of live documents."""
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Tell whether a document is deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """Say that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Tell whether there is a column."""
        return fieldname in _COLUMNS

    def list_columns(self) -> list[str]:
        """Return the names of the columns."""
        return list(_COLUMNS)

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ARG002
        """Return a list of the values of a column."""
        if fieldname == "article":
            ids = self.arrays.article_ids
            return _Column(ids[rank] for rank in self.arrays.article_of.tolist())
        return _Column(self.arrays.column(_COLUMNS[fieldname]).tolist())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the length of a field, as roughly as Whoosh keeps it."""
        if fieldname not in LENGTH_OF:
            return default
        exact = int(self.arrays.column(f"length/{LENGTH_OF[fieldname]}")[docnum])
        return rounded(exact)

    def _lengths(self, fieldname: str) -> Array:
        if fieldname not in LENGTH_OF:
            return self.arrays.number[:0]
        lengths = self.arrays.column(f"length/{LENGTH_OF[fieldname]}")
        return lengths[lengths > 0]

    def field_length(self, fieldname: str) -> int:
        """Return the sum of the lengths of a field."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the shortest length."""
        lengths = self._lengths(fieldname)
        return rounded(int(lengths.min())) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the longest length."""
        return rounded(int(self._lengths(fieldname).max(initial=0)))

    def stored_fields(self, docnum: int) -> dict[str, object]:  # noqa: ARG002
        """Return nothing: texts live in the article store."""
        return {}

    def all_stored_fields(self) -> Iterator[dict[str, object]]:
        """Yield nothing for every document."""
        return ({} for _ in range(self.doc_count_all()))


class _Column(list[Any]):
    """The values of a column as Whoosh asks for them."""

    def sort_key(self, docnum: int) -> Any:
        return self[docnum]

    def load(self) -> list[Any]:
        return self
