"""Copies: find articles that are edits of one text, and keep their groups.

In: the articles of a store.  Out: groups of copies, kept in the same store.
`shingles.py` → `sketch.py` (which pairs are worth a look) → `relation.py` (are these two copies?)
→ `grouping.py`; `table.py` drives them and remembers; `notes.py` is for who reads the texts anyway.
"""

from corpus.copies.notes import noted, notes_in
from corpus.copies.relation import are_copies, resemblance
from corpus.copies.shingles import Shingles, shingles_of, text_of
from corpus.copies.table import Copy, CopyTable

__all__ = [
    "Copy",
    "CopyTable",
    "Shingles",
    "are_copies",
    "noted",
    "notes_in",
    "resemblance",
    "shingles_of",
    "text_of",
]
