"""Texts as arrays: what strings would do, without the strings."""

import random

import numpy as np
import pytest

from search.system import texts as module
from search.system.texts import PAGE, Texts, ranked

WORDS = "Ufer Ufern Ufer Uferpromenade Uferpromenaden Äther äther ß € 😀 Uferpromenade𝒳 Ufe".split()


def some(seed):
    """Return texts of letters of one to four bytes, many the beginning of others."""
    rnd = random.Random(seed)
    length = rnd.choice([1, 9, 30])
    return ["".join(rnd.choices("abä€😀", k=rnd.randint(1, length))) for _ in range(seed * 7)]


@pytest.mark.parametrize("texts", [[], ["a"], WORDS, *map(some, range(1, 40))])
def test_texts_get_their_place_among_the_distinct(texts):
    distinct, numbers = ranked(Texts.of(texts))
    expected = sorted(set(texts))
    assert distinct.strings() == expected
    assert [expected[number] for number in numbers.tolist()] == texts


@pytest.mark.parametrize("texts", [WORDS * 3, ["Uferpromenaden"] * 40, *map(some, range(20, 40))])
def test_many_are_sorted_by_ranges_and_get_the_same_places(texts, monkeypatch):
    whole, places = ranked(Texts.of(texts))
    monkeypatch.setattr(module, "LOT", 16)
    distinct, numbers = ranked(Texts.of(texts))
    assert distinct.strings() == whole.strings()
    assert numbers.tolist() == places.tolist()


def test_texts_that_are_alike_for_long_are_compared_as_a_whole(monkeypatch):
    """Else two of 100,000 letters took 25,000 rounds of the arrays."""
    rounds = []
    monkeypatch.setattr(module, "bytes_at", _counted(module.bytes_at, rounds))
    ends = ["", "a", "ab", "ab", "b", "😀"]
    texts = [start * 50_000 + end for end in ends for start in ("x", "xy", "x", "ä")] + WORDS
    distinct, numbers = ranked(Texts.of(texts))
    expected = sorted(set(texts))
    assert distinct.strings() == expected
    assert [expected[number] for number in numbers.tolist()] == texts
    assert len(rounds) == 1 + (module._ALIKE - module._FIRST) // module._STEP


def _counted(function, calls):
    def counted(*arguments):
        calls.append(1)
        return function(*arguments)

    return counted


def test_texts_are_taken_by_number_as_often_as_asked():
    texts, numbers = Texts.of(WORDS), [3, 0, 0, 11]
    taken = texts.take(np.array(numbers))
    assert taken.strings() == [WORDS[number] for number in numbers]
    assert taken.lengths.tolist() == [len(WORDS[number].encode()) for number in numbers]


def test_more_than_a_page_is_taken_page_by_page():
    numbers = np.arange(3 * PAGE + 5) % len(WORDS)
    assert Texts.of(WORDS).take(numbers).strings() == [WORDS[n] for n in numbers.tolist()]


def test_pieces_are_put_together_in_a_row():
    pieces = [Texts.of(WORDS[:4]), Texts.of([]), Texts.of(WORDS[4:])]
    assert Texts.together(pieces).strings() == WORDS
    assert len(Texts.together([])) == 0
