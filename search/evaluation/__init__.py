"""Retrieval quality: run judged queries, measure the ranked lists of articles, compare runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.errors import QueryError
from search.evaluation.comparison import Difference, compare
from search.evaluation.measured import DEPTH, MEASURES, Measured, QueryScores, measure
from search.evaluation.metrics import ndcg, recall, reciprocal_rank
from search.evaluation.runs import read_run, write_run
from search.evaluation.topics import read_qrels, read_queries
from search.models import SearchRequest
from search.service import SearchService

__all__ = [
    "MEASURES",
    "Difference",
    "Measured",
    "QueryScores",
    "compare",
    "evaluate",
    "measure",
    "ndcg",
    "read_qrels",
    "read_queries",
    "read_run",
    "recall",
    "reciprocal_rank",
    "write_run",
]


def evaluate(
    service: SearchService, queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]]
) -> Measured:
    """Measure a service; a query that is refused counts as found nothing."""

    def rank(text: str) -> Sequence[str]:
        try:
            return service.ranked_ids(SearchRequest(text=text, limit=DEPTH))
        except QueryError:
            return ()

    return measure(rank, queries, qrels)
