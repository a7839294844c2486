"""Scores: pure functions and the weights they use."""

from search.ranking import weights
from search.ranking.bm25 import bm25, idf, norms, saturation
from search.ranking.recency import recency

__all__ = ["bm25", "idf", "norms", "recency", "saturation", "weights"]
