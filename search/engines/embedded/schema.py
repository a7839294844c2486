"""The Whoosh schema: which fields a section document has. Whoosh itself indexes nothing here.

Text fields have positions, but for parts of compounds; keywords are whole values.
Numbers live in columns, one a section:
    article      article id, UTF-8          revision  of the article in the store
    number       of the section, from 0     published seconds since 1970 UTC, UNDATED if unknown
    len_FIELD    exact number of tokens (Whoosh's own lengths are rounded to a byte)
Raise SCHEMA_VERSION in `layout.py` with every change here.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from whoosh import columns, fields, formats

from search.engines.base import KEYWORD_FIELDS, POSITION_FIELDS, TEXT_FIELDS
from search.engines.embedded.segments.layout import LENGTH_FIELDS, UNDATED


class PlainPositions(formats.Positions):  # type: ignore[misc]
    """Ascending positions as little-endian uint32, four bytes each."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return the bytes of a list of positions."""
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions of a posting."""
        return list(struct.unpack(f"<{len(value) // 4}I", value))

    def decode_frequency(self, value: bytes) -> int:
        """Return the number of positions."""
        return len(value) // 4


class AnalyzedText(fields.FieldType):  # type: ignore[misc]
    """A text field, analysed before."""

    indexed = True
    scorable = True
    analyzer = None

    def __init__(self, *, positions: bool) -> None:
        self.format = PlainPositions() if positions else formats.Frequency()
        self.stored = False
        self.unique = False


class Keywords(fields.FieldType):  # type: ignore[misc]
    """A field of whole values, neither split nor scored."""

    indexed = True
    scorable = False
    analyzer = None

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.stored = False
        self.unique = False


def build_schema() -> fields.Schema:
    """Return the schema, always made here and never read from a file."""
    schema = fields.Schema()
    for name in TEXT_FIELDS:
        schema.add(name, AnalyzedText(positions=name in POSITION_FIELDS))
    for name in KEYWORD_FIELDS:
        schema.add(name, Keywords())
    schema.add("article_id", Keywords())
    schema.add("article", fields.COLUMN(columns.VarBytesColumn()))
    schema.add("revision", fields.COLUMN(columns.NumericColumn("i")))
    schema.add("number", fields.COLUMN(columns.NumericColumn("i")))
    schema.add("published", fields.COLUMN(columns.NumericColumn("q", default=UNDATED)))
    for name in LENGTH_FIELDS:
        schema.add(f"len_{name}", fields.COLUMN(columns.NumericColumn("i")))
    return schema
