"""The last of the highest numbers is that of all numbers in order, wherever they stand."""

import random

import numpy as np
import pytest

from search.engines.embedded.ranking.top_k import SAMPLE, kth_highest, top_rows


def few_beyond_the_sample(keys):
    """Let the numbers that are looked at first be the highest: others reach them seldom."""
    keys[::SAMPLE] += 100
    return keys


def none_in_the_sample(keys):
    keys[::SAMPLE] = 0
    return keys


@pytest.mark.parametrize(
    "shape", [np.sort, np.flip, np.ones_like, few_beyond_the_sample, none_in_the_sample, np.copy]
)
@pytest.mark.parametrize("kind", [np.float64, np.int64])
def test_the_last_of_the_highest_is_found(shape, kind):
    rnd = random.Random(3)
    for size in (1, 7, 1500, 20_000):
        keys = shape(np.random.default_rng(size).gamma(2, 5, size).astype(kind))
        for count in {1, min(10, size), min(300, size), size, rnd.randint(1, size)}:
            assert kth_highest(keys, count) == np.sort(keys)[-count]


@pytest.mark.parametrize(
    ("count", "rows"), [(0, []), (1, [0, 2]), (2, [0, 2]), (3, [0, 2, 3]), (9, [0, 1, 2, 3])]
)
def test_the_best_are_so_many_and_all_that_equal_the_last(count, rows):
    assert top_rows(np.array([3, 1, 3, 2]), count).tolist() == rows
