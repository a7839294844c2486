"""Retrieval quality: run judged queries and measure the ranked lists of articles."""

from __future__ import annotations

import time
from collections.abc import Mapping
from statistics import fmean

from search.errors import QueryError
from search.evaluation.metrics import ndcg, recall, reciprocal_rank
from search.evaluation.topics import read_qrels, read_queries
from search.models import SearchRequest
from search.service import SearchService

__all__ = ["evaluate", "ndcg", "read_qrels", "read_queries", "recall", "reciprocal_rank"]


def evaluate(
    service: SearchService, queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """Return the means over all judged queries; a query that is refused counts as found nothing."""
    start = time.perf_counter()
    judged = {name: text for name, text in queries.items() if name in qrels}
    rows = []
    for name, text in judged.items():
        try:
            ranked = service.ranked_ids(SearchRequest(text=text, limit=100))
        except QueryError:
            ranked = []
        grades = qrels[name]
        rows.append(
            (
                ndcg(ranked, grades, 10),
                reciprocal_rank(ranked, grades, 10),
                recall(ranked, grades, 10),
                recall(ranked, grades, 100),
            )
        )
    names = ("ndcg@10", "mrr@10", "recall@10", "recall@100")
    means = [fmean(column) for column in zip(*rows, strict=True)] if rows else [0.0] * 4
    return {
        "queries": len(rows),
        **{name: round(mean, 4) for name, mean in zip(names, means, strict=True)},
        "seconds": round(time.perf_counter() - start, 3),
    }
