"""BM25 as Lucene 8 and later compute it, with exact lengths.

In: term statistics as numbers or arrays.  Out: scores as arrays of float64.
    idf   = ln(1 + (N - df + 0.5) / (df + 0.5))            always above 0
    score = idf * tf / (tf + k1 * (1 - b + b * length / average length))
N and the average length count the documents that have the field.
Source: Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020 (variant "Lucene", accurate lengths).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

K1 = 1.2
B = 0.75

FloatArray = npt.NDArray[np.float64]


def idf(doc_freq: int, doc_count: int) -> float:
    """Return the inverse document frequency, 0 <= doc_freq <= doc_count, natural logarithm."""
    return math.log(1.0 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5))


def saturation(freqs: FloatArray, lengths: FloatArray, average: float | FloatArray) -> FloatArray:
    """Return what the frequencies are worth in documents of these lengths, from 0 to below 1.

    Args:
        freqs: occurrences in each document, shape (postings,).
        lengths: tokens of the field in the same documents, shape (postings,).
        average: mean length over the documents that have the field, above 0; or one a posting.
    """
    worth: FloatArray = freqs / (freqs + K1 * (1.0 - B + B * lengths / average))
    return worth


def bm25(
    freqs: FloatArray, lengths: FloatArray, *, average: float, doc_freq: int, doc_count: int
) -> FloatArray:
    """Return the score of each posting of one term; arguments as of `idf` and `saturation`."""
    return idf(doc_freq, doc_count) * saturation(freqs, lengths, average)
