"""Words that are left out of learning: nothing would be learned from them."""

import random
from collections import Counter

import numpy as np
import pytest

from search.analysis import compound_counts
from search.analysis.compound_counts import count_words
from search.analysis.compound_learning import learn_compounds
from search.analysis.dictionary import dictionary_words
from search.analysis.dictionary_words import PAGE, lines, pages_of_lines

ONCE = """
    Sicherheitsmänner Sicherheitsmannes Stadtbergen Stadtländer Thermo Nano Schul Xylqua Xylquas
    Haus HAUS Donaudampfschiff Zzyzx zzyzxen Brandmeisterei Westerwelles Quarzbergs Aufstreb
""".split()
OFTEN = """
    Sicherheitsmann Stadtland Stadtberg Schule Westerwelle Quarzberg Welle Wellen Sicherheit Stadt
    Land Länder Berg Berge Mann Männer Quarz laufen Laufbahn gut Xylqual Überallbrücke
""".split()


def corpus(seed):
    """Return how often some words occur, half of those of the dictionary's ends made up."""
    rnd = random.Random(seed)
    known = list(zip(range(3000), lines(dictionary_words()["words"])[seed::350], strict=False))
    found = Counter({word: rnd.randint(3, 40) for word in OFTEN})
    found.update(ONCE)
    for _, word in known:
        found[word.capitalize() if rnd.random() < 0.7 else word] += rnd.randint(1, 5)
        found[rnd.choice(known)[1].capitalize() + word] += rnd.choice([1, 1, 2])
    return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3))])
def test_what_is_left_out_would_have_taught_nothing(seed, monkeypatch):
    frequency = corpus(seed)
    left = len(count_words(frequency, dictionary_words()).all)
    model = learn_compounds(frequency).arrays()
    monkeypatch.setattr(compound_counts, "_COUNTED", 0)  # every word has that many marks
    assert left < len(count_words(frequency, dictionary_words()).all) - 1000
    for name, values in learn_compounds(frequency).arrays().items():
        assert np.array_equal(values, model[name]), name


def test_spellings_of_a_word_are_counted_together():
    counted = count_words({"Zzyzx": 1, "zzyzx": 1, "a1": 9}, dictionary_words())
    assert counted.all == {"zzyzx": 2}
    assert counted.capital == {"zzyzx": 1}
    assert counted.written == 2


def test_words_that_occur_once_are_left_out_unless_they_share_a_mark():
    once = {f"Zzyzx{one}{other}": 1 for one in "bdfghjklm" for other in "bdfghjklmnprst"}
    counted = count_words(once, dictionary_words())
    # About one mark in ten is taken.
    assert len(counted.all) < len(once) / 2
    assert counted.written == len(once)


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])
def test_lines_come_page_by_page(count):
    written = [f"ä{number}" for number in range(count)]
    array = np.frombuffer("\n".join(written).encode(), np.uint8)
    pages = list(pages_of_lines(array))
    assert [line for page in pages for line in page] == written
    assert all(len(page) <= PAGE for page in pages)
