"""Cut text into tokens.

In: NFC text.  Out: (start, end) offsets and the text of each token, in order.
A token is a run of letters and digits. Inside it may stand: the mark of a gender form
("Lehrer:innen", "Lehrer*innen", "Lehrer/-innen"), an apostrophe ("geht's") and the marks of numbers
("3,5", "1.000", "12.03.2025"). Hyphens separate: "Corona-Pandemie" is two tokens in a row.
Signs that are read as words ("§", "%", "€", "$", "&") are tokens of their own. Unlike Whoosh's
analysers nothing is thrown away here: stop words and single letters keep their place, so that a
phrase means what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Read as words.
SIGNS = "§%€$&"
TOKEN = re.compile(
    r"[^\W\d_]+(?:(?:[:*_·•]|/-?)[Ii]n(?:nen)?(?![^\W_])"  # Lehrer:innen
    r"|[^\W_]*(?:['’][^\W_]+)*)"  # Wort  iPhone15  geht's; most tokens end here
    r"|\d+(?:[.,]\d+)+(?![^\W_])"  # 3,5  1.000  12.03.2025
    r"|[^\W_]+(?:['’][^\W_]+)*"  # 2G  9
    rf"|[{SIGNS}]"
)


class Token(NamedTuple):
    """One occurrence of a word: [start, end) offsets and the text as written."""

    start: int
    end: int
    text: str


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of an NFC text in order."""
    for match in TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return the [start, end) offsets of the tokens of an NFC text in order."""
    return [match.span() for match in TOKEN.finditer(text)]
