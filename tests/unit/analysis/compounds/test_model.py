"""Compounds: what is split, where, and what is left whole. All words written for this test."""

from __future__ import annotations

import numpy as np
import pytest

from search.analysis import OverridesError, read_overrides
from search.analysis.compounds import CompoundModel
from search.analysis.compounds.learning import learn_compounds

# A small corpus beside the dictionary: word as written → occurrences.
CORPUS = {
    "Deutschland": 90, "Deutschlands": 30, "Frankreich": 40, "Frankreichs": 15, "Land": 200,
    "Länder": 80, "Landes": 30, "Reich": 12, "Bundesländer": 20, "Bund": 60, "Waffen": 30,
    "Ruhe": 40, "Waffenruhe": 45, "Verhandlungen": 80, "Verhandlung": 40, "Wahl": 90, "Tag": 200,
    "Bundestag": 60, "Ergebnis": 40, "frei": 90, "Freitag": 70, "Unternehmen": 80, "nehmen": 60,
    "Brücke": 30, "Brücken": 12, "Sperrung": 20, "Kind": 60, "Kinder": 90, "Garten": 40,
    "Haus": 90, "Hund": 30, "Steuer": 30, "Hilfe": 60, "Kraft": 30, "Zeit": 90, "Schule": 60,
    "Leiter": 30, "lesen": 30, "Stunde": 40, "Pandemie": 90, "Corona": 60, "Minister": 50,
    "Stellung": 20, "feststellen": 12, "Feststellung": 6, "Rad": 40, "Weg": 60, "Öl": 30,
    "Wache": 12, "Stube": 12, "Ausgabe": 40, "Vertrag": 30, "Absprache": 9, "Sprache": 30,
    "studieren": 20, "Studierende": 9, "Preis": 50, "Strom": 40, "klein": 90, "groß": 90,
    "Partei": 40, "Gesundheit": 40, "Versicherung": 20, "Museum": 20, "Wetter": 20, "Bericht": 20,
    "Quorbel": 9, "treffen": 40, "Treffen": 30, "wandern": 70,
    "Haft": 20, "Schmerz": 20, "schmerzhaft": 9,
}  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return learn_compounds(CORPUS)


@pytest.fixture(scope="module")
def marked(model):
    """Word → the word with "|" at each border: joints stay behind the part they follow."""

    def show(word):
        starts = [part.start for part in model.split(word).parts]
        ends = [*starts[1:], len(word)]
        return "|".join(word[a:b] for a, b in zip(starts, ends, strict=True))

    return show


@pytest.mark.parametrize(
    "word",
    [
        "Brücken|sperrung", "Kinder|garten", "Wetter|bericht", "Strom|preis",  # no joint
        "Gesundheits|minister", "Bundestags|wahl", "Freiheits|kampf", "Zeitungs|bericht",  # -s-
        "Bundes|land", "Jahres|zeit", "Landes|partei",  # -es-
        "Hunde|steuer", "Tage|buch",  # -e-
        "Kinder|buch", "Bilder|buch",  # -er-
        "Studenten|partei", "Sonnen|schirm", "Wochen|ende",  # -n-, -en-
        "Hilfs|kraft", "Schul|leiter", "Geschichts|buch",  # -e falls away
        "Lese|stunde", "Fahr|zeit", "Klein|stadt", "Groß|mutter",  # verb, adjective
        "Außen|minister", "Zwischen|bericht", "Elektro|auto",  # bound stems
        "Bundes|verfassungs|gericht", "Gesundheits|minister|wahl",  # three parts
        "Waffenruhe|verhandlungen",  # a part that is a usual compound itself
    ],
)  # fmt: skip
def test_compounds_are_split_at_their_joints(marked, word):
    assert marked(word.replace("|", "")) == word


@pytest.mark.parametrize(
    "word",
    [
        "Deutschland", "Frankreichs", "Freitag", "Montags",  # names of places and days
        "Unternehmen", "Feststellung", "Absprache", "Ausgabe", "Unterricht", "Verhandlung",
        "Zurückhaltung", "Hinterlassenschaft",  # nouns of verbs with a particle or prefix
        "Studierende", "teilnehmen", "feststellen",  # verbs and participles
        "Freundschaft", "Schönheiten", "Lehrerinnen", "Tourismus", "Bäckerei",  # endings
        "Schwester", "Interesse", "Gespräch", "Wachstum",  # simple words
        "Redaktion", "Begleitung", "Verbraucher", "Aufstand", "Unterhaltung",  # only look like them
        "Gründung", "Verschuldung", "Psychologin",
        "schmerzhaft", "Schmerzhaft",  # not of the kind of such a head
        "normalerweise",
        "Abmahnung", "Wiederholung",  # of verbs with a particle
        "Einstein",
        "Nachteile", "Dokumente", "Ministern", "Sachsens",  # forms of words that stay whole
        "Haus", "Hausbau1", "Corona-Pandemie", "Lehrer:innen", "LehrerInnen", "Hausmeister*innen",
        "3,5", "", "§", "Waffenruhe" * 9,
    ],
)  # fmt: skip
def test_other_words_stay_whole(model, word):
    split = model.split(word)
    assert [part.text for part in split.parts] == [word]
    assert (split.parts[0].start, split.parts[0].end) == (0, len(word))
    assert split.reason


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("Hausbau1", "kein einfaches Wort (Ziffern, Zeichen)"),
        ("Corona-Pandemie", "kein einfaches Wort (Ziffern, Zeichen)"),
        ("Hausİbau", "kein einfaches Wort (Ziffern, Zeichen)"),  # longer in small letters
        ("Hausba", "zu kurz"),
        ("Waffenruhe" * 7, "zu lang"),
        ("LehrerInnen", "Großbuchstaben im Wort"),
    ],
)
def test_what_is_not_looked_at_says_why(model, word, reason):
    assert model.split(word).reason == reason


def test_parts_are_words_of_their_own_and_know_their_place(model):
    split = model.split("Bundestagswahl")
    assert [(part.text, part.start, part.end) for part in split.parts] == [
        ("Bundestag", 0, 9), ("Wahl", 10, 14),
    ]  # fmt: skip
    assert split.reason == "bekannte Teile: Bundestag (rund 58) + Wahl (rund 89), Fuge -s-"


@pytest.mark.parametrize("word", ["Brückensperrung", "Kindergarten", "Deutschland", "Absprache"])
def test_case_makes_no_difference(model, word):
    splits = [model.split(form).parts for form in (word, word.lower(), word.upper())]
    places = [[(part.start, part.end) for part in parts] for parts in splits]
    assert places[0] == places[1] == places[2]


@pytest.fixture(scope="module")
def untaught():
    return learn_compounds({})


@pytest.mark.long
def test_a_corpus_teaches_parts_that_no_dictionary_knows(model, untaught):
    assert [part.text for part in model.split("Quorbelpreis").parts] == ["Quorbel", "Preis"]
    assert len(untaught.split("Quorbelpreis").parts) == 1


def test_case_in_the_corpus_tells_nouns_from_verbs(model):
    assert len(model.split("Parteitreffen").parts) == 2
    assert len(model.split("Parteiwandern").parts) == 1


@pytest.mark.long
def test_without_a_corpus_the_dictionary_is_enough_for_usual_words(untaught):
    assert [part.text for part in untaught.split("Sommerzeit").parts] == ["Sommer", "Zeit"]
    assert [part.text for part in untaught.split("Haustür").parts] == ["Haus", "Tür"]
    for whole in ("Kontakt", "Unternehmen", "Wahrnehmen"):
        assert len(untaught.split(whole).parts) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    "word",
    [
        "Rettungs|wagen", "Blumen|laden", "Regen|schatten",  # look like infinitives
        "Verfahrens|dauer", "Kunden|service", "Angst|hase",  # like other words
        "Gesundheits|amt", "Kirchturm|uhr",  # heads of three letters
        "Grenz|streifen", "Zahlen|code",  # like surnames
        "Antrag|steller",  # no "Teller"
    ],
)  # fmt: skip
def test_without_a_corpus_nouns_of_all_shapes_are_parts(untaught, word):
    head = word.partition("|")[2]
    assert untaught.split(word.replace("|", "")).parts[-1].text.lower() == head


@pytest.mark.long
def test_forms_follow_their_base_which_a_compound_is_or_is_not(untaught):
    for word in ("Handlungen", "Abteilungen", "Dialoge"):
        split = untaught.split(word)
        assert [part.text for part in split.parts] == [word]
    assert untaught.split("Nachteile").reason == "Form von Nachteil, nicht zusammengesetzt"
    for word in ("Rettungswagens", "Wetterberichte", "Straßenbahnen", "Autorennen", "Waldsee"):
        assert len(untaught.split(word).parts) == 2


@pytest.mark.long
def test_a_corpus_takes_the_place_of_the_dictionary_for_the_words_it_has(model, untaught):
    taught = learn_compounds(CORPUS, before=untaught)
    for word in ("Naturreservate", "Klaviersonaten"):  # not in the corpus, nor are their parts
        assert len(model.split(word).parts) == 1
        assert taught.split(word).parts == untaught.split(word).parts
    assert taught.facts("wahl") == model.facts("wahl") != untaught.facts("wahl")
    assert [part.text for part in taught.split("Quorbelsonaten").parts] == ["Quorbel", "Sonaten"]


@pytest.mark.long
@pytest.mark.parametrize(
    "word",
    ["launenhaft", "dramatisch", "gemeinsamen", "profitabel", "einstricken", "komplettieren"],
)
def test_what_looks_like_a_compound_stays_whole_in_a_corpus_that_lacks_it(untaught, word):
    taught = learn_compounds(CORPUS, before=untaught)
    for known in (untaught, taught):
        assert [part.text for part in known.split(word).parts] == [word]
    assert len(taught.split("Untersuchungshaft").parts) == 2
    assert [part.text for part in taught.split("Kampfhandlungen").parts][1:] == ["Handlungen"]


@pytest.fixture(scope="module")
def mapped(model):
    return CompoundModel.from_arrays(model.arrays())


@pytest.mark.parametrize(
    "word",
    ["Brückensperrung", "Deutschland", "Zzyxq", "Straßenbahnfahrer", "\udcff" * 8, "ﬁnanzen"],
)
def test_arrays_give_the_same_model(model, mapped, word):
    assert mapped.split(word) == model.split(word) == mapped.loaded().split(word)


def test_arrays_are_little_endian_and_stay_the_same(model, mapped):
    arrays = model.arrays()
    assert {name: array.dtype.str for name, array in arrays.items()} == {
        "words": "|u1", "ends": "<u4", "facts": "<u8", "overrides": "|u1",
    }  # fmt: skip
    for name, array in mapped.arrays().items():
        assert np.array_equal(array, arrays[name])


def test_the_users_words_overrule_what_was_learned(model):
    overrides = read_overrides(["Kindergarten", "# Orte", "Wach|stube", "Heim(at)|weg # Fuge"])
    learned = model.with_overrides(overrides)
    for ruled in (learned, CompoundModel.from_arrays(learned.arrays())):
        assert len(ruled.split("Kindergarten").parts) == 1
        assert [part.text for part in ruled.split("Wachstube").parts] == ["wach", "Stube"]
        parts = ruled.split("HEIMATWEG").parts
        assert [(part.start, part.end) for part in parts] == [(0, 4), (6, 9)]
        assert "Wortliste" in ruled.split("wachstube").reason


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Haus|bau", "Bau||haus"], "line 2"),
        (["Haus bau"], "'haus bau'"),
        (["Haus-bau"], "line 1"),
        (["Haus|bau", "", "hausbau"], "line 3"),
        (["|"], "line 1"),
    ],
)
def test_a_bad_line_of_the_users_words_is_named(lines, told):
    with pytest.raises(OverridesError, match=r"woerter\.txt") as caught:
        read_overrides(lines)
    assert told in str(caught.value)
