"""Compounds with an s between their parts or without: which other spellings are asked for."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, Vocabulary
from search.query.rewriting.linking_s import other_joints
from search.query.rewriting.words import asked

ANALYZER = Analyzer(Vocabulary.of_dictionary())


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Mitgliedstaaten", "Mitgliedsstaaten"),
        ("Mitgliedsstaaten", "Mitgliedstaaten"),
        ("Interessenkonflikt", "Interessenskonflikt"),
        ("Antragsteller", "Antragssteller"),
        ("Verfassungsgericht", "Verfassunggericht"),
    ],
)
def test_a_compound_has_its_joint_with_s_and_without(typed, other):
    assert other in other_joints(typed, ANALYZER)


def test_a_typed_word_is_asked_for_with_its_other_joints_in_any_case():
    for typed in ("Mitgliedstaaten", "mitgliedstaaten", "MITGLIEDSTAATEN"):
        assert asked(typed, ANALYZER).inner == ("mitgliedstaat", "mitgliedsstaat")
    assert asked("Brücke", ANALYZER).inner == ("bruck",)


@pytest.mark.parametrize(
    "word", ["Brücke", "Hausarzt", "geht's", "3,5", "§", "", "Preisliste", "Weinberg"]
)
def test_other_words_and_joints_behind_an_s_have_one_spelling(word):
    assert other_joints(word, ANALYZER) == ()


def test_each_joint_is_changed_alone():
    others = other_joints("Verfassungsgerichtspräsident", ANALYZER)
    assert "Verfassunggerichtspräsident" in others
    assert "Verfassungsgerichtpräsident" in others
    assert "Verfassunggerichtpräsident" not in others
