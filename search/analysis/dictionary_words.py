"""What a dictionary says of its words, for learning compounds: sorted out once a machine.

In: simplemma's German dictionary (MIT).  Out: arrays, a row for each entry of letters alone, in the
order of the dictionary:
    words    the entries in lower case, UTF-8, a line each      kinds   bits of `compound_grammar`
    letters  of an entry that is its own lemma, else 255        bases   of nouns: number of the
    lemmas   lines: the lemmas of nouns in lower case                   lemma in `lemmas`, from 1
    genitives  lines: forms that are their lemma and an -s
    places   lines: the forms of the nouns that end names of places (`NAME_HEADS`)
    marks    2**24 bits, set under `mark_of` of all that may be a part of a compound
Only a corpus tells which of them matter (`compound_vocabulary.py`). Reading the dictionary itself
takes five seconds and 130 MB, reading this a tenth.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from search.analysis.compound_grammar import ADJECTIVE, BOUND, LEMMA, NAME_HEADS, NOUN, VERB
from search.arrays import Array

NOT_A_LEMMA = 255
# Lines read at a time.
PAGE = 16_384
MARKS = 1 << 24


def words_version() -> str:
    """Return what the arrays depend on beside the dictionary; raise with every change here."""
    grammar = zlib.crc32(" ".join((*sorted(BOUND), *sorted(NAME_HEADS))).encode())
    return f"words-2-{grammar:08x}"


def mark_of(word: str) -> int:
    """Return the number of the mark of a word in lower case; two may share one."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % MARKS


def lines(array: Array) -> list[str]:
    """Return the lines of an array of UTF-8."""
    return bytes(array).decode().split("\n") if len(array) else []


def pages_of_lines(array: Array) -> Iterator[list[str]]:
    """Yield the lines of an array of UTF-8, some thousand at a time."""
    ends = np.append(np.flatnonzero(array == ord("\n")), len(array))[PAGE - 1 :: PAGE]
    start = 0
    for end in (*ends.tolist(), len(array)):
        if start < end:
            yield lines(array[start:end])
        start = end + 1


def words_of_dictionary(lemmas: Mapping[str, str]) -> dict[str, Array]:
    """Return the arrays of a dictionary.

    Args:
        lemmas: form as written → lemma as written.
    """
    words, kinds, letters, bases = [], bytearray(), bytearray(), []
    numbers: dict[str, int] = {"": 0}
    genitives = []
    for word, lemma in lemmas.items():
        low = word.lower()
        if low[-1] == "s" and word[:-1] == lemma:
            genitives.append(low)
        if len(word) < 3 or not word.isalpha():
            continue
        kind = _kind(word, lemma, lemmas)
        base = (low if word == lemma else lemma.lower()) if kind & NOUN else ""
        words.append(low)
        kinds.append(kind)
        letters.append(min(len(word), NOT_A_LEMMA) if word == lemma else NOT_A_LEMMA)
        bases.append(numbers.setdefault(base, len(numbers)))
    return {
        "words": _text(words),
        "kinds": np.frombuffer(kinds, np.uint8),
        "letters": np.frombuffer(letters, np.uint8),
        "bases": np.array(bases, np.uint32),
        "lemmas": _text(list(numbers)[1:]),
        "genitives": _text(genitives),
        "places": _text(_places(words, bases, numbers)),
        "marks": _marks(words, kinds),
    }


def _places(words: list[str], bases: list[int], numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the forms of nouns that end names of places."""
    places = {numbers[lemma] for lemma in NAME_HEADS if lemma in numbers}
    places |= {base for word, base in zip(words, bases, strict=True) if word in NAME_HEADS}
    places.discard(0)
    yield from dict.fromkeys(w for w, base in zip(words, bases, strict=True) if base in places)


def _marks(words: list[str], kinds: bytearray) -> Array:
    """Return the marks of words, of what compounds cut off lemmas, and of bound stems."""
    marks = np.zeros(MARKS, bool)
    marks[list(map(mark_of, (*words, *BOUND)))] = True
    for cut in (1, 2):  # Schule → Schul-; stems of verbs
        stems = (w[:-cut] for w, kind in zip(words, kinds, strict=True) if kind & LEMMA)
        marks[list(map(mark_of, stems))] = True
    return np.packbits(marks)


def _text(words: Iterable[str]) -> Array:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _kind(word: str, lemma: str, lemmas: Mapping[str, str]) -> int:
    low = word.lower()
    if word[0].isupper() and lemma[0].isupper():
        verb = lemmas.get(low)
        if low == lemma.lower() == verb and low[-1] == "n":
            # The infinitive as a noun: "Nehmen". Only the corpus can tell whether it is one
            return VERB if not _inflects_like_adjective(low, lemmas) else ADJECTIVE
        if (word == lemma and lemmas.get(low[:-1]) == low[:-1] and low[-1] == "e") or (
            verb is not None and verb != low and verb[-1] != "n"
        ):
            return ADJECTIVE  # "Alte"
        # The dictionary gives "Kongress" the lemma "Kongreß".
        return NOUN | LEMMA if word in (lemma, lemma.replace("ß", "ss")) else NOUN
    if word[0].isupper():
        return ADJECTIVE
    verbal = lemma[-1] == "n" and not _inflects_like_adjective(lemma, lemmas)
    kind = VERB if verbal else ADJECTIVE
    return kind | LEMMA if word == lemma else kind


def _inflects_like_adjective(word: str, lemmas: Mapping[str, str]) -> bool:
    return lemmas.get(word + "e") == word or lemmas.get(word + "es") == word
