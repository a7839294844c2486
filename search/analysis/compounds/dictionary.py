"""What a dictionary says of its words, for learning compounds: sorted out once a machine.

In: simplemma's German dictionary (MIT).  Out: arrays, a row for each entry of letters alone, in the
order of the dictionary:
    words    the entries in lower case, UTF-8, a line each      kinds   bits of `grammar`
    letters  of an entry that is its own lemma, else 255        bases   of nouns: number of the
    lemmas   lines: the lemmas of nouns in lower case                   lemma in `lemmas`, from 1
    genitives  lines: forms that are their lemma and an -s
Only a corpus tells which of them matter (`known_words.py`). Reading the dictionary itself
takes some seconds and 130 MB, reading this a tenth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import compress, count
from operator import ne, not_

import numpy as np

from search.analysis.compounds.grammar import ADJECTIVE, JOINTS, LEMMA, NOUN, VERB
from search.system.arrays import Array

NOT_A_LEMMA = 255
# Read at a time; longer than any line.
PAGE_BYTES = 1 << 17
# Raise with every change of what is said of a word.
WORDS_VERSION = "words-5"
# So many nouns that end in a word tell that it is a noun itself: "Rettungswagen", "Kleinwagen" …
_FAMILY = 5


def pages_of_lines(array: Array) -> Iterator[list[str]]:
    """Yield the lines of an array of UTF-8, some thousand at a time."""
    start = 0
    while start < len(array):
        page = bytes(array[start : start + PAGE_BYTES])
        if start + len(page) < len(array):
            page = page[: page.rindex(b"\n") + 1]
        start += len(page)
        yield page.removesuffix(b"\n").decode().split("\n")


def words_of_dictionary(lemmas: Mapping[str, str]) -> dict[str, Array]:
    """Return the arrays of a dictionary.

    Args:
        lemmas: form as written → lemma as written.
    """
    # Column by column: a million rows are gone through in C where they can be.
    written = [len(word) >= 3 and word.isalpha() for word in lemmas]
    words, own = list(compress(lemmas, written)), list(compress(lemmas.values(), written))
    lows = list(map(str.lower, words))
    kinds = np.fromiter(_kinds(words, lows, own, lemmas), np.uint8, len(words))
    kinds[_nouns_by_family(words, lows, own, kinds)] |= NOUN | LEMMA
    numbers: defaultdict[str, int] = defaultdict(count(1).__next__, {"": 0})
    nouns = (kinds & NOUN).tolist()
    named = (lemma.lower() if noun else "" for lemma, noun in zip(own, nouns, strict=True))
    bases = np.fromiter(map(numbers.__getitem__, named), np.uint32, len(words))
    lengths = np.fromiter(map(len, words), np.uint32, len(words))
    lengths[np.fromiter(map(ne, words, own), bool, len(words))] = NOT_A_LEMMA
    genitives = (w.lower() for w, lemma in lemmas.items() if w[-1] in "sS" and w[:-1] == lemma)
    return {
        "words": _text(lows),
        "kinds": kinds,
        "letters": np.minimum(lengths, NOT_A_LEMMA).astype(np.uint8),
        "bases": bases,
        "lemmas": _text(list(numbers)[1:]),
        "genitives": _text(genitives),
    }


def _text(words: Iterable[str]) -> Array:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _kinds(
    words: list[str], lows: list[str], own: list[str], lemmas: Mapping[str, str]
) -> Iterator[int]:
    """Yield the kind of each word, given as written, in lower case and with its lemma."""

    @cache
    def is_verb(lemma: str) -> bool:
        return lemma[-1] == "n" and not _inflects_like_adjective(lemma, lemmas)

    for word, low, lemma in zip(words, lows, own, strict=True):
        if not word[0].isupper():
            kind = VERB if is_verb(lemma) else ADJECTIVE
            yield kind | LEMMA if word == lemma else kind
        elif not lemma[0].isupper():
            yield ADJECTIVE
        elif low in lemmas or low[-1] == "e":
            yield _kind_of_noun(word, low, lemma, lemmas)
        else:
            # The dictionary gives "Kongress" the lemma "Kongreß".
            yield NOUN | LEMMA if word == lemma or word == lemma.replace("ß", "ss") else NOUN


def _kind_of_noun(word: str, low: str, lemma: str, lemmas: Mapping[str, str]) -> int:
    """Return the kind of what is written like a noun, and small as well or with an -e."""
    verb = lemmas.get(low)
    if verb is not None and verb[0].isupper():
        verb = None  # "angst" is no other word than "Angst"
    if low == lemma.lower() == verb and low[-1] == "n":
        # The infinitive as a noun: "Nehmen". Only the corpus can tell whether it is one
        return VERB if not _inflects_like_adjective(low, lemmas) else ADJECTIVE
    if (word == lemma and lemmas.get(low[:-1]) == low[:-1] and low[-1] == "e") or (
        verb is not None and verb != low and verb[-1] != "n"
    ):
        return ADJECTIVE  # "Alte"
    return NOUN | LEMMA if word in (lemma, lemma.replace("ß", "ss")) else NOUN


def _inflects_like_adjective(word: str, lemmas: Mapping[str, str]) -> bool:
    return lemmas.get(word + "e") == word or lemmas.get(word + "es") == word


def _nouns_by_family(words: list[str], lows: list[str], own: list[str], kinds: Array) -> list[int]:
    """Return the rows of nouns that look like verbs or adjectives: "Wagen", "Verfahren", "Kunde".

    Words that nobody writes small end in them. Of the ways to cut one the first is taken, so
    "Atomverbrechen" counts for "Verbrechen" alone.
    """
    written = [word[0].isupper() for word in words]
    small, known = set(compress(lows, map(not_, written))), set(compress(lows, written))
    families: defaultdict[str, int] = defaultdict(int)
    for word, low, lemma, capital in zip(words, lows, own, written, strict=True):
        if not capital or word != lemma or low in small:
            continue
        for start in range(3, len(low) - 2):
            if low[start:] in known and _may_be_first(low[:start], known):
                families[low[start:]] += 1
                break
    rows = np.flatnonzero((kinds & NOUN == 0) & np.fromiter(written, bool, len(written)))
    return [r for r in rows.tolist() if words[r] == own[r] and families[lows[r]] >= _FAMILY]


def _may_be_first(text: str, known: set[str]) -> bool:
    return any(text.endswith(joint) and text[: len(text) - len(joint)] in known for joint in JOINTS)
