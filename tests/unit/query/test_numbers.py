"""Numbers and dates that can be written otherwise: which, how, and what never is."""

from __future__ import annotations

from datetime import datetime

import pytest

from search.analysis import Analyzer
from search.query import Rules, parse, plan, rewrite
from search.query.clause_words import words_in
from search.query.dates import ZONE
from search.query.numbers import otherwise_written, rows_of
from search.ranking import weights

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


def shown(form):
    return " ".join("|".join(words) for words in form)


def others(text):
    """Return the other forms of the numbers of a text, the words of a place joined by strokes."""
    found = otherwise_written(words_in(text))
    return [shown(form.row) for written in found for form in written.others]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5 Ellen", ["1,5"]),
        ("1,5 Ellen", ["1.5", "eineinhalb|anderthalb Ellen"]),
        ("anderthalb Ellen", ["1,5|eineinhalb Ellen"]),
        ("7,5 Ellen", ["7.5", "siebeneinhalb Ellen"]),
        ("77 km", ["77 kilometer"]),
        ("3,7 Kilometern", ["3.7", "3,7 km"]),
        ("kein km", []),
        ("77 km/h", ["77 stundenkilometer", "77 kilometer pro stunde"]),
        ("77 Stundenkilometern", ["77 km h", "77 kilometer pro stunde"]),
        ("77 Kilometern pro Stunde", ["77 km h", "77 stundenkilometer"]),
        ("die Kilometer pro Stunde", []),
        ("so genannte", ["sogenannte"]),
        ("sogenannten", ["so genannten"]),
        ("15 Jahre alt", ["15jährig|fünfzehnjährig"]),
        ("fünfzehn Jahre alt", ["15jährig|fünfzehnjährig"]),
        ("Jahre alt", []),
        ("aufgrund", ["auf Grund"]),
        ("Auf Grund", ["aufgrund"]),
        ("liegt zur Zeit in", ["zurzeit"]),
        ("infrage stellen", ["in Frage"]),
        ("auf dem Grund", []),
        ("Aufgrunde", []),
        ("77 Grad", ["77 c"]),
        ("77km", ["77 km|kilometer"]),
        ("20 Uhr", ["20.00 Uhr", "20 00 Uhr", "zwanzig Uhr"]),
        ("20.00 Uhr", ["20 00 Uhr", "20 Uhr"]),
        ("8 Uhr", ["08 Uhr", "8.00|08.00 Uhr", "8|08 00 Uhr", "acht|achte|VIII Uhr"]),
        ("08:00 Uhr", ["08.00|8.00 Uhr", "08|8 Uhr"]),
        ("8.05 Uhr", ["08.05 Uhr", "8|08 05 Uhr"]),
        ("14h", ["14 Uhr", "14 00 Uhr", "14.00 Uhr", "14 Stunden"]),
        ("25h", []),
        ("40 Uhr", ["vierzig Uhr"]),
        ("15-Jähriger", []),
        ("1.500 Euro", ["1'500", "1 500"]),  # thousands
        ("3.11.2", []),  # a version
        ("2. Orgelkrieg", ["zwei|zweite|II Orgelkrieg"]),
        ("Zweiten Orgelkriegs", ["2|II Orgelkriegs"]),
        ("II. Orgelkrieg", ["2|zweite Orgelkrieg"]),
        ("1. Orgelkrieg", ["eine|erste Orgelkrieg"]),
        ("I. Orgelkrieg", []),  # a letter more often
        ("Karl 6.", ["Karl VI|sechs"]),
        ("Karl VI.", ["Karl 6"]),
        ("Karl 5.", ["Karl V|fünf"]),
        ("Formel eins", ["Formel 1"]),
        ("Gleis 13", ["Gleis XIII"]),
        ("Karl V.", []),
        ("Karl 4 Erben", ["vier|vierte|IV Erben", "Karl IV|vier"]),
        ("Karl 24", []),
        ("der 6.", []),
        ("8.5. in Aulen", ["8.05|08.5|08.05", "8|08 Mai"]),
        ("8.5 Ellen", ["8,5"]),
        ("8.13. und 32.1.", []),
        ("eine Orgel", []),  # an article
        ("drei Orgeln", ["3 Orgeln"]),
        ("hundert Orgeln", ["100 Orgeln"]),
        ("13 Orgeln", []),  # papers write figures from there on
        ("drei", []),
        ("die drei sind", []),
        ("zwei drei", []),
        ("8.5.1945", [
            "8.05.1945|08.5.1945|08.05.1945", "8|08 Mai 1945", "8|08 5|05 1945"]),
        ("8. Mai 1945", ["8.5.1945|8.05.1945|08.5.1945|08.05.1945", "8|08 5|05 1945"]),
        ("12. 10. 1945", ["12 Oktober 1945", "12.10.1945"]),
        ("1945-10-12", ["12 Oktober 1945", "12.10.1945", "12 10 1945"]),
        ("12.10.20", [
            "12.10.2020|12.10.1920", "12 Oktober 2020|1920", "12 10 2020|1920"]),
        ("12.10.97", [
            "12.10.1997|12.10.2097", "12 Oktober 1997|2097", "12 10 1997|2097"]),
        ("12.10.2020", ["12.10.20", "12 Oktober 2020", "12 10 2020"]),
        ("31.2.2020", []),  # no day that there is
        ("31 2 0999", []),
        ("8. Mai", ["acht|achte|VIII Mai"]),
        ("20.15 Uhr", ["20 15 Uhr"]),
        ("20:15 Uhr", ["20.15 Uhr"]),
        ("10.000 Orgeln", ["10'000", "10 000"]),
        ("10 000 Orgeln", ["10.000|10'000"]),
        ("10'000 Orgeln", ["10.000", "10 000"]),
        ("10000 Orgeln", ["10.000|10'000", "10 000"]),
        ("1 000 000", ["1.000.000|1'000'000"]),
        ("2020", []),  # a year
        ("0 000 und 10 0000", []),
        ("Nr. 5", ["nummer 5", "Nr V|fünf"]),
        ("Absatz 2 Satz 1", ["abs 2", "zwei|zweite|II Satz", "Absatz II|zwei", "Satz I|eins"]),
        ("Art und Weise", []),
        ("Hafenstr. 5", ["hafenstraße", "Hafenstr V|fünf"]),
        ("Hafenstraße", ["hafenstr"]),
        ("Hafenstrasse", ["hafenstr"]),
        ("25.15 Uhr", ["25,15"]),  # no time of day
        ("4915112345678 Mai 2020", []),  # no day
        ("1. 99999999999999999999 2020", []),
    ],
)  # fmt: skip
def test_how_a_number_can_be_written_otherwise(text, expected):
    assert others(text) == expected


def test_a_row_has_a_form_for_each_way_and_keeps_the_words_around():
    rows = rows_of(["am", "8", "Mai", "1945", "um", "9", "Uhr"])
    assert [shown(row) for row in rows] == [
        "am 8|08 Mai 1945 um 9|09|9.00|09.00|neun|neunte|IX Uhr",
        "am 8.5.1945|8.05.1945|08.5.1945|08.05.1945 um 9|09 00 Uhr",
        "am 8|08 5|05 1945 um 9|09 00 Uhr",
    ]
    assert rows_of(["kein", "Tag"]) == [(("kein",), ("Tag",))]
    assert rows_of([]) == [()]


def planned(text):
    return rewrite(parse(text, now=NOW).tree, Rules(Analyzer()))


def leaves(node):
    match node:
        case plan.AnyOf(children) | plan.AllOf(children):
            return [leaf for child in children for leaf in leaves(child)]
        case plan.AndMaybe(keep):
            return leaves(keep)
    return [node]


def test_another_form_of_a_numeral_counts_before_its_word_alone_and_less():
    (found,) = [leaf for leaf in leaves(planned("2. Orgelkrieg")) if getattr(leaf, "typed", "")]
    assert isinstance(found, plan.InOrder)
    assert found.words == (("zwei", "zweit", "ii"), ("orgelkrieg",))
    assert found.typed == "2 Orgelkrieg"
    assert [term.text for term in found.scored] == ["zwei", "zweit", "ii"]
    assert {term.weight for term in found.scored} == {weights.WRITTEN}


def test_the_words_of_a_date_share_what_another_form_of_it_scores():
    for text in ("12. 10. 1945 Quendel", "12. Oktober 1945 Quendel", "12.10.1945 Quendel"):
        found = [leaf for leaf in leaves(planned(text)) if getattr(leaf, "typed", "")]
        scores = [sum(term.weight for term in leaf.scored) for leaf in found
                  if isinstance(leaf, plan.InOrder)]  # fmt: skip
        scores += [leaf.terms[0].weight for leaf in found if isinstance(leaf, plan.AnyTerm)]
        assert sum(scores) == pytest.approx(2 * weights.WRITTEN), text


def test_what_is_asked_for_exactly_is_not_looked_for_otherwise():
    for text in ('="2. Orgelkrieg"', "=1.5", '="am 8. Mai 1945"'):
        assert not [leaf for leaf in leaves(planned(text)) if getattr(leaf, "typed", "")], text


@pytest.mark.parametrize(
    ("text", "scored"),
    [("10 km", ["kilom"]), ("80 km/h", ["stundenkilom"]), ("Karl 6.", ["vi", "sech"])],
)
def test_another_form_does_not_score_the_word_beside_which_it_counts(text, scored):
    found = [leaf for leaf in leaves(planned(text)) if isinstance(leaf, plan.InOrder)]
    assert scored in [[term.text for term in leaf.scored] for leaf in found]
    beside = text.split()[0].lower()
    assert all(term.text != beside for leaf in found for term in leaf.scored)
