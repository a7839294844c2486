"""Find names that look like compounds: a corpus and grammar tell them apart.

In: words, what is known of each as a part.  Out: names, with their genitive and adjective.
Places have no plural (Ackerland, Ackerländer; but Saarland); surnames take an -s that their last
part, a feminine noun, never takes (Westerwelles, but der Welle).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

import numpy as np

from search.analysis.compounds import grammar as german
from search.analysis.compounds.batch import head_starts
from search.analysis.compounds.grammar import LONGEST_WORD, NAME, NAME_HEADS, NOUN
from search.analysis.compounds.known_words import KnownWords, grown
from search.analysis.compounds.pieces import AT_ONCE, FactsTable


def names_of(words: KnownWords, table: FactsTable, joined: Collection[str]) -> Iterator[str]:
    """Yield names and their forms.

    Args:
        table: facts of all words.
        joined: first parts that take an -s-.
    """
    asked = _asked(words)
    while page := list(islice(asked, AT_ONCE)):
        starts = head_starts(table, [word for word, *_ in page])
        for (word, number, genitive, placed), start in zip(page, starts, strict=True):
            # "Kinderbetreuungs-" is no genitive: such heads take an -s- as first parts.
            genitive &= start > 0 and word[start:] not in joined
            if (genitive and _is_surname(words, word[start:])) or (
                placed and start and _is_place(words, number, start)
            ):
                yield from (word, word + "s", word + "er", word + "ern")


def _asked(words: KnownWords) -> Iterator[tuple[str, int, bool, bool]]:
    """Yield what may be a name: word, number, whether it has a genitive, and an end of places."""
    places, ends = tuple(NAME_HEADS), {head[-2:] for head in NAME_HEADS}
    genitives = words.genitive | grown(words.with_s, len(words.genitive))
    often = words.count >= np.where(words.kind & NAME, 2, 5)
    asked = words.kind & NOUN > 0
    if words.learned:
        asked &= (words.count > 0) & (genitives | often)
    picked = words.words.pick(asked)
    for word, number in zip(picked, picked.numbers.tolist(), strict=True):
        if not german.SHORTEST_WORD <= len(word) <= LONGEST_WORD:
            continue
        genitive = bool(genitives[number])
        placed = word[-2:] in ends and word.endswith(places)  # few words get to the second
        placed &= bool(not words.learned or often[number])
        if (genitive or placed) and len(words.forms(number)) <= 2:
            yield word, number, genitive, placed


def _is_surname(words: KnownWords, head: str) -> bool:
    """Tell whether what takes an -s and has such a head is a name: the head takes none."""
    lemma = words.lemma[_number(words, head)]
    forms = {words.words[form] for form in words.forms(lemma)}
    with_s = {words.words[lemma] + "s", words.words[lemma] + "es", head + "s"}
    known = words.kind_of(head + "s") & NOUN  # of "Streifens" the lemma is not "Streife"
    return not forms & with_s and not words.genitive[lemma] and not known


def _is_place(words: KnownWords, number: int, start: int) -> bool:
    """Tell whether a word whose head may end names of places has no plural."""
    before, head = words.words[number][:start], words.words[number][start:]
    if head not in NAME_HEADS:
        return False
    of_head = words.lemma[_number(words, head)]
    lemma, forms = words.words[of_head], words.forms(of_head)
    plurals = [form for form in forms if words.words[form] not in (lemma, lemma + "s")]
    if words.learned and not words.kind[number] & NAME:
        count = words.count
        of_plurals, of_all = (int(count[list(some)].sum()) for some in (plurals, forms))
        if count[number] * (of_plurals / (1 + of_all) or 0.2) < 6:
            return False
    others = [before + words.words[form] for form in plurals]
    if words.learned:  # the dictionary's plurals count only where there is no corpus
        return not words.counts(others).any()
    return not any(words.kind_of(other) & NOUN for other in others)


def _number(words: KnownWords, head: str) -> int:
    """Return the number of a word that was found as a head: it is there."""
    number = words.words.find(head)
    assert number is not None  # noqa: S101  for mypy
    return number
