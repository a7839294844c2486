"""The terms of all words of an index at once, as arrays.

In: the distinct words as written, by number.  Out: for each kind the distinct terms, the numbers of
the terms of each word in a row (uint32), how many each word has (uint8).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.analyzer import KINDS, Analyzer

Array = npt.NDArray[Any]


class KindTerms(NamedTuple):
    """The distinct terms of a kind; `numbers` of those of each word, `counts` of them a word."""

    names: list[str]
    numbers: Array
    counts: Array


class _Numbers(dict[str, int]):
    """Text → number in the order of first sight."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def terms_of_words(words: Iterable[str], analyzer: Analyzer) -> dict[str, KindTerms]:
    """Return the terms of every word by kind."""
    numbers = {kind: _Numbers() for kind in KINDS}
    flat = {kind: array("I") for kind in KINDS}
    counts = {kind: array("B") for kind in KINDS}
    for word in words:
        terms = analyzer.terms[word]
        for kind in KINDS:
            of_kind = terms.of(kind)
            counts[kind].append(len(of_kind))
            flat[kind].extend(map(numbers[kind].__getitem__, of_kind))
    return {
        kind: KindTerms(
            list(numbers[kind]),
            np.frombuffer(flat[kind], np.uint32),
            np.frombuffer(counts[kind], np.uint8),
        )
        for kind in KINDS
    }
