"""Folded words are shown as they were typed."""

import pytest

from search.query.typed_words import as_typed


@pytest.mark.parametrize(
    ("folded", "text", "shown"),
    [
        ("spd", "Die SPD", "SPD"),
        ("rat", "Heirat Rat", "Rat"),
        ("e mail", "eine E-Mail", "E-Mail"),
        ("email", "eine E-Mail", "E-Mail"),
        ("kölnbonn", "Köln/Bonn", "Köln/Bonn"),
        ("lehrer:innen", "LEHRER*innen", "LEHRER*innen"),
        ("haus hafen", "Hafen NAHE Haus", "Haus Hafen"),
        ("bund*tag", "Bund*Tag", "Bund*Tag"),
        ("ort", "Wort", "ort"),
        ("", "Wort", ""),
    ],
)
def test_a_word_is_shown_as_it_stands_in_the_query(folded, text, shown):
    assert as_typed(folded, text) == shown


@pytest.mark.parametrize("sign", ["?", "*", ":", " a", "a"])
def test_long_rows_are_looked_up_in_time(sign):
    assert as_typed(f"a{sign * 60}x", f"a{sign * 500}").endswith("x")
