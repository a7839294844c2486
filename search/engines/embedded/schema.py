"""The Whoosh schema: which fields a section document has and how each is stored.

Text fields take postings analysed already (term → positions); Whoosh analyses nothing.
Numbers live in columns, one value a section:
    article      article id, UTF-8          revision  of the article in the store
    number       of the section, from 0     published seconds since 1970 UTC, UNDATED if unknown
    len_FIELD    exact number of tokens (Whoosh's own lengths are rounded to a byte)
Raise SCHEMA_VERSION with every change here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whoosh import columns, fields, formats

from search.engines.base import AUTHOR, KEYWORD_FIELDS, TEXT_FIELDS, TEXT_STEM, TITLE_STEM
from search.engines.embedded.postings import PlainPositions

SCHEMA_VERSION = 1
UNDATED = -(2**62)
# The kinds of a text have the same number of tokens: one column serves both.
LENGTH_OF = {
    "text_exact": TEXT_STEM,
    "text_stem": TEXT_STEM,
    "title_exact": TITLE_STEM,
    "title_stem": TITLE_STEM,
    "author": AUTHOR,
}
LENGTH_FIELDS = (TEXT_STEM, TITLE_STEM, AUTHOR)


class AnalyzedText(fields.FieldType):  # type: ignore[misc]
    """A text field whose value is term → ascending positions."""

    indexed = True
    scorable = True
    analyzer = None

    def __init__(self) -> None:
        self.format = PlainPositions()
        self.stored = False
        self.unique = False

    def index(
        self, value: Mapping[str, Sequence[int]], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) for Whoosh's writer."""
        encode = self.format.encode
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


class Keywords(fields.FieldType):  # type: ignore[misc]
    """A field of whole values, neither split nor scored."""

    indexed = True
    scorable = False
    analyzer = None

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.stored = False
        self.unique = False

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield one posting for each distinct value."""
        for keyword in dict.fromkeys(value):
            yield keyword.encode(), 1, 1.0, b""


def build_schema() -> fields.Schema:
    """Return the schema, always made here and never read from a file."""
    schema = fields.Schema()
    for name in TEXT_FIELDS:
        schema.add(name, AnalyzedText())
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
