"""The joined spelling of words written with hyphens: "Corona-Pandemie" → "Coronapandemie".

In: an NFC text and the [start, end) offsets of its tokens.  Out: for each chain of tokens with
nothing but a hyphen between two of them its first and last token and the word without hyphens, as
one would write it. Indexed as one more term at the place of the first token, it lets both spellings
meet: "E-Mail" and "Email", "Covid-19" and "Covid19", "A-380" and "A380".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.analysis.tokens import TOKEN, token_spans

# U+2010 and U+2011 are hyphens; a dash is not: "Ulm–Passau" is a route.
HYPHENS = frozenset("-\u2010\u2011")
# Longer chains are titles and jokes ("Wer-wird-schon-wieder-…"), not words.
MAX_PARTS = 4

# Between the first word of a chain, its number of words and the joined word; in no token.
MARK = "\x1f"

_MODEL = re.compile(r"([^\W\d_]{1,20})(\d{1,6})")


class Joined(NamedTuple):
    """A chain: numbers of its first and last token, the word without hyphens."""

    first: int
    last: int
    word: str


def words_of(text: str) -> list[str]:
    """Return the words of one block of text as written; the first of a chain tells of the chain."""
    words = TOKEN.findall(text)
    if not HYPHENS.isdisjoint(text):
        for first, last, word in joined_words(text, token_spans(text)):
            words[first] = f"{words[first]}{MARK}{last - first + 1}{MARK}{word}"
    return words


class Written(NamedTuple):
    """A word of `words_of`, taken apart: itself, the length of its chain, the joined word."""

    word: str
    length: int = 1
    joined: str = ""


def written(word: str) -> Written:
    """Take a word of `words_of` apart."""
    if MARK not in word:
        return Written(word)
    text, length, joined = word.split(MARK)
    return Written(text, int(length), joined)


def joined_words(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Joined]:
    """Yield the chains of a text in order."""
    first = 0
    for number in range(1, len(spans) + 1):
        if number < len(spans) and _hyphen_between(text, spans[number - 1], spans[number]):
            continue
        if 1 < number - first <= MAX_PARTS:
            parts = [text[start:end] for start, end in spans[first:number]]
            yield Joined(first, number - 1, join(parts))
        first = number


def join(parts: Sequence[str]) -> str:
    """Return the parts as one word; the case of the last is that of the whole: "e", "Mail"."""
    word = "".join(part.lower() for part in parts)
    return word.capitalize() if parts[-1][:1].isupper() else word


def model_parts(word: str) -> tuple[str, str] | None:
    """Return letters and number of a model's name, "iPhone15" → ("iPhone", "15"); else None."""
    found = _MODEL.fullmatch(word)
    return (found[1], found[2]) if found else None


def _hyphen_between(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] - one[1] == 1 and text[one[1]] in HYPHENS
