"""Words that are typed without umlauts or ß."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from search.analysis import Analyzer, Vocabulary, read_overrides
from search.query import Rules, parse, rewrite
from search.query.dates import ZONE
from search.query.rewriting.words import asked
from search.query.umlauts import as_meant, as_written

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fuer", "für"),
        ("Waehrend", "während"),
        ("für", "für"),
        ("dass", "dass"),
        ("Jaenner", "Jänner"),  # as Januar
        ("selbststaendig", "selbstständig"),
        ("neue", "neue"),
        ("Mueller", "Mueller"),  # meets Müller by its stem
        ("Quelle", "Quelle"),
    ],
)
def test_words_that_are_known_as_they_are_written_get_their_umlauts(typed, meant):
    assert as_meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Geld fuer Schulen", "Geld für Schulen"),
        ('"Geld fuer Schulen" Streit', '"Geld für Schulen" Streit'),
        ("Jaenner", "Jänner"),
        ("wuerde", "würde"),
    ],
)
def test_a_query_without_umlauts_matches_and_scores_as_with_them(typed, written):
    def without_exact(text: str) -> str:
        planned = repr(rewrite(parse(text, now=NOW).tree, Rules(ANALYZER)))
        return re.sub(r"WeightedTerm\(field='text_exact'[^)]*\)", "", planned)

    assert without_exact(typed) == without_exact(written)


def test_parts_are_asked_for_alike_and_the_word_as_it_was_typed():
    typed, written = (asked(text, ANALYZER) for text in ("Schulschliessung", "Schulschließung"))
    assert (typed.parts, typed.halves) == (written.parts, written.halves)
    assert typed.halves
    assert (typed.exact, written.exact) == ("schulschliessung", "schulschließung")
