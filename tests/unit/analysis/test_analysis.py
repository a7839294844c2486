"""German words as terms: what is one token, what meets, what must not."""

import pytest

from search.analysis import (
    BLOCK_GAP,
    Analyzer,
    fold_keyword,
    keyword_matches,
    words_of,
)

ANALYZER = Analyzer()
analyze = ANALYZER.analyze


def exact(text):
    return [token.terms.exact for token in analyze(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Der Kampf um die Macht.", ["der", "kampf", "um", "die", "macht"]),
        ("3,5 Prozent von 1.000", ["3,5", "prozent", "von", "1.000"]),
        ("am 12.03.2025.", ["am", "12.03.2025"]),
        ("E-Mail, Corona-Pandemie", ["e", "mail", "corona", "pandemie"]),
        ("§ 218 StGB", ["§", "218", "stgb"]),
        ("der A380 und iPhone15", ["der", "a380", "und", "iphone15"]),
        ("Lehrer:innen Lehrer*innen Lehrer_innen Lehrer/-innen Lehrer·innen", ["lehrer:innen"] * 5),
        ("geht's geht’s", ["geht's", "geht's"]),
        ("Müller ﬁel Straße", ["müller", "fiel", "straße"]),
        ("„Was will“, US, IT, Mai", ["was", "will", "us", "it", "mai"]),
        ("9/11", ["9", "11"]),
        ("", []),
        ("… – !", []),
    ],
)
def test_text_is_cut_into_exact_terms(text, terms):
    assert exact(text) == terms


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("Müller", "Mueller", True),
        ("München", "Muenchen", True),
        ("Straße", "Strasse", True),
        ("Straßen", "Straße", True),
        ("Lehrer:innen", "Lehrerinnen", True),
        ("LehrerInnen", "Lehrerinnen", True),
        ("Bürgermeisters", "Bürgermeister", True),
        ("Dauer", "Dur", False),
        ("Wahl", "Wal", False),
        ("Haus", "Hass", False),
    ],
)
def test_inflections_and_spellings_meet_by_stem(one, other, meet):
    stems = [analyze(word)[0].terms.stem for word in (one, other)]
    assert (stems[0] == stems[1]) is meet


def test_offsets_fit_the_text():
    text = "Die „Lehrer:innen“ sind 3,5 Stunden da."
    words = ["Die", "Lehrer:innen", "sind", "3,5", "Stunden", "da"]
    assert [text[token.start : token.end] for token in analyze(text)] == words


def test_every_word_keeps_its_position_and_blocks_stand_apart():
    blocks = [words_of("Kampf um die Macht"), words_of("Macht und Kampf")]
    found = ANALYZER.positions_by_term(blocks)["exact"]
    start = 4 + BLOCK_GAP
    assert found["macht"] == [3, start]
    assert found["die"] == [2]
    assert found["kampf"] == [0, start + 2]


def test_keywords_fold_and_match_whole_or_by_word():
    assert fold_keyword("  AULENER   Bote ") == "aulener bote"
    assert keyword_matches("aulener bote", "bote")
    assert keyword_matches("bote.example", "bote")
    assert not keyword_matches("aulener boten", "bote")
