"""Compounds that are typed without umlauts or ß."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, Vocabulary, read_overrides
from search.query.umlauts import as_written
from search.query.words import asked

COMPOUNDS = ["Schul|schließung", "Kranken|häuser", "Wasser|masse", "Süd|küste"]
ANALYZER = Analyzer(Vocabulary.learn({}, read_overrides(COMPOUNDS)))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Schulschliessung", "Schulschließung"),
        ("schulschliessung", "Schulschließung"),
        ("SCHULSCHLIESSUNG", "Schulschließung"),
        ("Krankenhaeuser", "Krankenhäuser"),
        ("Suedkueste", "Südküste"),  # two places
        ("Wassermasse", "Wassermasse"),  # has parts as it is
        ("Passagiere", "Passagiere"),  # has none in any spelling
        ("Bahn", "Bahn"),
        ("Sssssssssssss", "Sssssssssssss"),  # too many places
    ],
)
def test_a_compound_is_taken_apart_in_the_spelling_that_has_parts(typed, written):
    assert as_written(typed, ANALYZER) == written


def test_parts_are_asked_for_alike_and_the_word_as_it_was_typed():
    typed, written = (asked(text, ANALYZER) for text in ("Schulschliessung", "Schulschließung"))
    assert (typed.parts, typed.halves) == (written.parts, written.halves)
    assert typed.halves
    assert (typed.exact, written.exact) == ("schulschliessung", "schulschließung")
