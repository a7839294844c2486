"""Families are counted of all ways to cut a word; shapes tell which joints fit."""

import numpy as np
import pytest

from search.analysis.compounds.families import Counting
from search.analysis.compounds.grammar import (
    ADJECTIVE_FIRST,
    CLIPPED_FIRST,
    JOINTS,
    NOUN_FIRST,
    STEM_FIRST,
)
from search.analysis.compounds.shapes import Shapes
from search.analysis.compounds.word_table import WordTable
from search.system.texts import Texts


@pytest.mark.parametrize(
    ("word", "letters", "vowel", "joints"),
    [
        ("wald", 4, True, ["", "s", "en", "es", "er", "e", "ens"]),
        ("schule", 6, True, ["", "s", "n"]),
        ("lehrer", 6, True, ["", "s", "n", "en", "es", "er", "e", "ens"]),
        ("straß", 5, True, ["", "en", "es", "er", "e", "ens"]),  # no -s- behind ß
        ("übermaßregelung", 15, True, ["", "s", "en", "e"]),  # too long for -es-
        ("büro", 4, True, ["", "s", "en", "e"]),  # ends in a vowel
        ("frühzeü", 7, True, ["", "s", "en", "e"]),
        ("tür", 3, True, ["", "s", "en", "e"]),  # too short for -es-
        ("ngr", 3, False, ["", "s", "en", "e"]),
        ("ñandú", 5, True, ["", "s", "en", "es", "er", "e", "ens"]),
        ("ñrs", 3, False, ["", "en", "e"]),
    ],
)
def test_the_shape_of_a_noun(word, letters, vowel, joints):
    # It stands between others, whose letters are not its own.
    shapes = Shapes.of(Texts.of(["e", word, "äh"]))
    assert (shapes.letters[1], shapes.vowel[1], chr(shapes.last[1])) == (
        letters, vowel, chr(word.encode()[-1])
    )  # fmt: skip
    found = shapes.joints(np.array([0, NOUN_FIRST, 0]))
    assert _names(found[1]) == joints
    assert found[0] == found[2] == 0


@pytest.mark.parametrize(
    ("kind", "joints"),
    [(ADJECTIVE_FIRST, [""]), (STEM_FIRST, ["", "e"]), (CLIPPED_FIRST, ["", "s"])],
)
def test_other_first_parts_take_the_same_joints_whatever_their_letters(kind, joints):
    shapes = Shapes.of(Texts.of(["les", "hilf"]))
    assert [_names(some) for some in shapes.joints(np.array([kind, kind]))] == [joints] * 2


def test_of_no_words_there_are_no_shapes():
    assert len(Shapes.of(Texts.of([])).joints(np.empty(0, np.uint8))) == 0


def _names(joints: int) -> list[str]:
    return [joint for number, joint in enumerate(JOINTS) if joints >> number & 1]


WORDS = "wald see rand brücke ücke waldrand waldesrand seebrücke seenbrücke such ende suchende rat"
FIRSTS = {"wald": NOUN_FIRST, "see": NOUN_FIRST, "such": STEM_FIRST, "seebr": NOUN_FIRST}


def _families(words: str, asked: str, **kinds: int):
    table = WordTable()
    table.add(words.split())
    first = np.array([kinds.get(word, 0) for word in table], np.uint8)
    head = np.array([word in {"rand", "brücke", "ücke", "ende"} for word in table])
    lemma = np.arange(len(table))
    fits = Shapes.of(table.texts()).joints(first)
    wanted = np.array([word in asked.split() for word in table])
    found = Counting(table, first, fits, head).families(table.pick(wanted), lemma)
    names = list(table)
    of_first, of_head = (
        {names[number]: column[number] for number in column.nonzero()[0].tolist()}
        for column in (found.of_first, found.of_head)
    )
    joints = {
        names[number]: {JOINTS[place]: row[place] for place in row.nonzero()[0].tolist()}
        for number, row in zip(found.numbers.tolist(), found.joints, strict=True)
    }
    return of_first, of_head, joints


def test_each_word_counts_for_its_parts_and_the_joint_between_them():
    found = _families(WORDS, "waldrand waldesrand seenbrücke rat", **FIRSTS)
    assert found == (
        {"wald": 2, "see": 1},
        {"rand": 2, "brücke": 1},
        {"wald": {"": 1, "es": 1}, "see": {"n": 1}},
    )


def test_a_word_of_several_ways_counts_for_each_in_part():
    of_first, of_head, joints = _families(f"{WORDS} seebr", "seebrücke", **FIRSTS)
    assert of_first == {"see": 0.5, "seebr": 0.5}
    assert of_head == {"brücke": 0.5, "ücke": 0.5}
    assert joints == {"see": {"": 0.5}, "seebr": {"": 0.5}}


def test_a_stem_before_the_ending_of_its_participle_is_no_compound():
    assert _families(WORDS, "suchende", **FIRSTS) == ({}, {}, {})
    assert _families(WORDS, "suchende", such=NOUN_FIRST)[0] == {"such": 1}


def test_families_are_the_same_however_many_words_are_looked_at_together(monkeypatch):
    whole = _families(f"{WORDS} seebr", WORDS, **FIRSTS)
    monkeypatch.setattr("search.analysis.compounds.families.AT_ONCE", 2)
    assert _families(f"{WORDS} seebr", WORDS, **FIRSTS) == whole
