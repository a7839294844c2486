"""Words are counted by number as by name; of those that are seldom and unknown none is kept."""

import random
from collections import Counter
from itertools import chain, islice

import numpy as np
import pytest

from search.analysis.compounds import counts as compound_counts
from search.analysis.compounds.counts import WordCount
from search.analysis.compounds.dictionary import pages_of_lines
from search.analysis.compounds.grammar import LONGEST_WORD
from search.analysis.compounds.known_words import KnownWords
from search.analysis.dictionary import dictionary_words

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
    every = chain.from_iterable(pages_of_lines(dictionary_words()["words"]))
    known = list(zip(range(3000), islice(every, seed, None, 350), strict=False))
    found = Counter({word: rnd.randint(3, 40) for word in OFTEN})
    found.update(ONCE)
    for _, word in known:
        found[word.capitalize() if rnd.random() < 0.7 else word] += rnd.randint(1, 5)
        found[rnd.choice(known)[1].capitalize() + word] += rnd.choice([1, 1, 2])
    return found


def plain(frequency):
    """Return what a dict counts: all, and with a capital."""
    times, capital = Counter(), Counter()
    for word, often in frequency.items():
        if word.isalpha() and len(word) <= LONGEST_WORD:
            times[word.lower()] += often
            if word[0].isupper() and (len(word) > 5 or not word.isupper()):
                capital[word.lower()] += often
    return times, capital


@pytest.mark.parametrize("seed", range(3))
def test_words_are_counted_as_in_a_dict(seed, monkeypatch):
    monkeypatch.setattr(compound_counts, "AT_ONCE", 100)
    frequency = corpus(seed)
    counted, (times, capital) = WordCount(frequency, 3), plain(frequency)
    asked = [*times, "steht", "nirgends"]
    assert len(counted) == len(times)
    assert counted.times(asked).tolist() == [times[word] for word in asked]
    assert counted.capital(asked).tolist() == [capital[word] for word in asked]
    often = list(counted.often(frequency))
    assert sorted(often) == sorted(word for word in times if times[word] >= 3)


def test_spellings_of_a_word_are_counted_together():
    counted = WordCount({"Zzyzx": 1, "zzyzx": 1, "a1": 9, "DPA": 2}, 1)
    assert counted.times(["zzyzx", "dpa", "a1"]).tolist() == [2, 2, 0]
    assert counted.capital(["zzyzx", "dpa"]).tolist() == [1, 0]
    assert counted.written == 3


def test_high_counts_are_exact(monkeypatch):
    monkeypatch.setattr(compound_counts, "_PAGE", 2)
    times = {"Xylqua": 254, "xylquas": 255, "xylquen": 70_000, "zzyzx": 1, "Zzyzxen": 256}
    counted = WordCount(times, 1)
    lows = [word.lower() for word in times]
    assert counted.times(lows).tolist() == list(times.values())
    assert counted.capital(lows).tolist() == [254, 0, 0, 0, 256]


def test_without_a_corpus_nothing_is_counted():
    counted = WordCount({}, 1)
    assert len(counted) == 0
    assert counted.times(["wort"]).tolist() == [0]
    assert list(counted.often({})) == []


@pytest.fixture(scope="module")
def words():
    return KnownWords(corpus(0))


def test_a_vocabulary_knows_words_that_occur_often_or_are_known(words):
    assert set(words.words) >= {"xylqual", "überallbrücke", "stadtland", "haus"}
    assert not set(words.words) & {"zzyzx", "zzyzxen", "xylquas"}
    assert len(set(words.words)) == len(words.words)
    assert words.counts(["zzyzx"]).tolist() == [1]  # of others it still tells how often


def test_forms_and_lemmas_of_nouns_are_those_of_the_dictionary(words):
    land = words.words.find("land")
    assert {words.words[form] for form in words.forms(land)} >= {"land", "länder"}
    assert words.lemma[words.words.find("länder")] == land
    assert words.lemma[words.words.find("laufen")] == words.words.find("laufen")


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 1_000])
def test_lines_come_page_by_page(count, monkeypatch):
    monkeypatch.setattr("search.analysis.compounds.dictionary.PAGE_BYTES", 20)
    written = [f"ä{number}" for number in range(count)]
    array = np.frombuffer("\n".join(written).encode(), np.uint8)
    pages = list(pages_of_lines(array))
    assert [line for page in pages for line in page] == written
    assert all(len("\n".join(page).encode()) < 20 for page in pages)
