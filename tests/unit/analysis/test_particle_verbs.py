"""Which verbs part from their particle: what a dictionary tells, and sentences where they do."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, Vocabulary, indexed_words, separated, written
from search.analysis.particle_verbs import (
    CAPITAL,
    PARTICLES,
    SeparableVerbs,
    bit_of,
    without_particle,
)
from search.analysis.separated import REACH, of_row

KNOWN = Vocabulary.of_dictionary()
ANALYZER = Analyzer(KNOWN)
DICTIONARY = {
    form: lemma
    for lemma, forms in {
        "lehnen": "lehnen lehnt lehnte gelehnt lehnend",
        "ablehnen": "ablehnen ablehnt ablehnte abgelehnt abzulehnen ablehnend",
        "sehen": "sehen sieht sah",
        "aussehen": "aussehen aussieht",
        "fällen": "fällen fällt",
        "ausfallen": "ausfallen ausfällt",
        "sein": "sein ist war",
        "ansein": "ansein anist",
        "weich": "weich weiche",
    }.items()
    for form in forms.split()
}


def particles(verbs, form):
    bits = verbs.particles(form)
    return {particle for number, particle in enumerate(PARTICLES) if bits & bit_of(number)}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("lehnt", {"ab"}),
        ("lehnen", {"ab"}),
        ("lehnte", {"ab"}),
        ("sah", {"aus"}),  # not listed with it, but "aussehen" is, and "sah" is of "sehen"
        ("fällt", {"aus"}),  # listed as a form of another verb
        ("gelehnt", set()),  # a participle stands before no particle
        ("lehnend", set()),
        ("ist", set()),
        ("weiche", set()),
        ("zulehnen", set()),
    ],
)
def test_a_finite_form_has_the_particles_that_the_dictionary_lists_it_with(form, expected):
    assert particles(SeparableVerbs.learn(DICTIONARY), form) == expected


def test_what_was_learned_is_the_same_when_read_back():
    learned = SeparableVerbs.learn(DICTIONARY)
    again = SeparableVerbs(learned.arrays())
    assert [again.particles(form) for form in DICTIONARY] == list(
        map(learned.particles, DICTIONARY)
    )
    assert again.particles("Lehnt") == again.particles("lehnt") | CAPITAL
    assert again.particles("Studie") == 0


def test_many_words_have_the_particles_that_each_has():
    words = [*DICTIONARY, *map(str.capitalize, DICTIONARY), "Studie", "LEHNT", "", "ab"]
    for verbs in (SeparableVerbs.learn(DICTIONARY), SeparableVerbs.learn({})):
        assert verbs.of_all(words).tolist() == list(map(verbs.particles, words))
        assert verbs.of_all([]).tolist() == []


def test_all_particles_and_the_sign_of_a_capital_have_a_bit_of_64():
    bits = set(map(bit_of, range(len(PARTICLES))))
    assert len(PARTICLES) == len(set(PARTICLES))
    assert {*bits, CAPITAL} == {1 << place for place in range(64)}


def test_a_stem_is_looked_for_without_its_particle():
    def rests(stem):
        return [(PARTICLES[number], rest) for number, rest in without_particle(stem)]

    assert rests("ablehn") == [("ab", "lehn")]
    assert rests("zurückweis") == [("zu", "ruckweis"), ("zurück", "weis")]
    assert rests("studi") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Rat lehnt den neuen Plan ab.", [("lehnt", "ab", "ablehnt")]),
        ("Der Rat lehnte den Plan ab", [("lehnte", "ab", "ablehnte")]),
        ("Lehnt der Rat den Plan ab?", [("Lehnt", "ab", "ablehnt")]),
        ("Wie lange: Wann reist sie an?", [("reist", "an", "anreist")]),
        ("Sie räumte es ein, trat aber nicht zurück!", [
            ("räumte", "ein", "einräumte"), ("trat", "zurück", "zurücktrat")]),
        ("„Das lehnen wir ab“, sagte sie.", [("lehnen", "ab", "ablehnen")]),
        ("Sie weist das zurück und schweigt.", [("weist", "zurück", "zurückweist")]),
        ("Das Fest fällt aus – leider.", [("fällt", "aus", "ausfällt")]),
        ("Das Fest fällt aus — leider.", [("fällt", "aus", "ausfällt")]),
        ("So kündigt sie an „diesem Ort“.", []),
        ("So kündigt sie an ‚diesem Ort‘ Regen an.", [("kündigt", "an", "ankündigt")]),
        ("Das Fest fällt aus (wie immer).", [("fällt", "aus", "ausfällt")]),
        ("Sie kündigt am 3. Mai z. B. Regen an.", [("kündigt", "an", "ankündigt")]),
        ("Wir lernen sie gerade erst kennen.", [("lernen", "kennen", "kennenlernen")]),
        ("So kündigt Dr. Ohm das an: morgen.", [("kündigt", "an", "ankündigt")]),
        ("Die Abrechnung fällt ihr schwer.", [("fällt", "schwer", "schwerfällt")]),
        ("Das liegt nahe, sie ließ es aber offen.", [
            ("liegt", "nahe", "naheliegt"), ("ließ", "offen", "offenließ")]),
        ("Ein Eimer bleibt übrig, die Mühle steht still.", [
            ("bleibt", "übrig", "übrigbleibt"), ("steht", "still", "stillsteht")]),
        ("Das gehört dazu, und er geht raus.", [
            ("gehört", "dazu", "dazugehört"), ("geht", "raus", "rausgeht")]),
        # These particles share a bit: each is put before the verb as it stands.
        ("Beide stimmen überein, beides geht einher.", [
            ("stimmen", "überein", "übereinstimmen"), ("geht", "einher", "einhergeht")]),
        # No particle: something goes on behind it.
        ("Der Zug fährt ab Aulen nur noch selten.", []),
        ("Sie geht ab und zu baden.", []),
        ("Sie sieht nach wie vor gut.", []),
        ("Er nimmt an- und abfahrende Züge wahr.", [("nimmt", "wahr", "wahrnimmt")]),
        # No verb: in another sentence, with a capital letter within its own, not of this particle.
        ("Der Rat lehnt es. Ganz und gar ab.", []),
        ("Die Reihe Lehnt, und das ab.", []),
        ("Der Rat meint den Plan ab.", []),
        ("ab.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_verb_is_found_with_the_particle_that_closes_its_clause(text, expected):
    found = list(separated(text, KNOWN.particles))
    assert [(text[slice(*v)], text[slice(*p)], word) for v, p, word in found] == expected


def test_the_nearest_verb_has_the_particle_and_one_particle_only():
    text = "Sie lehnte das ab, doch sie lehnt nun nicht mehr ab, was sie ab, ab."
    found = [(verb[0], particle[0]) for verb, particle, _ in separated(text, KNOWN.particles)]
    assert found == [(4, 15), (28, 49)]


def test_a_verb_too_far_away_is_none():
    for between, met in ((REACH - 1, 1), (REACH, 0)):
        text = f"Er lehnt {'es ' * between}ab."
        assert len(list(separated(text, KNOWN.particles))) == met


def test_offsets_count_characters_not_bytes():
    text = "Müßig: Bär 🐻 übt »für sich« – öfter führt er es vor"
    (found,) = separated(text, KNOWN.particles)
    assert text[slice(*found.verb)] == "führt"
    assert text[slice(*found.particle)] == "vor"


def test_the_words_of_blocks_tell_of_whole_verbs_and_of_nothing_else():
    blocks = ["Der Rat lehnt\nden Plan ab", "Der Plan: an", "Er sagt das E-Mail-Fest ab."]
    words = [[written(word) for word in block] for block in indexed_words(blocks)]
    assert [[word.word for word in block] for block in words] == [
        ["Der", "Rat", "lehnt", "den", "Plan", "ab"],
        ["Der", "Plan", "an"],
        ["Er", "sagt", "das", "E", "Mail", "Fest", "ab"],
    ]
    joined = {word.word: word.joined for block in words for word in block if word.joined}
    assert joined.pop("lehnt") == ("ablehnt",)
    assert joined.pop("sagt") == ("absagt",)
    assert set(joined) == {"E", "Mail"}


def test_a_whole_verb_is_indexed_with_the_stem_of_all_its_forms():
    ((_, verb, *_),) = indexed_words(["Sie sah krank aus."])
    stems = ANALYZER.terms[verb].stem
    assert set(stems) >= {*ANALYZER.terms["sah"].stem, ANALYZER.terms["aussehen"].stem[-1]}


def test_what_is_told_of_a_text_is_what_is_indexed():
    text = "Der Rat lehnt Haus- und E-Mail-Pläne ab."
    (words,) = indexed_words([text])
    told = [(text[start:end], terms) for start, end, _, terms in ANALYZER.analyze(text)]
    assert told == [(written(word).word, ANALYZER.terms[word]) for word in words]
    assert "ablehn" in dict(told)["lehnt"].stem


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["Rat", "lehnt", "Plan", "ab"], (1, "ablehnt")),
        (["LEHNT", "AB"], (0, "ablehnt")),
        (["lehnt", "ab", "Plan"], None),
        (["Der", "Rat", "ab"], None),
        (["ab"], None),
    ],
)
def test_a_query_may_end_with_a_particle(row, expected):
    assert of_row(row, KNOWN.particles) == expected


@pytest.mark.parametrize("behind", [" (heute).", " – heute.", ", heute.", " und geht.", ""])
def test_a_particle_closes_its_clause_before_a_mark_or_a_conjunction(behind):
    assert [word for *_, word in separated(f"Er lehnt das ab{behind}", KNOWN.particles)] == [
        "ablehnt"
    ]


def test_a_block_is_analysed_as_it_is_indexed():
    """A line break within it is a blank."""
    text = "Er lehnt das\nab."
    [words] = indexed_words([text])
    assert written(words[1]).joined == ("ablehnt",)
    analyzer = Analyzer(Vocabulary.of_dictionary())
    assert [token.terms for token in analyzer.analyze(text)] == [
        analyzer.terms[word] for word in words
    ]
