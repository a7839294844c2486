"""Which words wildcards and fuzzy words stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.query import plan
from search.query.patterns import (
    MOST_TERMS,
    distance,
    edits_allowed,
    expansion,
    literal_ends,
    mistakes,
)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("w?rt", ("wort", "wert", "wärt"), ("wrt", "woort", "worte", "ort")),
        ("w*rt", ("wort", "wrt", "wirt", "widerwort"), ("worte", "ort")),
        ("b?ndes*", ("bundes", "bandesrat"), ("bnde", "bundesrat."[:4])),
        ("a*b*c", ("abc", "axbxbxc", "abbc"), ("ab", "acb", "abcd")),
        ("a*bb*b", ("abbb", "axbbxb", "abbbb"), ("abb", "axb")),
        ("lehr?r:innen", ("lehrer:innen",), ("lehrerinnen",)),
        ("a.c*", ("a.cd",), ("abcd",)),
    ],
)
def test_a_wildcard_has_a_shape(pattern, matching, other):
    test = mistakes(plan.Wildcard("text_exact", pattern))
    assert [test(term) for term in matching] == [0] * len(matching)
    assert [test(term) for term in other] == [None] * len(other)


def test_a_wildcard_takes_no_longer_for_stars_that_nearly_match():
    """Backtracking would take a hundred thousand to the power of six steps."""
    test = mistakes(plan.Wildcard("text_exact", "a*a*a*a*a*a*b"))
    assert test("a" * 100_000) is None
    assert test("a" * 100_000 + "b") == 0


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [("w?rt", ("w", "rt")), ("a*b?c*", ("a", "")), ("wort", ("wort", "")), ("*", ("", ""))],
)
def test_the_fixed_ends_of_a_pattern(pattern, ends):
    assert literal_ends(pattern) == ends


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        ("", "", 0),
        ("haus", "haus", 0),
        ("haus", "maus", 1),
        ("haus", "hauss", 1),
        ("haus", "hau", 1),
        ("haus", "hasu", 1),
        ("haus", "ahsu", 2),
        ("ca", "abc", 3),
        ("müller", "mueller", 2),
    ],
)
def test_the_distance_counts_mistakes(one, two, count):
    assert distance(one, two) == distance(two, one) == count


WORDS = st.text("abcü", max_size=8)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_the_distance_is_that_of_the_library_the_engine_uses(one, two):
    assert distance(one, two) == OSA.distance(one, two)


@pytest.mark.parametrize(
    ("term", "edits"),
    [
        ("sommer", 0),
        ("summer", 1),
        ("smomer", 1),
        ("summern", 2),
        ("kommer", None),
        ("summerns", None),
    ],
)
def test_a_fuzzy_word_keeps_its_first_letter(term, edits):
    assert mistakes(plan.Similar("text_exact", "sommer", 2))(term) == edits


@pytest.mark.parametrize(("word", "edits"), [("usa", 0), ("haus", 1), ("hause", 1), ("häuser", 2)])
def test_longer_words_may_have_more_mistakes(word, edits):
    assert edits_allowed(word) == edits


def test_of_too_many_words_the_closest_and_most_frequent_stay():
    names = [f"w{n:04d}" for n in range(MOST_TERMS)]
    found = {**dict.fromkeys(names, 1), "nah": 0, "tot": 0, "oft": 1}
    frequency = {**dict.fromkeys(names, 2), "nah": 1, "tot": 0, "oft": 9}
    kept = expansion(found, frequency)
    assert kept.total == MOST_TERMS + 2
    assert kept.cut
    assert [found.term for found in kept.terms[:3]] == ["nah", "oft", "w0000"]
    assert kept.terms[-1].term == f"w{MOST_TERMS - 3:04d}"
    assert not expansion({"nah": 0}, frequency).cut
