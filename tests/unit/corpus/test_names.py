"""Names in a row of bytes are told by number, and numbers by name, as in a sorted list."""

import pytest

from corpus.names import Names

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
