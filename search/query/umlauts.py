"""Words typed without umlauts or ß where that is not the same: "fuer", "Schulschliessung".

In: a word.  Out: the spelling in which it is a function word, or has another spelling, or parts.
Words meet in either spelling by their stems. But function words and those with several spellings
are known as they are written, and so are parts: in a German corpus "Schliessung" is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from search.analysis import STOP_WORDS, Analyzer, fold_exact, fold_variants

# What stands for a letter that a keyboard may lack.
SPELT = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_PLACE = re.compile(f"({'|'.join(SPELT)})")
_VOWEL = re.compile("ae|oe|ue")
_LETTERS = str.maketrans({umlaut: letters for letters, umlaut in SPELT.items()})
_FUNCTION_WORDS = {word.translate(_LETTERS): word for word in STOP_WORDS}
# Places in a word that may be changed; one with more of them is none.
MOST_PLACES = 4


@lru_cache(maxsize=1024)  # of each word of a query several times
def as_meant(word: str) -> str:
    """Return a function word ("fuer") or a word with another spelling ("Jaenner") with its umlauts,
    any other word as it is.
    """
    exact = fold_exact(word)
    if exact in STOP_WORDS:
        return word
    if meant := _FUNCTION_WORDS.get(exact):
        return meant
    meant = _VOWEL.sub(lambda vowel: SPELT[vowel[0]], exact)
    if meant == exact or fold_variants(meant) == meant:
        return word
    return meant.capitalize() if word[:1].isupper() else meant


def as_written(word: str, analyzer: Analyzer) -> str:
    """Return a word in the spelling in which it has parts, that with the fewest changes.

    A word that has parts already, or none in any spelling, stays as it is.
    """
    for other in (word, *_spellings(word)):
        if len(analyzer.parts(other)) > 1:
            return other
    return word


@lru_cache(maxsize=1024)
def _spellings(word: str) -> tuple[str, ...]:
    """Return a word with one of its places written otherwise, then with two, and so on."""
    typed = _PLACE.split(word.lower())
    places = range(1, len(typed), 2)
    if len(places) > MOST_PLACES:
        return ()
    return tuple(
        "".join(SPELT[p] if n in chosen else p for n, p in enumerate(typed)).capitalize()
        for count in range(1, len(places) + 1)
        for chosen in combinations(places, count)
    )
