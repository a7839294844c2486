"""The lexicons and postings of a segment as Whoosh asks for them.

In: a segment's arrays.  Out: Whoosh's cursors, statistics and matchers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from search.engines.embedded.segments.layout import LENGTH_OF
from search.engines.embedded.segments.segment import InvertedField, Postings, SegmentArrays
from search.engines.embedded.segments.term_postings import POSITION_BITS
from search.system.arrays import Array


class ColumnarTerms(base.TermsReader):  # type: ignore[misc]
    """Whoosh's view of the lexicons."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self._segment = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def _field(self, name: str) -> InvertedField | None:
        return self._segment.field(name) if name in self._segment.inverted else None

    def _find(self, name: str, text: bytes) -> tuple[InvertedField, int] | None:
        field = self._field(name)
        number = field.lexicon.find(text) if field else None
        return None if field is None or number is None else (field, number)

    def _slice(self, name: str, text: bytes) -> Postings:
        found = self._find(name, text)
        if found is None:
            raise TermNotFound(f"no term {name}:{text!r}")
        return found[0].postings(found[1])

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        """Return a cursor over the terms of a field."""
        field = self._field(fieldname)
        return ColumnarCursor(field, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all (field, term), sorted."""
        for name in self.indexed_field_names():
            field = self._field(name)
            for term in field.lexicon if field else ():
                yield name, term

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from a place on."""
        field = self._field(fieldname)
        if field:
            for number in range(field.lexicon.place(prefix), len(field.lexicon)):
                yield fieldname, field.lexicon[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms of a field from a place on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term."""
        found = self._slice(fieldname, text)
        lengths = self._lengths(fieldname, found.docs)
        return TermInfo(
            weight=float(found.size),
            df=len(found.docs),
            minlength=rounded(int(lengths.min())) if lengths is not None else None,
            maxlength=rounded(int(lengths.max())) if lengths is not None else 0,
            maxweight=float(found.freqs.max()),
            minid=int(found.docs[0]),
            maxid=int(found.docs[-1]),
        )

    def _lengths(self, fieldname: str, docs: Array) -> Array | None:
        if fieldname not in LENGTH_OF:
            return None
        lengths: Array = self._segment.column(f"length/{LENGTH_OF[fieldname]}")[docs]
        return lengths

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term occurs, deleted ones included."""
        found = self._find(fieldname, text)
        return found[0].doc_freq(found[1]) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return Whoosh's own matcher over the postings of a term."""
        found = self._slice(fieldname, text)
        docs, weights = found.docs.tolist(), found.freqs.astype(float).tolist()
        values = [b""] * len(docs)
        if found.occurrences is not None:
            ends = found.freqs.cumsum(dtype="i8")
            places = found.occurrences(True).merged()
            plain = (places & (1 << POSITION_BITS) - 1).astype("<u4")
            values = [
                plain[end - count : end].tobytes()
                for end, count in zip(ends.tolist(), found.freqs.tolist(), strict=True)
            ]
        return ListMatcher(
            docs, weights, values, format_, scorer, term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )  # fmt: skip

    def indexed_field_names(self) -> list[str]:
        """Return the inverted fields, sorted."""
        return sorted(self._segment.inverted)

    def close(self) -> None:
        """Nothing is held: the map goes with its last view."""


class ColumnarCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of a field."""

    def __init__(self, field: InvertedField | None, fieldobj: Any) -> None:
        self._lexicon, self._fieldobj = field.lexicon if field else (), fieldobj
        self._place = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._place = 0
        return self.term()

    def find(self, string: bytes) -> Any:
        """Go to the first term that is not below this one."""
        self._place = self._lexicon.place(string) if self._lexicon else 0
        return self.term()

    def next(self) -> Any:
        """Go on."""
        self._place += 1
        return self.term()

    def text(self) -> Any:
        """Return the present term as bytes, None past the end."""
        return self._lexicon[self._place] if self._place < len(self._lexicon) else None

    def term(self) -> Any:
        """Return the present term as text, None past the end."""
        text = self.text()
        return None if text is None else self._fieldobj.from_bytes(text)

    def is_valid(self) -> bool:
        """Tell whether there is a present term."""
        return self._place < len(self._lexicon)


def rounded(length: int) -> int:
    """Return a length as roughly as Whoosh keeps it, in one byte."""
    return int(byte_to_length(length_to_byte(length)))
