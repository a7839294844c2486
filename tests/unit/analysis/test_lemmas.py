"""The lemma table: what is learned from a dictionary, and that mapped it reads the same."""

import numpy as np
import pytest

from search.analysis.lemmas import Lemmas, Readings
from search.analysis.lemmas.rules import derived
from search.analysis.lemmas.table import build_lemmas, learn

# Written for these tests in the form of simplemma's dictionary: form → lemma, lemmas too.
DICTIONARY = {
    "gehen": "gehen", "ging": "gehen", "Ging": "Ging", "weiß": "wissen", "Weiß": "Weiß",
    "wissen": "wissen", "Macht": "Macht", "macht": "machen", "machen": "machen",
    "Museum": "Museum", "Museen": "Museum", "Volksmuseum": "Volksmuseum",
    "Volksmuseen": "Volksmuseum", "Radmuseum": "Radmuseum", "Radmuseen": "Radmuseum",
    "Datum": "Datum", "Daten": "Datum", "Soldat": "Soldat", "Soldaten": "Soldat",
    "Fluchtdaten": "Fluchtdatum", "Fluchtdatum": "Fluchtdatum",
    "Hund": "Hund", "Hunde": "Hund", "Arzt": "Arzt", "Ärztin": "Ärztin", "Ärztinnen": "Ärztin",
    "Kollege": "Kollege", "Kollegin": "Kollegin", "Kolleginnen": "Kollegin",
    "Beamter": "Beamter", "Beamte": "Beamter", "Beamtin": "Beamtin", "Beamtinnen": "Beamtin",
    "Termin": "Termin", "Term": "Term", "Termine": "Termin",
    "war": "sein", "sein": "sein", "gut": "gut", "besser": "gut", "meint": "meinen",
    "meinen": "meinen", "US": "U", "u": "u", "U": "U",
    "verstärkt": "verstärkt", "verstärken": "verstärken", "fast": "fast", "fasen": "fasen",
    "entrissen": "entrissen", "gerissen": "reißen", "reißen": "reißen", "entreißen": "entreißen",
    "gebogen": "geradebiegen", "geradebiegen": "geradebiegen", "biegen": "biegen",
    "gedacht": "gedenken", "gedenken": "gedenken", "denken": "denken",
    "gelangt": "gelangen", "gelangen": "gelangen", "langen": "langen",
    "ändern": "ändern", "geändert": "ändern", "änderte": "ändern", "andere": "anderer",
    "kurbeln": "kurbeln", "gekurbelt": "kurbeln", "Ländern": "Ländr",
    "planen": "planen", "geplant": "planen", "geplanten": "geplant", "Geplantes": "geplant",
    "betreffen": "betreffen", "betroffen": "betreffen", "betroffenen": "betroffen",
    "verlieren": "verlieren", "verlor": "verlieren", "verloren": "verloren",
    "verlorene": "verloren",
    "schreien": "schreien", "beschreien": "beschreien", "beschreit": "beschreien",
    "beschreiten": "beschreiten", "beschreitet": "beschreiten", "seid": "sein", "seiden": "seiden",
    "raten": "raten", "riet": "raten", "geraten": "geraten", "geriet": "geraten",
    "samen": "samen", "gesamt": "samen", "gesamten": "gesamt",
    "sichern": "sichern", "sichert": "sichern", "gesichert": "sichern", "sicher": "sicher",
    "CD": "CD", "CDs": "CD", "SM": "SM", "SMs": "SM", "SMS": "SMS", "Atlas": "Atlas",
    "Praxis": "Praxis", "Arztpraxis": "Arztpraxis", "Hörpraxis": "Hörpraxis", "Chinas": "Chinas",
    "Zustand": "Zustand", "zustand": "zustehen", "zustehen": "zustehen", "hören": "hören",
    "gehört": "hören", "gehören": "gehören", "binden": "binden", "bindet": "binden",
    "bindend": "bindend", "freuen": "freuen", "gefreut": "gefreut", "gerecht": "gerecht",
    "rechen": "rechen", "umringt": "umringt", "umringen": "umringen", "Elend": "Elend",
    "elend": "elend", "elen": "elen", "lachet": "lachen", "lachen": "lachen", "iss": "essen",
    "essen": "essen", "ISS": "ISS", "Gelehrte": "gelehrt", "gelehrt": "gelehrt",
    "lehren": "lehren",
}  # fmt: skip


@pytest.fixture(scope="module")
def lemmas():
    return learn(DICTIONARY)


@pytest.mark.parametrize(
    ("form", "lower", "capital"),
    [
        ("ging", "gehen", None),
        ("bindend", "binden", None),
        ("elend", None, None),
        ("gefreut", "freuen", None),
        ("gerecht", None, None),
        ("umringt", "umringen", None),
        ("gelehrte", None, None),
        ("weiß", "wissen", None),
        ("macht", "machen", None),
        ("museen", "museum", "museum"),
        ("ärztinnen", "arzt", "arzt"),
        ("ärztin", "arzt", "arzt"),
        ("kollegin", "kollege", "kollege"),
        ("termin", None, None),
        ("besser", "gut", None),
        ("verstärkt", "verstärken", None),
        ("entrissen", "entreißen", None),
        ("gebogen", "biegen", None),
        ("gedacht", "denken", None),
        ("gelangt", "gelangen", None),
        # nothing to add: the plain stem is that of the lemma
        ("hunde", None, None),
        # also where another word's stem is that of a function word
        ("meint", "meinen", None),
        ("sichert", "sichern", None),
        # participles: those with an ending follow their verb, too
        ("geplant", "planen", None),
        ("betroffenen", "betreffen", None),
        ("verloren", "verlieren", None),
        ("verlorene", "verlieren", None),
        ("beschreiten", None, None),
        ("seiden", None, None),
        ("gesamten", None, None),
        ("geriet", "geraten", None),
        # plurals of two capital letters; nouns that end as genitives do
        ("cds", "cd", "cd"),
        ("sms", None, None),
        ("atlas", "atlas", "atlas"),
        ("praxis", "praxis", "praxis"),
        ("arztpraxis", None, None),
        ("chinas", None, None),
        # never: function words, abbreviations, "fast", slips of the dictionary
        ("war", None, None),
        ("us", None, None),
        ("fast", None, None),
        ("ländern", None, None),
        ("unbekannt", None, None),
        ("", None, None),
    ],
)
def test_a_form_has_the_lemma_that_adds_something(lemmas, form, lower, capital):
    assert lemmas.readings(form)[:2] == (lower, capital)


def test_only_nouns_that_compounds_follow_are_heads(lemmas):
    assert lemmas.readings("museen").head
    assert not lemmas.readings("daten").head


@pytest.mark.parametrize(
    ("form", "capital", "lemma"),
    [
        ("stadtmuseen", True, "stadtmuseum"),
        ("stadtmuseen", False, "stadtmuseum"),
        ("kandidaten", True, None),
        ("weiterging", False, "weitergehen"),
        ("hochgekurbelt", False, "hochkurbeln"),
        ("hochzukurbeln", False, "hochkurbeln"),
        ("synchronisiertest", False, "synchronisieren"),
        ("synchronisierende", False, "synchronisieren"),
        ("kreiert", False, "kreieren"),
        ("geeiert", False, None),
        ("tier", False, None),
        ("revier", False, None),
        ("bloggerjournalistinnen", True, "bloggerjournalist"),
        ("konstantin", True, None),
        ("valentin", True, None),
        ("login", True, None),
        ("finnen", True, None),
        # participles with an ending, also of verbs with a particle; not "zustand", a past tense
        ("geplante", False, "planen"),
        ("geplanten", False, "planen"),
        ("eingeplantes", False, "einplanen"),
        ("gesamte", False, None),
        ("zustande", False, None),
        ("geplante", True, None),
        # people
        ("kaufleute", True, "kaufmann"),
        ("feuerwehrleuten", True, "feuerwehrmann"),
        ("leute", True, None),
        # a genitive or a plural; nouns of the table and what is made of them are none
        ("lumbras", True, "lumbra"),
        ("opaskis", True, "opaski"),
        ("tramnows", True, "tramnow"),
        ("chinas", True, "china"),
        ("lumbras", False, None),
        ("milchpraxis", True, "milchpraxis"),
        ("zuckerhaus", True, None),
        ("farblos", True, None),
        ("nachweis", True, None),
        # not a verb when written with a capital letter
        ("weiterging", True, None),
        # too short a rest, no vowel before the head, no known verb
        ("abmuseen", True, None),
        ("xyzmuseen", True, "xyzmuseum"),
        ("bcdmuseen", True, None),
        ("anstand", False, None),
        ("hinzufügen", False, None),
        ("umzug", False, None),
        ("", False, None),
    ],
)
def test_unknown_forms_follow_the_rules(lemmas, form, capital, lemma):
    assert derived(form, lemmas, capital=capital) == lemma


def test_mapped_and_hot_tables_answer_alike(lemmas, tmp_path):
    for name, array in lemmas.arrays().items():
        np.save(tmp_path / f"{name.replace('/', '-')}.npy", array)
    mapped = Lemmas.from_arrays(
        {
            name: np.load(tmp_path / f"{name.replace('/', '-')}.npy", mmap_mode="r")
            for name in lemmas.arrays()
        }
    )
    hot = Lemmas.from_arrays(lemmas.arrays()).heat()
    assert len(mapped) == len(hot) == len(lemmas) > 0
    for word in DICTIONARY:
        form = word.lower()
        assert mapped.readings(form) == hot.readings(form) == lemmas.readings(form)


def test_an_empty_table_answers():
    empty = Lemmas.from_readings({})
    assert Lemmas.from_arrays(empty.arrays()).heat().readings("ging") == Readings(None, None)
    assert empty.readings("ging") == Readings(None, None)


def test_a_form_is_small_unless_the_dictionary_has_it_with_a_capital(lemmas):
    forms = "macht ging meint besser lachet iss".split()
    assert [form for form in forms if lemmas.readings(form).small] == ["meint", "besser"]


@pytest.mark.long
def test_the_table_of_simplemma_knows_irregular_german():
    lemmas = build_lemmas()
    expected = {"ging": "gehen", "ärztinnen": "arzt", "museen": "museum", "höher": "hoch"}
    assert {form: lemmas.readings(form).lower for form in expected} == expected
    assert lemmas.readings("waren") == Readings(None, None)
    assert sum(array.nbytes for array in lemmas.arrays().values()) < 4_500_000
