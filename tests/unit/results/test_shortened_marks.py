"""Words that are cut short are marked where the whole word is asked for."""

import pytest

from search.analysis import Analyzer, Vocabulary, coarse_all
from search.analysis.ellipsis import words_cut_short
from search.analysis.joined import told_short
from search.results.shortened_marks import may_match

ANALYZER = Analyzer(Vocabulary.of_dictionary())


@pytest.mark.parametrize(
    "text",
    [
        "Haus- und Fachärzte",
        "Schluss- und Anfangssätze",
        "Bau- und Umbauarbeiten",
        "Öl- und Gaspreise",
        "Oel- oder Wassertanks",
        "Ein- und Ausgang",
        "ab- und angefahren",
        "Foto- und Filmtage",
        "Photo- und Filmtage",
        "Stromerzeuger und -händler",
        "Corona-Tests und -Impfungen",
        "E-Mail- und Post-Adressen",
        "3- bis 4-Zimmer-Wohnung",
    ],
)
def test_no_word_is_ruled_out_that_is_asked_for_as_a_whole(text):
    short = [f"x{told_short(word)}" for word in words_cut_short(text)]
    stems = {stem for word in short for stem in ANALYZER.spelling[word].joined}
    assert stems
    for stem in stems:
        found = list(may_match([text], ANALYZER.fronts[stem]))
        assert stem in {s for one in found for s in ANALYZER.spelling[one.word].joined}


def test_what_begins_otherwise_is_ruled_out():
    assert not list(may_match(["Haus- und Fachärzte"], set(coarse_all(["hafen"]))))


def test_a_word_is_told_with_its_hyphen_and_its_text():
    texts = ["", "die U-Bahn- und Bus-Linie", "Woll-Kleider und -Decken."]
    found = may_match(texts, {b""})
    shown = [(word.owner, texts[word.owner][word.start : word.end]) for word in found]
    assert shown == [(1, "U-Bahn-"), (1, "Bahn-"), (2, "-Decken")]
