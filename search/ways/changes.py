"""What a changed query is, and the words of a query that changes begin with.

In: a query's text and tree.  Out: its words; the text with other words in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from search.models import SearchRequest, Way
from search.query.tree import And, Field, Node, Or, Phrase, Word, Words

# [start, end) in the query text.
Place = tuple[int, int]
# How a query differs, what is shown of it, and the request.
Change = tuple[Way, str, SearchRequest]

# Wildcards beside a whole word, which count for nothing there.
_STRAY_BEFORE, _STRAY_AFTER = re.compile(r"(?<!\w)[*?]+$"), re.compile(r"^[*?]+(?!\w)")


def plain_words(node: Node) -> Iterator[Word]:
    """Yield the words that are searched as such, left to right."""
    return (row for row in rows(node) if isinstance(row, Word))


def rows(node: Node) -> Iterator[Word | Phrase]:
    """Yield words and phrases that are looked for in all forms and everywhere, left to right."""
    match node:
        case Word() | Phrase() if node.field is Field.TEXT and not node.exact:
            yield node
        case And() | Or() | Words():
            for child in node.children:
                yield from rows(child)


def respelt(request: SearchRequest, text: str, words: list[tuple[Place, str]]) -> Change:
    """Return the query with other words at some places, in the order of the text."""
    for (start, end), word in reversed(words):
        # "?erlin" was read without the question mark, of which "?berlin" would make no word.
        text = _STRAY_BEFORE.sub("", text[:start]) + word + _STRAY_AFTER.sub("", text[end:])
    return Way.SPELLING, text, replace(request, text=text, offset=0)
