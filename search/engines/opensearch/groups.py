"""The group of terms that each word is indexed as, worked out once for all words of a batch.

In: the distinct words as written.  Out: of each word by kind of term its terms as one group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from search.analysis import Vocabulary
from search.analysis.bulk import KindTerms, terms_of_words
from search.engines.base import GROUPS
from search.engines.opensearch.mapping import STACK

# What parts groups and terms may stand in no term; no word has it, so nothing is lost.
_NOT_IN_A_TERM = re.compile(rf"[\s{re.escape(STACK)}]+")
# A word without a term keeps its place.
_EMPTY = "\N{BULLET}"

Groups = Mapping[str, Mapping[str, str]]  # kind → word → group


def groups_of(words: Sequence[str], vocabulary: Vocabulary) -> Groups:
    """Return the groups of all words by kind."""
    found = terms_of_words(words, vocabulary)
    return {kind: dict(zip(words, _groups(terms), strict=True)) for kind, terms in found}


def exact_words(words: Mapping[str, set[str]], groups: Groups) -> set[tuple[str, str]]:
    """Return field and exact form of the words of each group of fields."""
    of_word = groups["exact"]
    return {
        (field, of_word[word])
        for group, some in words.items()
        for field, kind in GROUPS[group].items()
        if kind == "exact"
        for word in some
    }


def group_of(terms: Iterable[str]) -> str:
    """Return the terms of one position as one group, never empty."""
    return STACK.join(filter(None, (_NOT_IN_A_TERM.sub("", term) for term in terms))) or _EMPTY


def _groups(terms: KindTerms) -> list[str]:
    names = terms.names.strings()
    ends = np.cumsum(terms.counts, dtype=np.int64).tolist()
    numbers = terms.numbers.tolist()
    return [
        group_of(names[number] for number in numbers[start:end])
        for start, end in pairwise([0, *ends])
    ]
