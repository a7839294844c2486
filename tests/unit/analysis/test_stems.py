"""Which words share a stem: inflections, compounds, gender forms; and which must not."""

import pytest

from search.analysis.lemmas.corrections import CORRECTIONS
from search.analysis.lemmas.table import learn
from search.analysis.normalize import fold_exact
from search.analysis.stems import stems
from search.analysis.variants import fold_all
from search.analysis.vocabulary import Vocabulary
from search.system.texts import Texts
from tests.unit.analysis.test_lemmas import DICTIONARY


@pytest.fixture(scope="module")
def lemmas():
    return learn(DICTIONARY).heat()


def of(word, lemmas):
    return stems(fold_exact(word), lemmas, capital=word[0].isupper())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ging", ("ging", "geh")),
        ("gehen", ("geh",)),
        ("Museen", ("muse", "museum")),
        ("museen", ("muse", "museum")),
        ("Stadtmuseen", ("stadtmuse", "stadtmuseum")),
        ("weiß", ("weiss", "wiss")),
        ("Weiß", ("weiss",)),
        ("Macht", ("macht",)),
        ("Gefallen", ("gefall",)),
        ("macht", ("mach",)),
        ("war", ("·war",)),
        ("wären", ("·war",)),
        ("Ware", ("ware",)),
        ("&", ("·und",)),
        ("Hunde", ("hund",)),
        ("3,5", ("3,5",)),
        ("A380", ("a380",)),
        ("§", ("paragraf",)),
        ("%", ("prozent",)),
        ("geändert", ("geandert", "ändern")),
        ("ändern", ("and", "ändern")),
        ("sicheren", ("sich",)),
        ("geht's", ("geht",)),
        ("gehört", ("gehort", "hor", "gehor")),
        ("Gehört", ("gehort", "hor", "gehor")),  # there is no such noun
        ("Atlas", ("atlas",)),
        ("Lumbras", ("lumbras", "lumbra")),
    ],
)
def test_the_plain_stem_comes_first_and_the_lemma_only_if_it_differs(lemmas, word, expected):
    assert of(word, lemmas) == expected


def test_without_a_table_there_is_the_plain_stem_alone():
    assert stems("ging") == ("ging",)


@pytest.mark.parametrize(
    "forms",
    [
        "Arzt Ärzte Ärztin Ärztinnen Aerztinnen Ärzt:innen ÄrztInnen Ärzt*in",
        "Kollege Kollegen Kollegin Kolleginnen Kolleg:innen Kolleg/-innen",
        "Beamter Beamte Beamtin Beamtinnen Beamt:innen",
        "Lehrer Lehrerin Lehrerinnen Lehrer:innen Lehrer_innen",
        "planen geplant geplante geplanten",
        "verlieren verlor verloren verlorene",
        "sichern sichert gesichert",
        "Kaufmann Kaufleute Kaufleuten",
    ],
)
def test_all_forms_are_one_concept(lemmas, forms):
    first, *others = (set(of(form, lemmas)) for form in forms.split())
    assert first.intersection(*others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Macht", "machen"),
        ("geändert", "andere"),
        ("Termin", "Term"),
        ("Soldaten", "Datum"),
        ("meint", "mein"),
        ("sichert", "sich"),
        ("gesichert", "Sicherheit"),
        ("gesamte", "samen"),
    ],
)
def test_words_that_are_not_of_one_lemma_do_not_meet(lemmas, one, other):
    assert not set(of(one, lemmas)) & set(of(other, lemmas))


def test_a_word_without_end_is_not_taken_apart(lemmas):
    assert len(of("Stadt" * 12 + "museen", lemmas)) == 1
    assert len(of("Stadt" * 11 + "museen", lemmas)) == 2
    assert len(of("a" * 200_000 + "museen", lemmas)) == 1


@pytest.fixture(scope="module")
def known():
    return Vocabulary.of_dictionary()


@pytest.fixture(scope="module")
def forms(known):
    """Forms of the dictionary, words made of them by every rule, and others."""
    arrays = known.arrays()
    some = Texts(arrays["lemmas/forms/terms"], arrays["lemmas/forms/ends"]).strings()[::397]
    ends = ("", "s", "os", "leuten", "isten", "istin", "orinnen", "ierte", "ender", "museen")
    made = [front + form + end for form in some for front in ("", "ab", "ge") for end in ends]
    alike = "bereits los Lagern zuständigen Förderung foerdert gefahren standen wies".split()
    others = ["soll's", "12.500", "Aerztinnen", "der", "sicheren", "gehört", "aas", "", "§"]
    return [*made, *alike, *others, *CORRECTIONS]


@pytest.mark.parametrize("heated", [True, False])
@pytest.mark.parametrize("capital", [True, False])
def test_many_words_have_the_stems_of_each(known, forms, capital, heated):
    if heated:
        known.heat()
    else:
        known.cool()
    exacts = list(map(fold_exact, forms))
    folded = fold_all(exacts)
    found = known.stems_of_all(exacts, capitals=[capital] * len(exacts), folded=folded)
    assert found == [known.stems(exact, capital=capital) for exact in exacts]
    assert sum(len(of_word) > 1 for of_word in found) > len(found) // 4


def test_many_words_have_their_plain_stems_without_a_table():
    found = Vocabulary().stems_of_all(["ging", "der"], capitals=[False] * 2, folded=["ging", "der"])
    assert found == [("ging",), ("·der",)]
