"""Propose another spelling of a word that the index does not know, or hardly.

In: a typed word and an engine.  Out: words of the index, the most probable first.
A noisy channel: how often a word is written, against how far it is from what was typed. Mistakes
that German invites cost less: a word that sounds the same, an umlaut written otherwise.
Sources: Kernighan, Church, Gale, "A spelling correction program based on a noisy channel model",
COLING 1990; Postel, "Die Kölner Phonetik", IBM-Nachrichten 19 (1969).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis import STOP_WORDS, fold_exact, fold_umlauts
from search.engines.base import SearchEngine
from search.query import STEMMED, plan
from search.query.patterns import distance, edits_allowed
from search.query.tree import Field
from search.query.umlauts import SPELT, as_meant

# A word in more sections than this is held for right.
SELDOM = 3
# A rare word is only doubted for one that is so many times more frequent.
MORE_FREQUENT = 100
# What a mistake costs, in nats of frequency; of one that sounds the same, a share of it.
MISTAKE, SOUNDS_ALIKE = 10.0, 0.7
# So many letters are right for each that is wrong.
RIGHT_LETTERS = 3
# Words that are less probable than the best by this are not worth showing, in nats.
FAR_BEHIND = 10.0
# Words compared in full, the most frequent of those with the fewest mistakes.
COMPARED = 100
WORD = re.compile(r"[^\W\d_]{4,}")
# Letters that are mistaken for each other where a word begins.
_BEGINNINGS = ("ckq", "fvpw", "ijy", "sz", "td", "bp", "gk", "aä", "oö", "uü", "eä")


class Correction(NamedTuple):
    """A word of the index, in how many sections it is, and how probable it is (higher: more)."""

    word: str
    sections: int
    score: float


def sections_with(word: str, engine: SearchEngine, field: Field = Field.TEXT) -> int:
    """Return how many sections have a word in any form; above SELDOM it is held for right."""
    return max(engine.frequencies(STEMMED[field][0], engine.analyzer().terms[word].stem))


def corrections(word: str, engine: SearchEngine, field: Field = Field.TEXT) -> list[Correction]:
    """Return what a word may have been meant to be, best first.

    Nothing for a word in use, nor for a function word: it is one, however seldom it is written.
    """
    if not WORD.fullmatch(word) or fold_exact(as_meant(word)) in STOP_WORDS:
        return []
    if (known := sections_with(word, engine, field)) > SELDOM:
        return []
    exact, analyzer = fold_exact(word), engine.analyzer()
    exact_field, stems = STEMMED[field][1], analyzer.terms[word].stem
    found: dict[str, Correction] = {}
    for text, edits in _beginnings(exact):
        near = engine.expand(plan.Similar(exact_field, text, edits)).terms
        for other in near[:COMPARED]:
            cost = _cost(exact, other.term)
            if cost is None:
                continue
            doubtful = other.sections > MORE_FREQUENT * known and cost <= MISTAKE
            if doubtful or not known:
                score = math.log(other.sections) - cost
                found[other.term] = Correction(other.term, other.sections, score)
    ranked = sorted(found.values(), key=lambda c: (-c.score, c.word))
    kept, seen = [], set(stems)
    for one in ranked:
        others = analyzer.terms[one.word].stem
        if seen.isdisjoint(others) and one.score > ranked[0].score - FAR_BEHIND:
            kept.append(one)
        seen.update(others)
    return kept


def _beginnings(exact: str) -> Iterator[tuple[str, int]]:
    """Yield texts to look near of, with mistakes allowed: the first letter may be wrong as well."""
    edits = edits_allowed(exact)
    yield exact, edits
    for written, umlaut in SPELT.items():
        if written in exact:
            yield exact.replace(written, umlaut), edits - 1
    if edits > 1:
        yield exact[1] + exact[0] + exact[2:], edits - 1
        others = {b for group in _BEGINNINGS if exact[0] in group for b in group} - {exact[0]}
        for first in sorted(others):
            yield first + exact[1:], edits - 1


def _cost(typed: str, meant: str) -> float | None:
    """Return what it costs to mistype a word so; None if too much of it would be wrong."""
    one, two = fold_umlauts(typed), fold_umlauts(meant)
    mistakes = distance(one, two) or 0.5
    if mistakes * RIGHT_LETTERS > len(typed):
        return None
    return MISTAKE * mistakes * (SOUNDS_ALIKE if sound(one) == sound(two) else 1.0)


_SOUNDS = {
    **dict.fromkeys("aeijouyäöü", "0"), **dict.fromkeys("bp", "1"), **dict.fromkeys("dt", "2"),
    **dict.fromkeys("fvw", "3"), **dict.fromkeys("gkqc", "4"), "l": "5", **dict.fromkeys("mn", "6"),
    "r": "7", **dict.fromkeys("sßz", "8"), "x": "48",
}  # fmt: skip


def sound(word: str) -> str:
    """Return the Cologne phonetic code of a lower-case word: digits for groups of consonants."""
    word = word.replace("ph", "f").replace("th", "t").replace("tz", "z").replace("ts", "z")
    word = word.replace("sch", "ß").replace("ck", "k")
    codes = "".join(_SOUNDS.get(letter, "") for letter in word)
    squeezed = re.sub(r"(.)\1+", r"\1", codes)
    return squeezed[:1] + squeezed[1:].replace("0", "")
