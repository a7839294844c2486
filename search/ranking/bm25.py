"""BM25 as Lucene 8 and later compute it, with exact lengths.

In: term statistics as numbers or arrays.  Out: scores as arrays of float64.
    idf   = ln(1 + (N - df + 0.5) / (df + 0.5))            always above 0
    score = idf * tf / (tf + k1 * (1 - b + b * length / average length))
N and the average length count the documents that have the field.
Source: Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020 (variant "Lucene", accurate lengths).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from search.system.arrays import FloatArray

K1 = 0.8
B = 0.75


def idf(doc_freq: int, doc_count: int) -> float:
    """Return the inverse document frequency, 0 <= doc_freq <= doc_count, natural logarithm."""
    return math.log(1.0 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5))


def norms(lengths: npt.NDArray[Any], average: float) -> FloatArray:
    """Return what the length of each document stands for in the formula, above 0.

    Args:
        lengths: tokens of the field in each document, shape (documents,).
        average: mean length over the documents that have the field, above 0.
    """
    # In double whatever kind of number the lengths are kept in; made wider at once, not in pieces.
    of_lengths: FloatArray = lengths.astype(np.float64)
    of_lengths *= K1 * B / average
    of_lengths += K1 * (1.0 - B)
    return of_lengths


def saturation(freqs: npt.NDArray[Any], of_lengths: FloatArray) -> FloatArray:
    """Return what the frequencies are worth, from 0 to below 1.

    Args:
        freqs: occurrences in each document, shape (postings,).
        of_lengths: the `norms` of the same documents, shape (postings,).
    """
    wide = freqs.astype(np.float64)
    worth: FloatArray = wide + of_lengths
    np.divide(wide, worth, out=worth)
    return worth


def bm25(
    freqs: FloatArray, lengths: FloatArray, *, average: float, doc_freq: int, doc_count: int
) -> FloatArray:
    """Return the score of each posting of one term; arguments as of the functions above."""
    return idf(doc_freq, doc_count) * saturation(freqs, norms(lengths, average))
