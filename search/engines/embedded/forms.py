"""Which words share their postings: forms, and sets of them.

Words with the same terms of every kind are one form; its postings, with positions, are kept once.
Every term of a field is a set of forms. Most sets hold one form: the term shares its list, whatever
its kind. A set of several has a list of its own, kept once for all terms that are this set.
In: the terms of each word by field, and how often each word occurs.  Out: numbers; forms and sets
each by rising number of occurrences, so that what is alike in size is written together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.arrays import Array
from search.engines.base import POSITION_FIELDS
from search.engines.embedded.packing import IntArray, before, targets
from search.engines.embedded.word_terms import WordTerms


class Field(NamedTuple):
    """The terms of a field by number, and the list of each: a form, or (count of forms) + a set."""

    terms: IntArray
    lists: IntArray


class Sets(NamedTuple):
    """Sets of several forms: how many each has, and the forms, ascending, of all in a row."""

    counts: IntArray
    forms: IntArray
    # Whether the positions of a set are asked for.
    placed: npt.NDArray[np.bool_]


class Forms:
    """The forms of the words of a group of fields."""

    def __init__(self, counts: IntArray, fields: Mapping[str, WordTerms]) -> None:
        """`counts`: how often each word occurs, shape (words,)."""
        words = counts.nonzero()[0]
        keys = _keys(words, fields)
        _, first, form_of = np.unique(keys, return_index=True, return_inverse=True)
        sizes = np.bincount(form_of, counts[words], len(first)).astype(np.int64)
        names = next(iter(fields.values()))
        order = np.lexsort((names.numbers[names.starts[words[first]]], sizes))
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        self.of_word = np.zeros(len(counts), np.uint32)
        self.of_word[words] = rank[form_of]
        self._words = words[first[order]]
        # How often each form occurs, and how often those of each set do, ascending.
        self.sizes: IntArray = sizes[order]
        self.sets, self.set_sizes, self.fields = self._sets(fields)

    def __len__(self) -> int:
        return len(self._words)

    def _sets(self, fields: Mapping[str, WordTerms]) -> tuple[Sets, IntArray, dict[str, Field]]:
        number_of: dict[bytes, int] = {}
        placed: list[bool] = []
        found = {}
        for name, terms in fields.items():
            numbers, places = terms.of(self._words)
            pairs = numbers.astype(np.int64) << 32 | places
            pairs.sort()
            pairs = pairs[np.diff(pairs, prepend=-1) > 0]
            forms, of_term = (pairs & 0xFFFFFFFF).astype(np.uint32), pairs >> 32
            heads = np.flatnonzero(np.diff(of_term, prepend=-1))
            counts = np.diff(heads, append=len(pairs))
            lists = forms[heads].astype(np.int64)
            several = (counts > 1).nonzero()[0]
            ends = heads + counts
            for row, start, end in zip(
                several.tolist(), heads[several].tolist(), ends[several].tolist(), strict=True
            ):
                number = number_of.setdefault(forms[start:end].tobytes(), len(number_of))
                if number == len(placed):
                    placed.append(False)
                placed[number] |= name in POSITION_FIELDS
                lists[row] = len(self) + number
            found[name] = Field(of_term[heads], lists)
        members = np.frombuffer(b"".join(number_of), np.uint32).astype(np.int64)
        sizes = np.array([len(key) // 4 for key in number_of], np.int64)
        return self._by_size(Sets(sizes, members, np.array(placed, bool)), found)

    def _by_size(
        self, sets: Sets, fields: dict[str, Field]
    ) -> tuple[Sets, IntArray, dict[str, Field]]:
        sums = np.concatenate(([0], np.cumsum(self.sizes[sets.forms])))
        ends = np.cumsum(sets.counts)
        sizes = sums[ends] - sums[ends - sets.counts]
        order = np.argsort(sizes, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        counts = sets.counts[order]
        forms = sets.forms[targets(before(sets.counts)[order], counts)]
        for field in fields.values():
            rows = (field.lists >= len(self)).nonzero()[0]
            field.lists[rows] = len(self) + rank[field.lists[rows] - len(self)]
        return Sets(counts, forms, sets.placed[order]), sizes[order], fields


def _keys(words: IntArray, fields: Mapping[str, WordTerms]) -> IntArray:
    """Return a number for each word, the same for words with the same terms in every field."""
    keys: IntArray = np.zeros(len(words), np.int64)
    used = 1
    for terms in fields.values():
        counts = terms.counts[words]
        for place in range(int(counts.max(initial=0))):
            # Words with fewer terms keep their number: no other gets it.
            rows = (counts > place).nonzero()[0]
            numbers = terms.numbers[terms.starts[words[rows]] + place].astype(np.int64)
            _, named = np.unique(keys[rows] << 32 | numbers, return_inverse=True)
            keys[rows] = used + named
            used += int(named.max()) + 1
    return keys


def sets_of_forms(sets: Sets, forms: int) -> tuple[IntArray, IntArray, Array]:
    """Return how many sets each form is in, where these begin in a row of all, and the row."""
    owners = np.repeat(np.arange(len(sets.counts), dtype=np.uint32), sets.counts)
    order = np.argsort(sets.forms, kind="stable")
    counts = np.bincount(sets.forms, minlength=forms)
    return counts, before(counts), owners[order]
