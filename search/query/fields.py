"""In which fields of an index the words of a field of a query are looked for."""

from __future__ import annotations

from search.query.tree import Field

# Stem, exact, parts.
STEMMED = {
    Field.TEXT: ("text_stem", "text_exact", "text_parts"),
    Field.TITLE: ("title_stem", "title_exact", "title_parts"),
}
EXACT = {Field.TEXT: "text_exact", Field.TITLE: "title_exact", Field.AUTHOR: "author"}
