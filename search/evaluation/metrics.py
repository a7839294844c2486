"""Measures of a ranked list against judgments, as in TREC.

In: article ids in ranked order and the grades of the relevant ones (above 0).  Out: a number 0–1.
nDCG uses the grade as gain and log2(rank + 1) as discount (Järvelin & Kekäläinen 2002).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return nDCG@k."""
    gain = sum(grades.get(name, 0) / math.log2(i + 2) for i, name in enumerate(ranked[:k]))
    best = sorted(grades.values(), reverse=True)[:k]
    ideal = sum(grade / math.log2(i + 2) for i, grade in enumerate(best))
    return gain / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return 1 / rank of the first relevant article among the first k, else 0."""
    return next((1 / (i + 1) for i, n in enumerate(ranked[:k]) if grades.get(n, 0) > 0), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return the share of relevant articles among the first k."""
    relevant = {name for name, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0
