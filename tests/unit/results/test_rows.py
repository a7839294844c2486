"""Rows near each other in one text."""

import random

from search.query import plan
from search.results.rows import Row, near_places


class Word:
    """A word that is but its spelling."""

    def __init__(self, exact):
        self.exact = exact


def row_of(words):
    return Row({place: Word(word) for place, word in enumerate(words)}, len(words))


def side(*rows):
    return tuple(plan.InOrder("text_exact", tuple((word,) for word in row)) for row in rows)


def test_rows_are_near_as_far_as_is_asked_on_either_side():
    rnd = random.Random(3)
    for _ in range(400):
        words = rnd.choices("abcx", k=rnd.randint(0, 25))
        near = plan.Nearby(side("a", "ab"), side("c", "ca"), distance := rnd.randint(1, 6))
        one, two = (
            [(n, n + len(r)) for r in rows for n in range(25) if "".join(words)[n:].startswith(r)]
            for rows in (("a", "ab"), ("c", "ca"))
        )
        expected = {
            place
            for a in one
            for c in two
            if 1 <= c[0] - a[1] + 1 <= distance or 1 <= a[0] - c[1] + 1 <= distance
            for place in (a, c)
        }
        assert near_places(row_of(words), near) == expected


class Place(int):
    """A place that counts how often one is compared or taken from another."""

    looks = 0

    def __lt__(self, other):
        Place.looks += 1
        return int(self) < other

    def __sub__(self, other):
        Place.looks += 1
        return Place(int(self) - other)


def test_common_words_are_not_compared_each_with_each():
    """Six thousand of each took ten seconds."""
    words = ["a", "b"] * 1000
    row = Row({Place(place): Word(word) for place, word in enumerate(words)}, len(words))
    assert len(near_places(row, plan.Nearby(side("a"), side("b"), 3))) == 2000
    assert Place.looks < 100_000
