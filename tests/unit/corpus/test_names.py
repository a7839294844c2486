"""Names in a row of bytes are told by number, and numbers by name, as in a sorted list."""

import tracemalloc

import pytest

from corpus.names import Names, NameSet, ascending

TEXTS = sorted(["b", "a", "ba", "Ä", "😀", "z-1", "z-10", "z-2"])


def test_names_are_those_that_were_taken():
    names = Names(TEXTS)
    assert list(names) == TEXTS
    assert len(names) == len(TEXTS)
    assert names[2:5] == TEXTS[2:5]
    assert names[-1] == TEXTS[-1]
    with pytest.raises(IndexError):
        names[len(TEXTS)]


def test_a_name_is_found_by_its_number_and_another_is_not():
    names = Names(TEXTS)
    assert [names.find(text) for text in TEXTS] == list(range(len(TEXTS)))
    assert [names.find(text) for text in ("", "aa", "z-11", "😁")] == [None] * 4
    assert Names().find("a") is None


def test_a_part_takes_no_more_than_where_its_names_end():
    names = Names(f"{number:05}" for number in range(20_000))
    tracemalloc.start()
    part = names.part(0, len(names))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * len(part)


def test_a_part_of_names_is_told_as_all_are():
    names = Names(TEXTS)
    part = names.part(2, 5)
    assert list(part) == TEXTS[2:5]
    assert list(Names.of(part.data, part.ends)) == TEXTS[2:5]
    assert [list(names.part(at, at)) for at in (0, len(TEXTS))] == [[], []]
    assert list(names.part(0, len(TEXTS))) == TEXTS
    part.append("zz")
    assert list(part) == [*TEXTS[2:5], "zz"]
    assert list(names) == TEXTS


def test_a_name_is_taken_by_names_or_by_a_part_of_them_alone():
    names = Names(TEXTS)
    last = names.part(5, len(TEXTS))
    last.append("zz")
    names.append("zzz")
    assert list(last) == [*TEXTS[5:], "zz"]
    assert list(names) == [*TEXTS, "zzz"]


def test_names_are_ascending_already_and_other_ids_are_put_so():
    names = Names(TEXTS)
    assert ascending(names) is names
    assert ascending(["b", "a", "b"]) == ["a", "b"]


def test_a_set_of_names_holds_what_it_was_given_and_nothing_else():
    names = NameSet()
    for number in (*range(0, 3000, 2), *range(0, 3000, 4)):
        names.add(f"ä-{number}")
    assert [number for number in range(-9, 3009) if f"ä-{number}" in names] == [*range(0, 3000, 2)]
    assert "" not in names
    names.add("")
    names.add("\ud800")  # half a character, as JSON can hold it
    assert "" in names
    assert "\ud800" in names


def test_names_whose_places_are_the_same_are_told_apart(monkeypatch):
    monkeypatch.setattr("corpus.names.hash", lambda _: 15, raising=False)
    names = NameSet()
    for name in TEXTS:
        names.add(name)
    assert all(name in names for name in TEXTS)
    assert "c" not in names
