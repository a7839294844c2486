"""What is known before any corpus, where it is kept, and what an index keeps of it."""

import numpy as np
import pytest

from search.analysis import Analyzer, Vocabulary, dictionary, words_of
from search.errors import IndexDamagedError
from tests.mapped import held_of


@pytest.fixture(scope="module")
def known():
    return Vocabulary.learn({})


@pytest.mark.parametrize("word", ["Russland", "Deutschlands", "Freitag", "Tisch", "Lehrer:innen"])
def test_names_of_states_and_days_stay_whole_without_a_corpus(known, word):
    assert len(known.split(word).parts) == 1


def test_the_users_words_overrule_the_dictionary():
    own = Vocabulary.learn({}, {"brückentag": ("brückentag",)})
    assert len(own.split("Brückentag").parts) == 1
    assert len(own.split("Brückenbau").parts) == 2


def test_arrays_give_the_same_vocabulary_mapped_or_loaded(known):
    again = Vocabulary.from_arrays(known.arrays())
    for word in ("Brückenbau", "Museen", "ging", "Tisch"):
        for other in (again, again.loaded()):
            assert other.split(word).parts == known.split(word).parts
            stems = [v.stems(word.lower(), capital=word[0].isupper()) for v in (known, other)]
            assert stems[0] == stems[1]


def test_function_words_have_stems_of_their_own(known):
    assert known.stems("sich", capital=False) == ("·sich",)
    assert known.stems("sicherheit", capital=True)[0] == "sich"


def test_what_an_older_version_kept_is_refused(known):
    """Its words have other stems: "bereits" would not be found where it stands beside "bereit"."""
    arrays = dict(known.arrays())
    del arrays["de-13"]
    with pytest.raises(IndexDamagedError, match=r"older version.*fundstelle index --full"):
        Vocabulary.from_arrays(arrays)


def test_an_irregular_form_has_the_stem_of_its_spelling_first_and_of_its_lemma_last(known):
    terms = Analyzer(known).terms
    assert terms["ging"].stem == ("ging", "geh")
    assert terms["ging"].stem[-1] == terms["gehen"].stem[-1]
    assert terms["Macht"].stem == ("macht",)


def test_a_compound_contains_its_parts_and_itself_a_simple_word_itself(known):
    terms = Analyzer(known).terms
    assert terms["Brückenbau"].parts == ("bruck", "bau", "bruckenbau")
    assert terms["Museen"].parts == terms["Museum"].stem


def test_the_first_word_of_a_chain_also_stands_for_all_of_it(known):
    first, second = words_of("E-Mail")
    terms = Analyzer(known).terms
    assert terms[first].exact == "e"
    assert terms["Email"].stem[-1] in terms[first].stem
    assert terms[first].stem[-1] == "e"
    assert terms[second].stem == ("mail",)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty cache, and something to learn that takes no time."""
    learned = []

    def learn():
        learned.append(1)
        return {"lemmas/forms": np.arange(5, dtype=np.uint32)}

    monkeypatch.setenv("FUNDSTELLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(dictionary, "_learn", learn)
    return tmp_path / "cache", learned


def fresh():
    """Ask as a new process does."""
    dictionary.dictionary_arrays.cache_clear()
    try:
        return dictionary.dictionary_arrays()["lemmas/forms"].tolist()
    finally:
        dictionary.dictionary_arrays.cache_clear()


def test_what_is_known_is_learned_once_a_machine(place):
    folder, learned = place
    assert [fresh(), fresh()] == [[0, 1, 2, 3, 4]] * 2
    assert len(learned) == 1
    assert len(list(folder.iterdir())) == 1


def test_what_was_read_to_be_checked_is_not_held(place):
    fresh()
    dictionary.dictionary_arrays.cache_clear()
    arrays = dictionary.dictionary_arrays()
    dictionary.dictionary_arrays.cache_clear()
    assert held_of(place[0]) == 0
    assert arrays["lemmas/forms"].sum() == 10
    assert held_of(place[0]) > 0


def test_learning_is_told_of_when_it_begins_and_ends_and_never_again(place):
    told = []
    dictionary.dictionary_arrays.cache_clear()
    dictionary.learn_german(told.append)
    assert told == [0, 1]
    fresh()
    dictionary.learn_german(told.append)
    assert told == [0, 1]


@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_a_damaged_cache_is_made_anew(place, damage, caplog):
    folder, learned = place
    fresh()
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    data[9] ^= 1
    path.write_bytes({"flip": data, "cut": data[:-20], "empty": b""}[damage])
    assert fresh() == [0, 1, 2, 3, 4]
    assert len(learned) == 2
    assert "made anew" in caplog.text
    assert fresh() == [0, 1, 2, 3, 4]
    assert len(learned) == 2


def test_a_cache_that_cannot_be_written_costs_time_alone(place, caplog):
    folder, learned = place
    folder.parent.joinpath("cache").write_text("no folder")
    assert [fresh(), fresh()] == [[0, 1, 2, 3, 4]] * 2
    assert len(learned) == 2
    assert "cannot keep" in caplog.text
