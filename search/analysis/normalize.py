"""Fold spellings that mean the same letters.

In: one token, NFC.  Out: its exact form: lower case, ligatures dissolved, one apostrophe, umlauts
and ß kept. Keywords (outlets, Ressorts, agencies) are folded by `fold_keyword`.
"""

from __future__ import annotations

import re
import unicodedata

_GENDER_MARK = re.compile(r"(?<=\w)(?:[:*_·•]|/-?)(?=[Ii]n(?:nen)?$)")
_FOLDS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "’": "'", "ſ": "s"}
)
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_WORDS = re.compile(r"\w+")


def fold_exact(token: str) -> str:
    """Return the exact form of a token; gender marks become ":" so that all of them meet."""
    folded = (token if token.isascii() else token.translate(_FOLDS)).lower()
    return folded if folded.isalnum() else _GENDER_MARK.sub(":", folded)


def fold_umlauts(word: str) -> str:
    """Return a lower-case word with one letter for each umlaut, however it is written.

    Coarse on purpose ("neue" → "nue"): what the stemmer holds for equal is equal here as well.
    """
    return word.translate(_UMLAUTS).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def fold_keyword(value: str) -> str:
    """Return a name without case and doubled blanks, NFC, for comparing keywords."""
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())


def keyword_matches(stored: str, asked: str) -> bool:
    """Tell whether a folded keyword is the one asked for, or has it as one of its words.

    So `quelle:bote` finds "aulener bote" and `quelle:zeit` finds "zeit.de".
    """
    return stored == asked or asked in _WORDS.findall(stored)
