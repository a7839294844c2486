"""Words with hyphens, joined: what is a chain and what is not."""

import pytest

from search.analysis import token_spans, words_and_spans, words_of
from search.analysis.joined import Joined, joined_words, model_parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Corona-Pandemie und die E-Mail", ["Coronapandemie", "Email"]),
        ("Covid-19", ["covid19"]),
        ("der A-380 und der A380", ["a380"]),
        ("Haus\u2010Boot, Haus\u2011Boot", ["Hausboot", "Hausboot"]),
        ("Nord-Ost-Wind", ["Nordostwind"]),
        ("die Ruf-mich-gleich-bitte-an-Nummer", []),
        # a gap, a dash, a range, other signs
        ("Innen- und Außenpolitik", []),
        ("Ulm–Passau, Ulm - Passau, Ulm--Passau", []),
        ("9/11 und 3,5", []),
        ("-Wort Wort- -", []),
        ("", []),
    ],
)
def test_a_chain_is_joined(text, words):
    assert [chain.word for chain in joined_words(text, token_spans(text))] == words


def test_a_chain_names_its_tokens():
    text = "Die neue Corona-Warn-App läuft."
    assert list(joined_words(text, token_spans(text))) == [Joined(2, 4, "Coronawarnapp")]


@pytest.mark.parametrize(
    "text",
    ["Die neue Corona-Warn-App (v. 3,5) geht's an: Lehrer/-innen!", "ohne Strich", "", " – "],
)
def test_words_with_their_offsets_are_the_words(text):
    assert words_and_spans(text) == (words_of(text), token_spans(text))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("iPhone15", ("iPhone", "15")),
        ("A380", ("A", "380")),
        ("G20", ("G", "20")),
        ("2G", None),
        ("15", None),
        ("Wort", None),
        ("b2b", None),
    ],
)
def test_a_model_name_has_letters_then_a_number(word, parts):
    assert model_parts(word) == parts
