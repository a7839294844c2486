"""Tell tables of data from tables that lay out a page, as they did for twenty years.

In: a table of a page.  Out: its rows, or none if it is not one of data.  Results, polls and prices
are read across: a cell alone says nothing.
"""

from __future__ import annotations

from corpus.readers.page.tree import Tag

MIN_ROWS = 2
# Longer cells hold text, and text in columns is layout.
MAX_CELL_CHARS = 200
# More rows than an article has: a register, of which each cell is read as it stands.
MAX_ROWS = 500
CELLS = frozenset({"td", "th"})
_LAYOUT = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "form"})


def data_rows(table: Tag) -> list[Tag]:
    """Return the rows of a table of data, [] if it is none.

    Its cells are short and hold no table or heading, and half of its rows have two of them.
    """
    rows: list[Tag] = []
    full = 0
    for one in table.descendants:
        if not isinstance(one, Tag):
            continue
        if one.name in _LAYOUT or len(rows) > MAX_ROWS:
            return []
        if one.name == "tr":
            texts = [cell.get_text() for cell in one.elements if cell.name in CELLS]
            if any(
                len(text) > MAX_CELL_CHARS and len(" ".join(text.split())) > MAX_CELL_CHARS
                for text in texts
            ):
                return []
            rows.append(one)
            full += sum(bool(text.strip()) for text in texts) > 1
    return rows if len(rows) >= MIN_ROWS and 2 * full >= len(rows) else []
