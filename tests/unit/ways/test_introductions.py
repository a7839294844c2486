"""Abbreviations and the names that articles introduce them with."""

from __future__ import annotations

import pytest

from corpus import Article, Section
from search.analysis import Analyzer, Vocabulary, read_overrides
from search.ways.introductions import Name, brackets, name_before, names

COMPOUNDS = ["Wasser|wirtschafts|amt", "Deich|kommission", "Deich|amt", "Wasser|verband"]
ANALYZER = Analyzer(Vocabulary.learn({}, read_overrides([*COMPOUNDS, "Wiesen|amt"])))


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(n), sections=(Section(paragraphs=(t,)),)) for n, t in enumerate(texts)]


def known(*texts: str) -> dict[str, str]:
    found = names(articles(*texts), lambda short, before: True, ANALYZER)
    return {short: name.text for short, name in found.items()}


@pytest.mark.parametrize(
    ("before", "short", "name"),
    [
        ("Das sagte die Laumer Wasserbehörde", "LWB", "Laumer Wasserbehörde"),
        ("am Karl Obst-Institut", "KOI", "Karl Obst-Institut"),
        ("Kreditbank für Wiederansiedlung", "KfW", "Kreditbank für Wiederansiedlung"),
        ("das Wasserwirtschaftsamt", "WWA", "Wasserwirtschaftsamt"),
        ("Wiesen, sagt der Wasserverband", "WV", "Wasserverband"),  # the shortest
        ("Wasser, Verband", "WV", ""),  # no name goes across a comma
        ("Awasserverband", "WV", ""),  # the first letter begins a word
        ("Der Kreis", "WV", ""),
        ("", "WV", ""),
    ],
)
def test_a_name_is_the_shortest_row_of_words_with_the_letters(before, short, name):
    assert name_before(short, before) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Behörde (LWB) und das Amt (Lwa) sind da.", ["LWB", "Lwa"]),
        ("Das Amt (siehe unten), (A), (2020), (ABCDEFGHI), (A B) und(AB).", []),
        ("Ohne Klammern.", []),
    ],
)
def test_a_short_word_with_a_capital_in_brackets_may_be_an_abbreviation(text, found):
    assert [short for short, _ in brackets(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Wasserwirtschaftsamt (WWA) warnt.", {"WWA": "Wasserwirtschaftsamt"}),
        (
            "Die Staatliche Deichkommission (Stadeko) tagt.",
            {"Stadeko": "Staatliche Deichkommission"},
        ),
        ("Das Deichamt für Wiesen (DfW) tagt.", {"DfW": "Deichamt für Wiesen"}),
        ("Kai Dorpner (KDP) warnt.", {}),  # a party: its P begins no word
        ("Gerd Rosenau (Grün) warnt.", {}),
        ("Frau Wurst aus Wohlbach (Foto) warnt.", {}),
    ],
)
def test_letters_have_to_begin_words_or_parts_of_words(text, found):
    assert known(text) == found


def test_a_single_word_with_the_letters_inside_is_believed_from_two_articles_on():
    text = "Die Weltgesundheitswacht (WHW) warnt, die Wassernothilfe (WHI) auch."
    assert "WHI" not in known(text)
    assert known(text, text)["WHI"] == "Wassernothilfe"


def test_forms_of_a_name_are_one_and_the_shortest_is_shown():
    texts = ("den Laumer Wasserbetrieben (LWB)", "Die Laumer Wasserbetriebe (LWB)")
    (name,) = names(articles(*texts), lambda short, before: True, ANALYZER).values()
    assert name == Name(name.stems, "Laumer Wasserbetriebe", 2)


def test_a_name_counts_if_half_of_the_articles_give_it():
    name, other = "Der Wasserverband (WV) tagt.", "Herr Moll (WV) tagt."
    assert known(name, other) == known(other, name) == {"WV": "Wasserverband"}
    assert known(name, other, other) == {}


def test_only_what_is_of_interest_is_looked_at():
    texts = articles("Der Wasserverband (WV) und das Wiesenamt (WA).")
    assert list(names(texts, lambda short, before: short == "WA", ANALYZER)) == ["WA"]
    assert list(names(texts, lambda short, before: before.endswith("band"), ANALYZER)) == ["WV"]
