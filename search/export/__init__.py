"""Articles for other programs: tables, reference managers, feed readers.

In: stored or found articles.  Out: entries, and their text in one of several formats, written to a
stream as they come.
"""

from search.export.entries import Entry, entry_of_article, entry_of_hit
from search.export.feed import About, name_of, write_feed
from search.export.table import write_table

__all__ = [
    "About",
    "Entry",
    "entry_of_article",
    "entry_of_hit",
    "name_of",
    "write_feed",
    "write_table",
]
