"""The formula and its rules, by hand."""

import math

import numpy as np
import pytest

from search.ranking import bm25, idf, weights


def test_bm25_is_lucenes_formula():
    scores = bm25(
        np.array([1.0, 2.0]), np.array([10.0, 30.0]), average=20.0, doc_freq=2, doc_count=10
    )
    inverse = math.log(1 + 8.5 / 2.5)
    expected = [
        inverse * 1 / (1 + 0.8 * (0.25 + 0.75 * 0.5)),
        inverse * 2 / (2 + 0.8 * (0.25 + 0.75 * 1.5)),
    ]
    assert scores.tolist() == pytest.approx(expected)


def test_idf_is_positive_and_falls_with_frequency():
    values = [idf(count, 100) for count in range(101)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0


@pytest.mark.parametrize(
    ("count", "ranked", "unranked"),
    [(1, 1, 1), (2, 2, 2), (3, 1, 2), (4, 1, 3), (5, 1, 3), (6, 1, 4)],
)
def test_how_many_words_must_match(count, ranked, unranked):
    assert weights.words_needed(count) == ranked
    assert weights.words_needed_unranked(count) == unranked
