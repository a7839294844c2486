"""Which words share their postings: forms, and sets of them.

Words with the same terms of every kind are one form; its postings, with positions, are kept once.
Every term of a field is a set of forms. Most sets hold one form: the term shares its list, whatever
its kind. A set of several has a list of its own, kept once for all terms that are this set.
In: what maps the terms of each word by field, and how often each word occurs.  Out: numbers; forms
and sets each by rising number of occurrences, so that what is alike in size is written together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search import heap
from search.arrays import Array
from search.engines.base import POSITION_FIELDS
from search.engines.embedded.packing import IntArray, before, changes, targets
from search.engines.embedded.word_terms import WordTerms

Fields = Mapping[str, Callable[[], WordTerms]]


class Field(NamedTuple):
    """The terms of a field by number, and the list of each: a form, or (count of forms) + a set."""

    terms: Array
    lists: Array


class Sets(NamedTuple):
    """Sets of several forms: how many each has, and the forms, ascending, of all in a row."""

    counts: IntArray
    forms: Array
    # Whether the positions of a set are asked for.
    placed: npt.NDArray[np.bool_]


class Forms:
    """The forms of the words of a group of fields."""

    def __init__(self, counts: IntArray, fields: Fields) -> None:
        """`counts`: how often each word occurs, shape (words,)."""
        words = counts.nonzero()[0].astype(np.uint32)
        form_of, first = _numbered(_keys(words, fields))
        sizes = np.bincount(form_of, counts[words], len(first)).astype(np.uint32)
        self._words = words[first]
        order = np.lexsort((_first_terms(next(iter(fields.values()))(), self._words), sizes))
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        self.of_word = np.zeros(len(counts), np.uint32)
        self.of_word[words] = rank[form_of]
        self._words = self._words[order]
        # How often each form occurs, and how often those of each set do, ascending.
        self.sizes = sizes[order]
        # Whatever was needed for that alone is gone before as much is needed again.
        del words, form_of, first, sizes, order, rank
        self.sets, self.set_sizes, self.fields = self._sets(fields)

    def __len__(self) -> int:
        return len(self._words)

    def _sets(self, fields: Fields) -> tuple[Sets, Array, dict[str, Field]]:
        number_of: dict[bytes, int] = {}
        placed: list[bool] = []
        found = {}
        for name, load in fields.items():
            pairs = load().pairs(self._words)
            first = changes(pairs)
            if not first.all():
                pairs = pairs[first]
            del first
            forms = pairs.astype(np.uint32)
            pairs >>= np.uint64(32)
            of_term = pairs.astype(np.uint32)
            del pairs
            heads = changes(of_term).nonzero()[0].astype(np.uint32)
            ends = np.append(heads[1:], np.uint32(len(forms)))
            lists, terms = forms[heads], of_term[heads]
            several = (ends - heads > 1).nonzero()[0]
            for row, start, end in zip(
                several.tolist(), heads[several].tolist(), ends[several].tolist(), strict=True
            ):
                number = number_of.setdefault(forms[start:end].tobytes(), len(number_of))
                if number == len(placed):
                    placed.append(False)
                placed[number] |= name in POSITION_FIELDS
                lists[row] = len(self) + number
            found[name] = Field(terms, lists)
            del forms, of_term, heads, ends, several
        heap.give_back()
        sizes = np.array([len(key) // 4 for key in number_of], np.int64)
        members = np.frombuffer(b"".join(number_of), np.uint32)
        number_of.clear()
        return self._by_size(Sets(sizes, members, np.array(placed, bool)), found)

    def _by_size(
        self, sets: Sets, fields: dict[str, Field]
    ) -> tuple[Sets, Array, dict[str, Field]]:
        sizes = np.zeros(len(sets.counts), np.uint32)
        if len(sizes):
            np.add.reduceat(self.sizes[sets.forms], before(sets.counts), out=sizes)
        order = np.argsort(sizes, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        counts = sets.counts[order]
        forms = sets.forms[targets(before(sets.counts)[order], counts)]
        for field in fields.values():
            rows = (field.lists >= len(self)).nonzero()[0]
            field.lists[rows] = len(self) + rank[field.lists[rows] - len(self)]
        return Sets(counts, forms, sets.placed[order]), sizes[order], fields


def _first_terms(terms: WordTerms, words: Array) -> Array:
    """Return the number of the first term of some words."""
    return terms.numbers[terms.starts[words]]


def _keys(words: Array, fields: Fields) -> Array:
    """Return a number for each word, the same for words with the same terms in every field."""
    keys = np.zeros(len(words), np.uint32)
    used = 1
    for load in fields.values():
        terms = load()
        counts, starts = terms.counts[words], terms.starts[words]
        for place in range(int(counts.max(initial=0))):
            # Words with fewer terms keep their number: no other gets it.
            rows = (counts > place).nonzero()[0].astype(np.uint32)
            pairs = keys[rows].astype(np.uint64)
            pairs <<= np.uint64(32)
            pairs |= terms.numbers[starts[rows] + np.uint32(place)]
            order = np.argsort(pairs)
            pairs = pairs[order]
            named = np.cumsum(changes(pairs), dtype=np.uint32)
            del pairs
            used += int(named[-1])
            named += np.uint32(used - 1 - int(named[-1]))
            keys[rows[order]] = named
            del rows, order
    return keys


def _numbered(keys: Array) -> tuple[Array, Array]:
    """Return the number of each key among the distinct, ascending; the first place of each."""
    first = np.full(int(keys.max(initial=0)) + 1, len(keys), np.uint32)
    first[keys[::-1]] = np.arange(len(keys), dtype=np.uint32)[::-1]
    taken = first < len(keys)
    return (np.cumsum(taken, dtype=np.uint32) - np.uint32(1))[keys], first[taken]


def sets_of_forms(sets: Sets, forms: int) -> tuple[Array, Array, Array]:
    """Return how many sets each form is in, where these begin in a row of all, and the row."""
    pairs = sets.forms.astype(np.uint64)
    pairs <<= np.uint64(32)
    pairs |= np.repeat(np.arange(len(sets.counts), dtype=np.uint32), sets.counts)
    pairs.sort()
    counts = np.bincount(sets.forms, minlength=forms).astype(np.uint32)
    return counts, np.cumsum(counts, dtype=np.uint32) - counts, pairs.astype(np.uint32)
