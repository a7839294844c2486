"""The joined spelling of words written with hyphens: "Corona-Pandemie" → "Coronapandemie".

In: an NFC text and the [start, end) offsets of its tokens.  Out: for each chain of tokens with
nothing but a hyphen between two of them, and for each shorter chain within it, its first and last
token and the word without hyphens, as one would write it. Indexed as one more term at the place of
the first token, it lets both spellings meet: "E-Mail" and "Email", also in "E-Mail-Adresse",
"Covid-19" and "Covid19", "A-380" and "A380". Words that are cut short by a hyphen ("Haus- und
Fachärzte", `ellipsis.py`) tell in the same way what they are, "Hausärzte".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

from search.analysis.ellipsis import CutShort, words_cut_short
from search.analysis.tokens import TOKEN, token_spans

# U+2010 and U+2011 are hyphens; a dash is not: "Ulm–Passau" is a route.
HYPHENS = frozenset("-\u2010\u2011")
# Longer chains are titles and jokes ("Wer-wird-schon-wieder-…"), not words.
MAX_PARTS = 4

# Between the first word of a chain, its number of words and the joined word, for each chain that
# begins there; in no token.
MARK = "\x1f"

_HYPHEN = re.compile("[-\u2010\u2011]")
# What stands between tokens, and each token, in turn.
_CUT = re.compile(f"({TOKEN.pattern})")
_MODEL = re.compile(r"([^\W\d_]{1,20})(\d{1,6})")
_HUMP = re.compile("[A-ZÄÖÜ][a-zäöüß]+")
_HUMPS = re.compile(f"(?:{_HUMP.pattern}){{2,6}}")
_GENDER = (["In"], ["Innen"])


class Joined(NamedTuple):
    """A chain: numbers of its first and last token, the word without hyphens."""

    first: int
    last: int
    word: str


def words_of(text: str) -> list[str]:
    """Return the words of one block of text as written; the first of a chain tells of the chain,
    one that is cut short of what it can be completed from.
    """
    words = TOKEN.findall(text)
    if not HYPHENS.isdisjoint(text):
        spans = token_spans(text)
        _tell_of_chains(words, text, spans)
        _tell_of_cut_short(words, text, spans)
    return words


def words_and_spans(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of `words_of` and the [start, end) offsets of each."""
    words, spans = chains_and_spans(text)
    _tell_of_cut_short(words, text, spans)
    return words, spans


def chains_and_spans(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return what `words_and_spans` does, where none is cut short.

    One split gives both in the time that the words alone take.
    """
    pieces = _CUT.split(text)
    borders = accumulate(map(len, pieces))
    words, spans = pieces[1::2], list(zip(borders, borders, strict=False))
    if not HYPHENS.isdisjoint(text):
        _tell_of_chains(words, text, spans)
    return words, spans


def _tell_of_chains(words: list[str], text: str, spans: Sequence[tuple[int, int]]) -> None:
    for first, last, word in joined_words(text, spans):
        words[first] += told(last - first + 1, word)


def _tell_of_cut_short(words: list[str], text: str, spans: Sequence[tuple[int, int]]) -> None:
    if found := list(words_cut_short(text)):
        places = {start: number for number, (start, _) in enumerate(spans)}
        for word in found:
            if word.start in places:
                words[places[word.start]] += told_short(word)


def told_short(word: CutShort) -> str:
    """Return what a word of `words_of` has behind it where it is cut short."""
    return told(len(word.own), whole_of(word))


def whole_of(word: CutShort) -> str:
    """Return the joined word that one which is cut short stands for, or what completes it."""
    if not word.sign:
        return join((*word.front, *word.back))
    return word.sign.join(("".join(word.front), *word.back))


def told(length: int, word: str) -> str:
    """Return what a word of `words_of` has behind it of a word that so many words stand for."""
    return f"{MARK}{length}{MARK}{word}"


class Written(NamedTuple):
    """A word of `words_of`, taken apart: itself, the joined words of the chains that begin there
    and how many words each is, shorter ones first; then what it is short for (`completed`).
    """

    word: str
    joined: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()


def written(word: str) -> Written:
    """Take a word of `words_of` apart."""
    if MARK not in word:
        return Written(word)
    text, *chains = word.split(MARK)
    return Written(text, tuple(chains[1::2]), tuple(map(int, chains[::2])))


def joined_words(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Joined]:
    """Yield the chains of a text and those within them by their first token, shorter ones first."""
    # Few tokens end at a hyphen: only those are looked at.
    hyphens = {match.start() for match in _HYPHEN.finditer(text)}
    ending = (number for number, (_, end) in enumerate(spans[:-1]) if end in hyphens)
    linked = [number for number in ending if spans[number + 1][0] == spans[number][1] + 1]
    first = last = -1  # the first and the last token of a chain: it may have as many as the text
    for number in (*linked, -1):
        if number == last != -1:
            last += 1
            continue
        if 1 < last - first + 1 <= MAX_PARTS:
            parts = [text[start:end] for start, end in spans[first : last + 1]]
            for one, two in combinations(range(len(parts)), 2):
                yield Joined(first + one, first + two, join(parts[one : two + 1]))
        first, last = number, number + 1


def join(parts: Sequence[str]) -> str:
    """Return the parts as one word; the case of the last is that of the whole: "e", "Mail"."""
    word = "".join(part.lower() for part in parts)
    return word.capitalize() if parts[-1][:1].isupper() else word


def parts_apart(word: str) -> tuple[str, ...]:
    """Return what a name or a hashtag is made of, "iPhone15", "HafenFest"; nothing for another.

    "LehrerInnen" is a gender form.
    """
    if found := _MODEL.fullmatch(word):
        return found.groups()
    humps = _HUMP.findall(word) if _HUMPS.fullmatch(word) else []
    return () if humps[-1:] in _GENDER else tuple(humps)
