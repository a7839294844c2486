"""Find where words of a query stand in a row, or rows near each other, in one text.

In: the words of a text with their terms; rows of a plan.  Out: (first word, word after the last).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from search.analysis import Spelling
from search.query import plan


def kind_of_field(field: str) -> str:
    """Return "stem" of "text_stem"."""
    return field.rpartition("_")[2]


class Row:
    """A text as phrases see it: which of its words are looked at, by place, and how many it has."""

    def __init__(self, words: Mapping[int, Spelling], length: int) -> None:
        """`words`: those that may be in a phrase, by ascending place; others count as any word."""
        self.length = length
        self._words = words
        self._terms: dict[str, dict[int, tuple[str, ...]]] = {}

    def terms(self, kind: str) -> dict[int, tuple[str, ...]]:
        """Return the terms of a kind at each place, worked out once for all phrases."""
        if kind not in self._terms:
            self._terms[kind] = {
                place: (*word.joined, *word.stem) if kind == "stem" else (word.exact,)
                for place, word in self._words.items()
            }
        return self._terms[kind]


def phrase_places(row: Row, leaf: plan.InOrder) -> Iterator[tuple[int, int]]:
    """Yield (first token, token after the last) wherever the words stand in a row."""
    terms = row.terms(kind_of_field(leaf.field))
    rest = [(k, words) for k, words in enumerate(leaf.words) if words is not None]
    (lead, heads), rest = rest[0], rest[1:]
    last = row.length - len(leaf.words)
    for place, of_word in terms.items():
        first = place - lead
        if (
            any(term in heads for term in of_word)
            and 0 <= first <= last
            and all(any(term in words for term in terms.get(first + k, ())) for k, words in rest)
        ):
            yield first, first + len(leaf.words)


def near_places(row: Row, leaf: plan.Nearby) -> set[tuple[int, int]]:
    """Return the rows of both sides that stand near one of the other side, as phrases are."""
    sides = [
        sorted(place for words in rows for place in phrase_places(row, words))
        for rows in (leaf.left, leaf.right)
    ]
    near: set[tuple[int, int]] = set()
    for one, two in (sides, sides[::-1]):
        begins = [begin for begin, _ in two]
        for place in one:
            # Looked up, not compared with each: a long text has thousands of two common words.
            first = bisect_left(begins, place[1])
            behind = two[first : bisect_left(begins, place[1] + leaf.distance, first)]
            if behind:
                near.update((place, *behind))
    return near
