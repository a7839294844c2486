"""Show the words of a plan as the reader typed them.

In: a folded word, pattern or row of words, and the query text.  Out: what stands in the text.
Plans hold folded words alone; a note that says "spd" to who typed "SPD" looks like a mistake.
"""

from __future__ import annotations

import re

_GENDER_MARK = "(?:[:*_·•]|/-?)"


def as_typed(folded: str, text: str) -> str:
    """Return a folded word or row of words as it stands in a normalised query text.

    "e mail" and "email" both stand for "E-Mail". Words of a row that are typed apart from each
    other are looked up one by one; what is not found is returned as it is.
    """
    if found := _place(folded, text):
        return found[0]
    words = folded.split()
    return " ".join(as_typed(word, text) for word in words) if len(words) > 1 else folded


def _place(folded: str, text: str) -> re.Match[str] | None:
    letters = (_letter(character) for character in folded)
    return re.search(rf"(?<!\w){'-?'.join(letters)}(?!\w)", text, re.I)


def _letter(character: str) -> str:
    if character == " ":
        return r"\W+"
    return _GENDER_MARK if character == ":" else re.escape(character)
