"""Words in a row of bytes are told by number, and numbers by word, as in a list and a dict."""

import numpy as np
import pytest

from search.analysis.compounds import word_table
from search.analysis.compounds.word_table import WordTable, pages
from search.system import key_table

WORDS = ["haus", "straße", "ärger", "haus", "łódź", "bahnhof", "ärger", "ei", "\ud800x"]
DISTINCT = list(dict.fromkeys(WORDS))


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(word_table, "PAGE", 2)
    monkeypatch.setattr(key_table, "_SMALL_BITS", 2)  # so that it grows
    table = WordTable()
    table.add(WORDS[:3])
    table.add(WORDS[3:])
    return table


def test_words_have_numbers_in_the_order_of_first_sight(table):
    assert list(table) == DISTINCT
    assert len(table) == len(DISTINCT)
    assert table[1:4] == DISTINCT[1:4]
    assert [table[number] for number in range(len(table))] == DISTINCT
    assert table.add(WORDS).tolist() == [DISTINCT.index(word) for word in WORDS]
    assert list(table) == DISTINCT


def test_a_word_is_found_alone_and_among_many(table):
    asked = ["ei", "fremd", "haus", ""]
    assert [table.find(word) for word in asked] == [DISTINCT.index("ei"), None, 0, None]
    numbers, there = table.find_all(asked)
    assert there.tolist() == [True, False, True, False]
    assert numbers[there].tolist() == [DISTINCT.index("ei"), 0]
    assert "straße" in table
    assert "strasse" not in table


def test_words_whose_places_collide_are_still_told_apart(monkeypatch):
    monkeypatch.setattr(key_table.secrets, "randbits", lambda _: 0)  # all in the first places
    table = WordTable()
    words = [f"wort{number}" for number in range(300)]
    table.add(words)
    assert [table.find(word) for word in words] == list(range(300))
    assert table.find("wort") is None


def test_some_words_of_a_table_are_a_row_of_their_own(table):
    some = table.pick(np.array([word[0] in "hb" for word in DISTINCT]))
    assert list(some) == ["haus", "bahnhof"]
    assert some[1] == "bahnhof"
    assert some[0:5] == ["haus", "bahnhof"]
    assert list(pages(some)) == [["haus", "bahnhof"]]
