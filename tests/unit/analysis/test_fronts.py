"""How words begin: no form of a word is ruled out by its front, most other words are."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from search.analysis import Analyzer, Letters, Sieve, Vocabulary, is_letter
from search.analysis.coarse import BLANK, FRONT, ROW, coarse, coarse_all
from search.analysis.fronts import RESPELLED, fronts_of
from search.analysis.lemmas import Lemmas, Readings
from search.analysis.lemmas.corrections import CORRECTIONS
from search.analysis.tokens import SIGNS
from search.analysis.variants import fold_variants
from search.system.texts import Texts

# Letters with a spelling or a fold of their own, marks, blanks, other scripts, an emoji.
LETTERS = st.text("aeouäßshpfkczyij3%€$§:-'„ Éж½ẞ😀", max_size=30)
WORDS = st.text("aeouäßshpfkczyij3%", min_size=1, max_size=8)


@pytest.fixture(scope="module")
def known():
    return Vocabulary.of_dictionary()


def texts(known, terms, ends):
    arrays = known.arrays()
    return Texts(arrays[terms], arrays[ends]).strings()


def ruled_out(words, known):
    """Return (word, stem) where a word does not begin as the words of its stem are said to.

    Of one letter as `is_letter` means it are only words that are nothing more.
    """
    _, read = Analyzer(known).read(words)
    rows = [
        (word, letters, stem)
        for word, letters, stems in zip(words, coarse_all(words), read, strict=True)
        for stem in stems
    ]
    fronts = {stem: known.fronts(stem) for _, _, stem in rows}
    return [
        (word, stem)
        for word, letters, stem in rows
        if coarse("ж") not in letters
        and not (len(letters) == 1 if is_letter(stem) else letters.startswith(tuple(fronts[stem])))
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ärzte", "AERZTE"),
        ("Größe", "Groesse"),
        ("Masse", "Maße"),
        ("Schiffahrt", "Schifffahrt"),
        ("Albtraum", "Alptraum"),
        ("Klub", "Club"),
        ("Lehrer:innen", "Lehrer*innen"),
        ("E-Mail", "Email"),
        ("Partys", "Parties"),
        ("Erdoğan", "Erdogan"),
    ],
)
def test_spellings_share_their_first_coarse_letters(one, other):
    assert coarse(one)[:FRONT] == coarse(other)[:FRONT]


@given(LETTERS.filter(lambda text: " " not in text), LETTERS)
def test_what_follows_changes_no_letter(text, more):
    assert coarse(text + more.replace(" ", "")).startswith(coarse(text))


@given(LETTERS)
def test_each_letter_knows_its_place(text):
    letters = Letters.of(text)
    padded = text + " " * (ROW - 1)
    blanks = letters.places[letters.codes == BLANK].tolist()
    assert blanks == [at for at, letter in enumerate(padded) if letter == " "]
    others = (padded[at] for at in letters.places[letters.codes != BLANK].tolist())
    assert all(letter.isalnum() or letter in f"😀{SIGNS}" for letter in others)


@example(["ae", "e"], 1, "-")
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(0, 4), st.sampled_from(" -'("))
def test_a_word_passes_by_its_front_wherever_it_stands(words, number, between):
    word = words[number % len(words)]
    text = between.join(words)
    start = sum(len(other) + 1 for other in words[: number % len(words)])
    places = Sieve([coarse(word)[:FRONT]]).words(Letters.of(text)).tolist()
    assert text.count(" ", 0, start) in {text.count(" ", 0, place) for place in places}


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from([*"aeouähpi3%", "ss", "ph"]))
def test_a_word_of_one_letter_passes_and_words_that_go_on_do_not(words, letter):
    text = " ".join((*words, letter, f"{letter}-lang", f"({letter})", f"{letter}nk"))
    letters = Letters.of(text)
    passed = {text.count(" ", 0, at) for at in Sieve((), [coarse(letter)]).words(letters).tolist()}
    assert passed >= {len(words), len(words) + 1, len(words) + 2}
    assert len(letter) > 1 or len(words) + 3 not in passed


def test_no_word_that_goes_on_has_a_number_of_one_coarse_letter_as_its_stem(known):
    endings = "e er en es s n ern ste mal jährig Minister A % . er-Jahre ² th".split()
    numbers = ["0", "1", "10", "100", "1000", "22", "33", "2323"]
    words = [n + end for n in numbers for end in ("", *endings)] + [f"A{n}" for n in numbers]
    words += "E e Es Ess SS SSs ß aa AA AAs PP PPs CK CKs".split()
    assert ruled_out(words, known) == []


@given(st.lists(WORDS, min_size=1, max_size=3), WORDS)
def test_a_word_passes_by_the_front_of_its_part(before, part):
    assume(len(coarse(part)) >= FRONT or not part.startswith(("e", "h")))
    letters = Letters.of("".join(before) + part)
    assert len(Sieve.of_parts([coarse(part)[:FRONT]]).parts(letters))


def test_most_words_without_a_wanted_front_are_ruled_out():
    rnd = random.Random(5)
    words = ["".join(rnd.choices("abcdefghijklmnoprstuvwz", k=6)) for _ in range(3000)]
    letters, fronts = Letters.of(" ".join(words)), {coarse("haus"), coarse("boot")}
    assert len(Sieve(fronts).words(letters)) < 10
    assert len(Sieve.of_parts(fronts).parts(letters)) < 50


@pytest.mark.parametrize("text", ["", " ", "–", "a", "ж", "😀 😀", "Corona-Pandemie-Nachrichten"])
def test_any_text_can_be_asked(text):
    letters = Letters.of(text)
    for places in (Sieve([b""]).words(letters), Sieve.of_parts([coarse("eben")]).parts(letters)):
        assert set(places.tolist()) <= set(range(len(text)))


def test_no_letters_begin_every_word():
    text = "Der Fährmann (68) fährt; «Über-Erbe» и 3,5"
    places = set(Sieve([b""]).words(Letters.of(text)).tolist())
    assert {0, 4, 14, 18, 26, 31, 37, 39, 41} <= places


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("gehen", "ging"),
        ("gehen", "gegangen"),
        ("anfangen", "angefangen"),
        ("anfangen", "anzufangen"),
        ("anfangen", "anfing"),
        ("weggehen", "weggegangen"),
        ("überziehen", "überzog"),
        ("mögen", "mag"),
        ("Jänner", "Januar"),
        ("Januar", "Jänner"),
        ("Photovoltaik", "Fotovoltaik"),
        ("verlieren", "Verloren"),
        ("planen", "geplante"),
        ("einplanen", "eingeplante"),
        ("Obmann", "Obleute"),
    ],
)
def test_forms_that_begin_otherwise_are_known(query, form, known):
    analyzer = Analyzer(known)
    fronts = set().union(*map(known.fronts, analyzer.spelling[query].stem))
    assert coarse(form).startswith(tuple(fronts))


@given(st.one_of(LETTERS, LETTERS.map("an".__add__)))
def test_any_stem_has_fronts(stem):
    fronts = fronts_of(stem, Lemmas.from_readings({"ging": Readings("gehen", None)}))
    assert coarse(stem)[:FRONT] in fronts
    assert max(map(len, fronts)) <= FRONT


def test_forms_of_a_table_are_known_without_a_dictionary():
    lemmas = Lemmas.from_readings({"ging": Readings("gehen", None), "aß": Readings("essen", None)})
    for stem, form in (("geh", "ging"), ("ess", "aß"), ("weggeh", "wegging")):
        assert coarse(form).startswith(tuple(fronts_of(stem, lemmas)))
    assert not coarse("ging").startswith(tuple(fronts_of("fall", lemmas)))
    assert Lemmas.from_readings({}).fronts(coarse("geh")) == []


@pytest.mark.parametrize("word", RESPELLED)
def test_each_respelled_word_needs_to_be_named(word):
    assert not coarse(word).startswith(coarse(fold_variants(word))[:FRONT])


def test_forms_of_the_dictionary_are_never_ruled_out(known):
    rnd = random.Random(11)
    irregular = texts(known, "lemmas/forms/terms", "lemmas/forms/ends")
    words = texts(known, "compounds/words", "compounds/ends")
    forms = rnd.sample(irregular, 1000) + rnd.sample(words, 500)
    assert ruled_out(forms + [form.capitalize() for form in forms], known) == []


def test_no_form_that_the_dictionary_misses_is_ruled_out(known):
    assert ruled_out([*CORRECTIONS, "Reis", "Güter", "Raten", "nichts"], known) == []


@pytest.mark.long
def test_no_form_of_the_dictionary_is_ruled_out(known):
    forms = texts(known, "lemmas/forms/terms", "lemmas/forms/ends")
    forms += texts(known, "compounds/words", "compounds/ends")
    assert ruled_out(forms + [form.capitalize() for form in forms], known) == []


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("herxylo", "hergexylot"),
        ("herxylo", "herzuxyloen"),
        ("herzwirx", "herzuzwirxen"),
        ("knormann", "Knorleute"),
    ],
)
def test_a_form_that_no_table_has_begins_as_is_known(known, stem, form):
    assert coarse(form.lower()).startswith(tuple(known.fronts(stem)))


@pytest.mark.parametrize(
    ("stem", "one"),
    [("e", True), ("·e", True), ("ss", True), ("7", True), ("77", True), ("pp", False),
     ("·ss", True), ("ee", False), ("", False)],
)  # fmt: skip
def test_a_stem_of_one_letter_is_told(stem, one):
    assert is_letter(stem) is one
