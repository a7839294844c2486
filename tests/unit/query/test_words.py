"""What a typed word may mean."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, Vocabulary
from search.query.rewriting.words import asked

ANALYZER = Analyzer(Vocabulary.of_dictionary())


@pytest.mark.parametrize("word", ["macht", "ging", "brücken", "wahlergebnis", "für"])
def test_capitals_throughout_mean_what_small_letters_do(word):
    assert asked(word.upper(), ANALYZER) == asked(word, ANALYZER)


def test_a_capital_alone_makes_a_noun():
    assert asked("Macht", ANALYZER).stems != asked("macht", ANALYZER).stems
