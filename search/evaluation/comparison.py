"""Compare two runs on the same queries: a difference, and whether chance would do as much.

In: the scores of each query in two runs.  Out: difference of the means and p-value.
If the systems were equal, each query's two scores could as well have been exchanged: p is the
share of random exchanges whose difference is at least as far from 0 as the one observed.
Source: Smucker, Allan, Carterette, "A Comparison of Statistical Significance Tests for Information
Retrieval Evaluation", CIKM 2007 (randomisation test, two-sided).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.errors import UsageError
from search.evaluation.measured import MEASURES, Measured

PERMUTATIONS = 10_000
SEED = 7
SIGNIFICANT = 0.05
# Exchanges drawn at a time: bounds memory to some megabytes at a thousand queries.
BATCH = 1000
# Scores that differ by less are equal: a kept run has six decimals (`runs.py`).
TOLERANCE = 1e-6


class Difference(NamedTuple):
    """Mean of the other run, this run's mean minus it, p-value (0–1], from PERMUTATIONS draws."""

    other: float
    difference: float
    p: float

    @property
    def significant(self) -> bool:
        """Whether chance alone would seldom do as much."""
        return self.p < SIGNIFICANT


def randomisation_test(differences: npt.NDArray[np.float64]) -> float:
    """Return the two-sided p-value of paired differences, shape (queries,), with a fixed seed."""
    moved = differences[np.abs(differences) > TOLERANCE]
    observed = abs(float(moved.sum())) - TOLERANCE
    rnd = np.random.default_rng(SEED)
    far = 0
    for _ in range(PERMUTATIONS // BATCH):
        signs = rnd.integers(0, 2, size=(BATCH, len(moved)), dtype=np.int8) * 2.0 - 1.0
        far += int(np.count_nonzero(np.abs(signs @ moved) >= observed))
    # The observed order is one of the possible ones: p is never 0.
    return (far + 1) / (PERMUTATIONS + 1)


def compare(this: Measured, other: Measured) -> dict[str, Difference]:
    """Return measure → difference. Raises UsageError unless both judge the same queries."""
    if odd := this.scores.keys() ^ other.scores.keys():
        raise UsageError(
            f"the runs do not have the same queries: {min(odd)!r} is in one only "
            f"({len(odd)} such); compare runs of one set of topics"
        )
    if not this.scores:
        raise UsageError("there is no judged query to compare")
    pairs = [np.array([run.scores[name] for name in this.scores]) for run in (this, other)]
    means = pairs[1].mean(axis=0)
    deltas = pairs[0] - pairs[1]
    return {
        name: Difference(
            float(means[column]),
            float(deltas[:, column].mean()),
            randomisation_test(deltas[:, column]),
        )
        for column, name in enumerate(MEASURES)
    }
