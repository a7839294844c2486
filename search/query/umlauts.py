"""A compound typed without umlauts or ß, as its parts are written: "Schulschliessung".

In: a word whose parts are unknown.  Out: the spelling of it that has known parts, if there is one.
Words meet in either spelling by their stems, but parts are learned as a corpus writes them: in a
German one "Schliessung" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from search.analysis import Analyzer

_SPELT = {"ss": "ß", "ae": "ä", "oe": "ö", "ue": "ü"}
_PLACE = re.compile(f"({'|'.join(_SPELT)})")
# Places in a word that may be changed; one with more of them is none.
MOST_PLACES = 4


def as_written(word: str, analyzer: Analyzer) -> str:
    """Return a word in the spelling in which it has parts, that with the fewest changes.

    A word that has parts already, or none in any spelling, stays as it is.
    """
    if len(analyzer.parts(word)) > 1:
        return word
    others = (other.capitalize() for other in _spellings(word.lower()))
    return next((other for other in others if len(analyzer.parts(other)) > 1), word)


def _spellings(word: str) -> Iterator[str]:
    """Yield a word with one of its places written otherwise, then with two, and so on."""
    typed = _PLACE.split(word)
    places = range(1, len(typed), 2)
    if len(places) > MOST_PLACES:
        return
    for count in range(1, len(places) + 1):
        for chosen in combinations(places, count):
            yield "".join(_SPELT[p] if n in chosen else p for n, p in enumerate(typed))
