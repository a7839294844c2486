"""Datelines, credits and the codes of authorities: what is one, and what only looks so."""

import pytest

from corpus.readers.credit import agency, split_credit, split_dateline, without_code

REST = "Der Rat hat am Abend beraten."


@pytest.mark.parametrize("place", ["Aulen", "Aulen an der Laume", "Aulen/Wiesach"])
def test_a_place_before_a_dash_is_a_dateline(place):
    assert split_dateline(f"{place} – {REST}") == (place, REST, ())


@pytest.mark.parametrize(
    "words",
    [
        "Aulen an der Laume Nord",  # five
        "Oberunterlaubachhausen Mitteldorferstadt Wiesachkrähen",  # too long
        "Berlin",
        "Lesetipps",  # furniture
    ],
)
def test_other_words_before_a_dash_are_none(words):
    text = f"{words} – {REST if words != 'Berlin' else 'so hieß es – berät.'}"
    assert split_dateline(text) == ("", text, ())


@pytest.mark.parametrize("name", ["dpa/lno", "dpa-tmn", "(DPA)", "deutsche presse-agentur"])
def test_services_of_an_agency_are_that_agency(name):
    assert agency(name) == "dpa"


@pytest.mark.parametrize("code", ["POL-AU: ", "FW Celle: ", "DLRG Aulen: ", "HZA-AU: "])
def test_the_code_of_who_sent_a_text_is_no_part_of_its_title(code):
    assert without_code(f"{code}Steg gesperrt") == "Steg gesperrt"


def test_a_word_before_a_colon_is_no_code():
    assert without_code("RAT Aulen: Steg gesperrt") == "RAT Aulen: Steg gesperrt"


@pytest.mark.parametrize(
    ("line", "rest", "named"),
    [
        ("Mit Material der dpa", "", ("dpa",)),
        ("Er kam. Mit Material von dpa und AFP.", "Er kam.", ("dpa", "AFP")),
        ("Er kam. (Mit Informationen der Deutschen Presse-Agentur)", "Er kam.", ("dpa",)),
        ("Er kam. Mit Informationen von Ina Muster", None, ()),
        ("Er kam mit Material der Bahn", None, ()),
    ],
)
def test_agencies_whose_material_was_used_are_a_credit(line, rest, named):
    assert split_credit(line) == (line if rest is None else rest, named)
