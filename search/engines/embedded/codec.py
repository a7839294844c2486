"""Segments as Whoosh reads them: its matchers, lexicon cursors and columns on our arrays.

Nothing of Fundstelle's own search goes this way; it keeps the index a Whoosh index, which any
Whoosh with this module at hand opens, and which the differential tests hold us to.
In: a segment named in Whoosh's table of contents.  Out: the readers of `whoosh.codec.base`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec import base

from search.engines.embedded.documents import ColumnarDocuments
from search.engines.embedded.segments.contents import EXTENSION, SegmentFacts
from search.engines.embedded.segments.segment import SegmentArrays
from search.engines.embedded.terms import ColumnarTerms


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """The entry of a segment in the table of contents; holds what was deleted since."""

    def __init__(self, indexname: str, doc_count: int = 0) -> None:
        super().__init__(indexname)
        self._doc_count = doc_count
        self._deleted: set[int] = set()
        self.compound = False

    @classmethod
    def of(cls, indexname: str, entry: SegmentFacts) -> ColumnarSegment:
        """Return the segment of an entry."""
        segment = cls(indexname, entry.documents)
        segment.segid = entry.file.removeprefix(f"{indexname}_").removesuffix(EXTENSION)
        segment._deleted = set(entry.deleted)
        return segment

    def entry(self) -> SegmentFacts:
        """Return what the list of segments says of it."""
        return SegmentFacts(
            self.make_filename(EXTENSION), self._doc_count, tuple(self.deleted_docs())
        )

    def codec(self) -> ColumnarCodec:
        """Return how to read it."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._doc_count

    def set_doc_count(self, doccount: int) -> None:
        """Note how many documents were written."""
        self._doc_count = doccount

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, ascending."""
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or take that back."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return docnum in self._deleted


def arrays_of(storage: Any, segment: ColumnarSegment) -> SegmentArrays:
    """Return the mapped arrays of a segment in a directory."""
    return SegmentArrays(Path(storage.folder) / segment.make_filename(EXTENSION))


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Reads; our batch writer writes."""

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarTerms:
        """Return the lexicons and postings."""
        return ColumnarTerms(arrays_of(storage, segment))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarDocuments:
        """Return columns, lengths and deletions."""
        return ColumnarDocuments(arrays_of(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:  # noqa: ARG002
        """Return an empty segment."""
        return ColumnarSegment(indexname)
