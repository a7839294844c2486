"""What is typed with the capitals locked, or copied from a headline in capitals, is no formula."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from corpus import clean
from search.query.parsing.normalize import normalize


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "DER KREIS RECHNET NICHT MIT EINEM DEICH UND BAUT",
            "DER KREIS RECHNET nicht MIT EINEM DEICH und BAUT",
        ),
        ("DIE STRAßE IST HEUTE NICHT FREI", "DIE STRAßE IST HEUTE nicht FREI"),
        ("RKI NICHT WHO", None),  # abbreviations
        ("LWB ODER KVA ODER NWB ODER WWA ODER KMA", None),  # no word that makes a sentence
        ("DER KREIS NICHT DEICH", None),  # too short to tell
        ("Der Kreis rechnet NICHT mit einem Deich", None),
        ("2024 2025", None),
    ],
)
def test_operators_in_a_headline_of_capitals_are_words(typed, read):
    assert normalize(typed) == (read or typed)


def test_of_a_query_the_same_characters_are_dropped_as_of_texts():
    # Of these, soft hyphens are never seen, while signs such as U+0602 are part of what is written.
    formats = [one for one in map(chr, range(sys.maxunicode)) if unicodedata.category(one) == "Cf"]
    for one in ["\x07", "\x1f", "\x85", "\u2028", *formats]:
        assert normalize(f"Hafen{one}stadt") == clean(f"Hafen{one}stadt")
    assert normalize("Hafen\u00adstadt") == "Hafenstadt"
    assert normalize("Jahr \u0602 3") == "Jahr \u0602 3"
