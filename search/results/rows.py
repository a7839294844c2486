"""Find where words of a query stand in a row, or rows near each other, in one text.

In: the words of a text with their terms; rows of a plan.  Out: (first word, word after the last).
"""

from __future__ import annotations

from collections.abc import Iterator

from search.analysis import Spelling
from search.query import plan


def kind_of_field(field: str) -> str:
    """Return "stem" of "text_stem"."""
    return field.rpartition("_")[2]


def phrase_places(row: list[Spelling], kind: str, leaf: plan.InOrder) -> Iterator[tuple[int, int]]:
    """Yield (first token, token after the last) wherever the words stand in a row."""
    terms = [(*word.joined, *word.stem) if kind == "stem" else (word.exact,) for word in row]
    rest = [(k, words) for k, words in enumerate(leaf.words) if words is not None]
    (lead, heads), rest = rest[0], rest[1:]
    places = max(0, len(row) - len(leaf.words) + 1)
    for place, of_word in enumerate(terms[lead : lead + places]):
        if any(term in heads for term in of_word) and all(
            any(term in words for term in terms[place + k]) for k, words in rest
        ):
            yield place, place + len(leaf.words)


def near_places(row: list[Spelling], leaf: plan.Nearby) -> set[tuple[int, int]]:
    """Return the rows of both sides that stand near one of the other side, as phrases are."""
    one, two = (
        [place for words in rows for place in phrase_places(row, kind_of_field(words.field), words)]
        for rows in (leaf.left, leaf.right)
    )
    return {
        place
        for a in one
        for b in two
        if 1 <= b[0] - a[1] + 1 <= leaf.distance or 1 <= a[0] - b[1] + 1 <= leaf.distance
        for place in (a, b)
    }
