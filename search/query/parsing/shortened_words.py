"""Find the words of a query text that a hyphen cuts short: "Haus- und Fachärzte"."""

from __future__ import annotations

import re

from search.analysis.ellipsis import words_cut_short
from search.analysis.joined import whole_of

# Before a hyphen that is a minus sign behind other words: "Kampf, -Macht".
_AND = re.compile(r" (?:und|oder|sowie|bzw\.|beziehungsweise) -\Z")


def short_for(text: str) -> dict[int, str]:
    """Return of each word that is cut short where it starts, and what it is short for."""
    found: dict[int, str] = {}
    for word in words_cut_short(text):
        start = word.start
        behind = text[start - 1 : start] == "-" and not text[start - 2 : start - 1].isalnum()
        if not behind or _AND.search(text[:start]):
            found.setdefault(start, whole_of(word))
    return found
