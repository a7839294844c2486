"""Words that hyphens cut short: which are, and what completes them."""

import pytest

from search.analysis import words_and_spans, words_of
from search.analysis.ellipsis import REACH, words_cut_short
from search.analysis.joined import written


def told(text):
    """Return the words of a text that are cut short with the last thing that each tells."""
    return {
        text[word.start :].split()[0].strip(",."): (*word.front, word.sign, *word.back)
        for word in words_cut_short(text)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Haus- und Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Kranken-, Pflege- und Rentenkasse", {
            "Kranken-": ("Kranken", "+", "Rentenkasse"), "Pflege-": ("Pflege", "+", "Rentenkasse"),
        }),
        ("zwei- bis dreimal", {"zwei-": ("zwei", "+", "dreimal")}),
        ("Haus- sowie Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Haus- bzw. Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("weder Haus- noch Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Haus- wie auch Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Haus- & Fachärzte", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Haus-/Fachärzte", {"Haus-/Fachärzte": ("Haus", "+", "Fachärzte")}),
        ("das Innen- und das Außenamt", {"Innen-": ("Innen", "+", "Außenamt")}),
        ("Haus- und „Fachärzte“", {"Haus-": ("Haus", "+", "Fachärzte")}),
        ("Haus- und Fachleiter:innen", {"Haus-": ("Haus", "+", "Fachleiter:innen")}),
        # what is written with hyphens is complete
        ("EU- und NATO-Staaten", {"EU-": ("EU", "", "Staaten")}),
        ("2- bis 3-Zimmer-Wohnung", {"2-": ("2", "", "Zimmer", "Wohnung")}),
        ("U-Bahn- oder Bus-Linie", {
            "U-Bahn-": ("U", "Bahn", "", "Linie"), "Bahn-": ("Bahn", "", "Linie"),
        }),
        # the other way round
        ("Wollhersteller und -händler", {"händler": ("Wollhersteller", "-", "händler")}),
        ("Wollhersteller, -händler und -käufer", {
            "händler": ("Wollhersteller", "-", "händler"),
            "käufer": ("Wollhersteller", "-", "käufer"),
        }),
        ("Corona-Tests und -Impfungen", {"Impfungen": ("Corona", "", "Impfungen")}),
        ("Wollein- und -ausfuhr", {
            "Wollein-": ("Wollein", "+", "-ausfuhr"), "ausfuhr": ("Wollein-", "-", "ausfuhr"),
        }),
        # nothing to be completed from, or too far away
        ("Haus- und", {}),
        ("Haus- und Fach- und", {}),
        ("ein Haus - und Fachärzte", {}),
        ("Haus- der Fachärzte", {}),
        ("Baden- Württemberg", {}),
        ("Haus-, Fachärzte", {}),
        ("minus und -5 Grad", {}),
        ("ARD-„Abend“ und ZDF", {}),
        ("-Wort Wort- -", {}),
        ("A-, " * 9 + "und B-Dur", {"A-": ("A", "", "Dur")}),
    ],
)  # fmt: skip
def test_a_word_before_or_behind_a_conjunction_is_cut_short(text, found):
    assert told(text) == found


def test_only_some_words_before_the_conjunction_belong_to_a_series():
    assert len(list(words_cut_short("A-, " * 9 + "und B-Dur"))) == 7


def test_a_word_tells_behind_its_chains_what_it_is_short_for():
    text = "Die U-Bahn- und Buslinien, EU- und NATO-Staaten"
    words = {word.word: word for word in map(written, words_of(text))}
    assert words["U"] == ("U", ("Ubahn", "UBahn+Buslinien"), (2, 2))
    assert words["Bahn"] == ("Bahn", ("Bahn+Buslinien",), (1,))
    assert words["EU"] == ("EU", ("Eustaaten",), (1,))
    assert words["NATO"] == ("NATO", ("Natostaaten",), (2,))
    assert words_and_spans(text)[0] == words_of(text)


def test_what_is_no_token_of_its_own_is_not_cut_short():
    assert words_of("Lehrer:innen- und Elternräte")[0] == "Lehrer:innen"


def test_the_other_word_stands_near():
    def between(letters):
        return f"Haus-, {'x' * letters}- und Fachärzte"

    near = REACH - len(between(0)) + len("Haus")
    assert next(words_cut_short(between(near))).back == ("Fachärzte",)
    assert not [one for one in words_cut_short(between(near + len("Fachärzte"))) if one.start == 0]
