"""Words with hyphens, joined: what is a chain and what is not."""

import pytest

from search.analysis import token_spans, words_and_spans, words_of
from search.analysis.joined import Joined, joined_words, parts_apart, written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Corona-Pandemie und die E-Mail", ["Coronapandemie", "Email"]),
        ("Covid-19", ["covid19"]),
        ("der A-380 und der A380", ["a380"]),
        ("Haus\u2010Boot, Haus\u2011Boot", ["Hausboot", "Hausboot"]),
        ("Nord-Ost-Wind", ["Nordost", "Nordostwind", "Ostwind"]),
        ("A-b-C-d", ["ab", "Abc", "abcd", "Bc", "bcd", "cd"]),
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


def test_a_chain_of_a_hundred_thousand_words_is_left_alone():
    """Each of its words copied those before it: that took 10 s, of a million a quarter hour."""
    text = "a-" * 100_000 + "b und E-Mail"
    assert [chain.word for chain in joined_words(text, token_spans(text))] == ["Email"]


def test_a_chain_names_its_tokens():
    text = "Die neue Corona-Warn-App läuft."
    assert list(joined_words(text, token_spans(text))) == [
        Joined(2, 3, "Coronawarn"),
        Joined(2, 4, "Coronawarnapp"),
        Joined(3, 4, "Warnapp"),
    ]


def test_a_word_tells_of_the_chains_that_begin_there():
    words = [written(word) for word in words_of("Die neue E-Mail-Adresse")]
    assert words == [
        ("Die", (), ()),
        ("neue", (), ()),
        ("E", ("Email", "Emailadresse"), (2, 3)),
        ("Mail", ("Mailadresse",), (2,)),
        ("Adresse", (), ()),
    ]


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
        ("HafenFest", ("Hafen", "Fest")),
        ("TanzImRegen", ("Tanz", "Im", "Regen")),
        ("2G", ()),
        ("15", ()),
        ("Wort", ()),
        ("b2b", ()),
        ("LehrerInnen", ()),
        ("LehrerIn", ()),
        ("AfD", ()),
        ("iPhone", ()),
        ("GmbH", ()),
    ],
)
def test_a_name_has_letters_then_a_number_or_words_with_capitals(word, parts):
    assert parts_apart(word) == parts
