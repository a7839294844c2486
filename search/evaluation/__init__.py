"""Retrieval quality: run judged queries and measure the ranked lists of articles."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from search.errors import QueryError
from search.evaluation.metrics import ndcg, recall, reciprocal_rank
from search.evaluation.topics import read_qrels, read_queries
from search.models import SearchRequest
from search.service import SearchService

__all__ = ["evaluate", "measure", "ndcg", "read_qrels", "read_queries", "recall", "reciprocal_rank"]

# Articles asked for a query.
DEPTH = 100


def evaluate(
    service: SearchService, queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """Return the means over all judged queries; a query that is refused counts as found nothing."""

    def rank(text: str) -> Sequence[str]:
        try:
            return service.ranked_ids(SearchRequest(text=text, limit=DEPTH))
        except QueryError:
            return ()

    return measure(rank, queries, qrels)


def measure(
    rank: Callable[[str], Sequence[str]],
    queries: Mapping[str, str],
    qrels: Mapping[str, Mapping[str, int]],
) -> dict[str, float]:
    """Return the means over all judged queries of any system.

    Args:
        rank: gives the ids of the best DEPTH articles for a query text, best first.
    """
    start = time.perf_counter()
    rows = []
    for name, text in queries.items():
        if name not in qrels:
            continue
        ranked, grades = rank(text), qrels[name]
        rows.append(
            (
                ndcg(ranked, grades, 10),
                reciprocal_rank(ranked, grades, 10),
                recall(ranked, grades, 10),
                recall(ranked, grades, DEPTH),
            )
        )
    names = ("ndcg@10", "mrr@10", "recall@10", f"recall@{DEPTH}")
    means = [fmean(column) for column in zip(*rows, strict=True)] if rows else [0.0] * 4
    return {
        "queries": len(rows),
        **{name: round(mean, 4) for name, mean in zip(names, means, strict=True)},
        "seconds": round(time.perf_counter() - start, 3),
    }
