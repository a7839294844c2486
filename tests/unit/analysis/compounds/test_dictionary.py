"""What the dictionary says of its words: which are nouns though they look like something else."""

from search.analysis.compounds.dictionary import pages_of_lines, words_of_dictionary
from search.analysis.compounds.grammar import ADJECTIVE, LEMMA, NOUN, VERB

WAGONS = ["Erntewagen", "Handwagen", "Heuwagen", "Rettungswagen", "Steinwagen"]
FIRSTS = ["Ernte", "Hand", "Heu", "Rettung", "Stein"]


def kinds(*nouns, **small):
    """Return the kinds of the words of a dictionary: nouns of themselves, small words by lemma."""
    found = words_of_dictionary({**{word: word for word in nouns}, **small})
    words = next(pages_of_lines(found["words"]))
    written = [word.capitalize() if n < len(nouns) else word for n, word in enumerate(words)]
    return dict(zip(written, found["kinds"].tolist(), strict=True))


def test_a_word_like_a_verb_is_a_noun_if_five_nouns_end_in_it():
    assert kinds("Wagen", *FIRSTS, *WAGONS, wagen="wagen")["Wagen"] & (NOUN | LEMMA) == NOUN | LEMMA
    assert kinds("Wagen", *FIRSTS, *WAGONS[1:], wagen="wagen")["Wagen"] == VERB


def test_nouns_that_are_written_small_as_well_or_end_in_it_by_chance_do_not_count():
    small = {word.lower(): word.lower() for word in WAGONS}
    assert not kinds("Wagen", *FIRSTS, *WAGONS, wagen="wagen", **small)["Wagen"] & NOUN
    assert not kinds("Wagen", *FIRSTS[1:], *WAGONS, wagen="wagen")["Wagen"] & NOUN


def test_a_longer_word_counts_before_one_at_its_end():
    firsts = ["Rab", "Dol", "Mir", "Zel", "Tom"]
    ends = [f"{first}verfahren" for first in firsts]
    both = [*firsts, *(f"{first}v" for first in firsts)]  # "Rabv|erfahren"
    found = kinds("Erfahren", "Verfahren", *both, *ends, erfahren="erfahren", verfahren="verfahren")
    assert found["Verfahren"] & NOUN
    assert not found["Erfahren"] & NOUN


def test_a_noun_like_an_adjective_is_one_by_its_family():
    ends = [f"{first}kunde" for first in FIRSTS]
    assert kinds("Kunde", *FIRSTS, *ends, kund="kund")["Kunde"] & NOUN
    assert kinds("Kunde", *FIRSTS, kund="kund")["Kunde"] == ADJECTIVE


def test_a_noun_that_is_listed_in_small_letters_too_stays_one():
    assert kinds("Angst", angst="Angst")["Angst"] == NOUN | LEMMA
