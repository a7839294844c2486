"""Verbs that are written as one or as two words: "kennenlernen", "Rad fahren".

In: a lower-case word, what is known of words.  Out: its two words.
The first is an infinitive ("kennen"), an adjective ("bekannt") or a noun ("Rad"), the second any
form of a verb ("gelernt"); verbs with a particle ("aufgeben") are always one.
"""

from __future__ import annotations

from collections.abc import Callable

from search.analysis.compounds.facts import count_of
from search.analysis.compounds.grammar import ADJECTIVE, LEMMA, NO_PARTS, NOUN, VERB

# Letters of each, at least; how often the first is in use: "verb" of "verbreiten" is not.
_FIRST, _SECOND, _OFTEN = 3, 4, 50


def verb_apart(low: str, facts: Callable[[str], int]) -> tuple[str, ...]:
    """Return the words of a verb, none if it is no such verb. `facts`: see `facts.py`."""
    if not facts(low) & VERB:
        return ()
    for cut in range(_FIRST, len(low) - _SECOND + 1):
        first, second = low[:cut], low[cut:]
        kind = facts(first)
        if kind & LEMMA and kind & (NOUN | ADJECTIVE | VERB) and first not in NO_PARTS:
            infinitive = not kind & VERB or first.endswith("en")
            if infinitive and facts(second) & VERB and count_of(facts(first)) >= _OFTEN:
                return first, second
    return ()
