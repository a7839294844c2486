"""Scores: pure functions and the weights they use."""

from search.ranking import weights
from search.ranking.bm25 import bm25, idf, saturation

__all__ = ["bm25", "idf", "saturation", "weights"]
