"""Run judged queries and keep what each of them scored.

In: any system as a function from a query text to ranked ids; queries; judgments.
Out: a `Measured`: the scores of every judged query and their means.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from search.evaluation.metrics import ndcg, recall, reciprocal_rank

# Articles asked for a query.
DEPTH = 100
MEASURES = ("ndcg@10", "mrr@10", "recall@10", f"recall@{DEPTH}")


class QueryScores(NamedTuple):
    """What one query scored, in the order of `MEASURES`, each 0–1."""

    ndcg: float
    mrr: float
    recall_10: float
    recall: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by query id, in the order of the queries, and the time all of them took."""

    scores: Mapping[str, QueryScores]
    seconds: float = 0.0

    def mean(self, measure: str = MEASURES[0]) -> float:
        """Return the mean of a measure over all judged queries; 0 if there is none."""
        column = MEASURES.index(measure)
        return fmean(row[column] for row in self.scores.values()) if self.scores else 0.0

    def figures(self) -> dict[str, float]:
        """Return number of queries, means and seconds, rounded for print."""
        return {
            "queries": len(self.scores),
            **{name: round(self.mean(name), 4) for name in MEASURES},
            "seconds": round(self.seconds, 3),
        }


def measure(
    rank: Callable[[str], Sequence[str]],
    queries: Mapping[str, str],
    qrels: Mapping[str, Mapping[str, int]],
) -> Measured:
    """Measure any system on the judged ones of some queries.

    Args:
        rank: gives the ids of the best DEPTH articles for a query text, best first.
    """
    start = time.perf_counter()
    scores = {}
    for name, text in queries.items():
        if name in qrels:
            ranked, grades = rank(text), qrels[name]
            scores[name] = QueryScores(
                ndcg(ranked, grades, 10),
                reciprocal_rank(ranked, grades, 10),
                recall(ranked, grades, 10),
                recall(ranked, grades, DEPTH),
            )
    return Measured(scores, time.perf_counter() - start)
