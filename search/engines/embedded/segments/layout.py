"""What a segment holds of each section, whoever reads it: the version, the fields with lengths.

Raise SCHEMA_VERSION with every change of `schema.py` or in the layout of `segment.py`.
"""

from __future__ import annotations

from search.engines.base import AUTHOR, GROUPS, TEXT_STEM, TITLE_STEM

SCHEMA_VERSION = 7
UNDATED = -(2**62)
# The kinds of a text have the same number of tokens: one column serves both.
_OF_GROUP = {"text": TEXT_STEM, "title": TITLE_STEM, "author": AUTHOR}
LENGTH_OF = {field: _OF_GROUP[group] for group, fields in GROUPS.items() for field in fields}
LENGTH_FIELDS = (TEXT_STEM, TITLE_STEM, AUTHOR)
