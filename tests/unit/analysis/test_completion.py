"""Words that are cut short, completed by what is known of words."""

import pytest

from search.analysis import Analyzer, Part, Vocabulary, words_of
from search.analysis.completion import completed


class Known:
    """Knows borders of some compounds and some words."""

    def __init__(self, compounds, words):
        self._compounds = {word.replace("|", ""): word.split("|") for word in compounds.split()}
        self._words = set(words.split())

    def parts(self, word):
        parts, start = [], 0
        for text in self._compounds.get(word, [word]):
            parts.append(Part(text, start, start + len(text)))
            start += len(text)
        return parts

    def knows(self, low):
        return low in self._words


@pytest.mark.parametrize(
    ("ellipsis", "compounds", "words", "whole"),
    [
        ("Haus+Fachärzte", "Fach|ärzte", "", "Hausärzte"),
        ("haus+fachärztlich", "fach|ärztlich", "", "hausärztlich"),
        ("kurz+Langstrecke", "Lang|strecke", "", "Kurzstrecke"),
        # of several borders that of a known word, the first; else the last
        ("Bund+Landesfinanzamt", "Landes|finanz|amt", "bundamt", "Bundamt"),
        ("Bund+Landesfinanzamt", "Landes|finanz|amt", "bundamt bundfinanzamt", "Bundfinanzamt"),
        ("Bund+Landesfinanzamt", "Landes|finanz|amt", "", "Bundamt"),
        ("Bau+Meisterlehrgang", "Meister|lehr|gang", "lehrgang", "Baulehrgang"),
        ("Kunst+Naturkunstharz", "Natur|kunst|harz", "kunstharz", "Kunstharz"),
        # known words that are no compounds
        ("kurz+langfristig", "", "kurzfristig", "kurzfristig"),
        ("ein+zweimal", "", "einmal mal", "einmal"),
        ("ein+zweimal", "", "einmal", ""),
        ("Klapp+Hollandrädern", "Holland|rädern", "klappern ern", "Klapprädern"),
        ("Angst+dramatische", "drama|tische", "", ""),
        # of three letters only a word that often ends compounds, of four any
        ("Blau+Hellrot", "", "blaurot rot", ""),
        ("Blau+Hellrosa", "", "blaurosa rosa", "Blaurosa"),
        # an end that is no word: of five letters and more
        ("Rund+Eckbogen", "", "rundogen", ""),
        ("Rund+Eckbogen", "", "rundbogen", "Rundbogen"),
        # an end that both have is not shared: three letters may be so by chance
        ("Obst+Frostkiste", "Frost|kiste", "kiste", "Obstkiste"),
        ("Wohnobst+Dörrobstkiste", "Dörr|obst|kiste", "obstkiste kiste", "Wohnobstkiste"),
        ("Kultur+sozialpolitisch", "sozial|politisch", "kulturpolitisch", "kulturpolitisch"),
        # particles
        ("Ein+Ausgang", "", "gang", "Eingang"),
        ("be+entladen", "", "", "beladen"),
        ("Vor+Abendprogramm", "Abend|programm", "", "Vorprogramm"),
        ("Wollein+-ausfuhr", "", "", "Wolleinfuhr"),
        ("Bahn+Ausfahrten", "", "fahrten", ""),
        ("hin+her", "", "", ""),
        # behind
        ("Wollhersteller-händler", "Woll|hersteller", "", "Wollhändler"),
        ("Landesbauleiter-planer", "Landes|bau|leiter", "landesplaner", "Landesplaner"),
        ("Landesbauleiter-planer", "Landes|bau|leiter", "", "Landesbauplaner"),
        ("Bauleiterinnen-leiter", "", "", "Bauleiter"),
        ("Schauplätze-orte", "", "schauorte", "Schauorte"),
        ("Wollein--ausfuhr", "", "", "Wollausfuhr"),
        ("Tests-zentren", "", "", ""),
        ("Bauleiter-leiste", "", "bauleiste", "Bauleiste"),  # "leis" does not stand in it
        ("Spielballer-all", "Spiel|baller", "", "Spielall"),  # three letters find nothing
        ("Amtsein--ausgang", "", "", "Amtsausgang"),
        ("Abein--ausgang", "", "", ""),  # two letters before a particle are no word
        ("Haus+Fachleiter:innen", "Fach|leiter", "", "Hausleiter:innen"),
    ],
)
def test_a_word_takes_of_another_what_makes_a_word(ellipsis, compounds, words, whole):
    assert completed(ellipsis, Known(compounds, words)) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kinder- und Jugendhilfe", "Kinderhilfe"),
        ("Arbeits- und Sozialrecht", "Arbeitsrecht"),
        ("Hin- und Rückfahrt", "Hinfahrt"),
        ("Vor- und Nachteile", "Vorteile"),
        ("in- und ausländisch", "inländisch"),
        ("20- und 30-Jährige", "20Jährige"),
        ("Wohn- und Gewerbe-Gebäude", "Wohngebäude"),
        ("Verbands- und Vereinsarbeit", "Verbandsarbeit"),
    ],
)
def test_the_first_word_has_the_stem_of_the_whole(text, whole):
    analyzer = Analyzer(Vocabulary.of_dictionary())
    first = analyzer.spelling[words_of(text)[0]]
    assert first.joined == analyzer.spelling[whole].stem
    assert first.lengths == (1,)


def test_what_nothing_completes_stays_as_it_is():
    first = Analyzer(Vocabulary()).spelling[words_of("Haus- und Ärzte")[0]]
    assert first.joined == first.lengths == ()
