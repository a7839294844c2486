"""Find adjectives and verbs of the dictionary that look like compounds and are none.

In: words, what is known of each as a part.  Out: "dramatisch", which is no "Tisch"; "einsenden",
which ends in "senden" and not in "Enden".
A corpus tells them by how it writes them (`model.is_other_kind`). One that does not have them
knows them from here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.analysis.compounds.batch import parse, whole_scores
from search.analysis.compounds.grammar import ADJECTIVE, BOUND, LEMMA, LONGEST_WORD, NOUN, VERB
from search.analysis.compounds.known_words import KnownWords
from search.analysis.compounds.pieces import AT_ONCE, FactsTable
from search.analysis.lemmas.rules import PARTICLE

_KINDS = NOUN | ADJECTIVE | VERB
# Superlatives that nobody writes; the dictionary has them of each participle.
_SUPERLATIVES = ("tester", "testes")


def chance_words(words: KnownWords, table: FactsTable) -> Iterator[str]:
    """Yield them; `table`: the facts of all words."""
    kind = words.kind & (_KINDS | LEMMA)
    asked = words.words.pick((kind & _KINDS == ADJECTIVE) | (kind == VERB | LEMMA))
    for page in range(0, len(asked), AT_ONCE):
        lows = [
            word
            for word in asked[page : page + AT_ONCE]
            if len(word) <= LONGEST_WORD and not word.endswith(_SUPERLATIVES)
        ]
        parsed = parse(table, lows)
        unknown = np.zeros(len(lows), np.uint64)
        wins = parsed.score > whole_scores(list(map(len, lows)), unknown)
        last = np.flatnonzero(np.diff(parsed.words, append=-1))
        for row in last[wins[parsed.words[last]]].tolist():
            word, start = lows[parsed.words[row]], int(parsed.starts[row])
            if int(parsed.of_parts[row]) & (NOUN | ADJECTIVE) == NOUN and _by_chance(
                word, start, words
            ):
                yield word


def _by_chance(word: str, start: int, words: KnownWords) -> bool:
    """Tell whether nothing else is told by a word than that its head begins there.

    "ostasiatische" is "ost" and "asiatische", though "tische" seemed better. A verb is none if it
    has a particle and begins behind that.
    """
    if words.kind_of(word) & ADJECTIVE:
        cuts = range(3, start + 1)
        return not any(_adjective(word[cut:], words) and _first(word[:cut], words) for cut in cuts)
    particle = PARTICLE.match(word)
    rest = word[particle.end() :] if particle else ""
    return word.endswith("ieren") or bool(words.kind_of(rest) & VERB and word[start:] != rest)


def _adjective(text: str, words: KnownWords) -> bool:
    bases = (text.removesuffix(ending) for ending in ("", "e", "en", "er", "es", "em"))
    return any(words.kind_of(base) & ADJECTIVE for base in bases if len(base) > 3)


def _first(text: str, words: KnownWords) -> bool:
    kinds = words.kind_of(text) | words.kind_of(text.removesuffix("s"))
    return bool(kinds & (NOUN | ADJECTIVE)) or text in BOUND
