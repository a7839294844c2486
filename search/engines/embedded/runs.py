"""A run of words sorted to the postings of their forms, and of sets of forms.

In: words as they were put aside, in the order of the sections.  Out: sorted postings, aside.
Sections and positions fall into order by themselves: the order of numbers below 2^32 that keeps
what is equal as it came is found by counting 16 bits at a time, a quarter of what a sort of 64-bit
keys takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from search.arrays import Array, smallest
from search.engines.embedded.packing import IntArray, before, targets
from search.engines.embedded.tokens_aside import Tokens

# Words sorted at a time: memory for a million is used again, for more it comes anew from the system
# for each array, which takes longer than the sorting.
SLICE = 1_000_000
NEAR = 255


class Run(NamedTuple):
    """Postings by list: of each its number, postings, occurrences, positions above 255; then all.

    Sets of forms have no positions: theirs are those of the forms.
    """

    lists: Array
    counts: Array
    sizes: Array
    far: Array
    docs: Array
    freqs: Array
    positions: Array


class Plan(NamedTuple):
    """The form of each word; how many sets each form is in, and those sets in a row."""

    of_word: Array
    counts: IntArray
    sets: Array


def sorted_run(tokens: Tokens, plan: Plan) -> tuple[Run, Run]:
    """Return the postings of the forms of some words, and those of sets of forms."""
    counts = tokens.counts.astype(np.int64)
    docs = np.repeat(tokens.docs, counts)
    positions = np.arange(len(tokens.words), dtype=np.uint32)
    positions += np.repeat((tokens.starts - before(counts)).astype(np.uint32), counts)
    forms = plan.of_word[tokens.words]
    each = plan.counts[forms]
    sets = plan.sets[targets(before(plan.counts)[forms], each)]
    return _postings(forms, docs, positions), _postings(sets, docs.repeat(each), None)


def slices(tokens: Tokens) -> Iterator[Tokens]:
    """Yield the words in pieces that fit the caches; a document is never cut in two."""
    ends = np.cumsum(tokens.counts, dtype=np.int64)
    whole = np.append(tokens.docs[1:] != tokens.docs[:-1], True).nonzero()[0] + 1
    block = word = 0
    for stop in whole[_last_of_each(ends[whole - 1] // SLICE)].tolist():
        last = int(ends[stop - 1])
        yield Tokens(tokens.words[word:last], *(each[block:stop] for each in tokens[1:]))
        block, word = stop, last


def _last_of_each(values: IntArray) -> IntArray:
    return np.flatnonzero(np.append(values[1:] != values[:-1], True))


def _postings(lists: Array, docs: Array, positions: Array | None) -> Run:
    order = _order(lists)
    lists, docs = lists[order], docs[order]
    new_list = _changes(lists)
    first = (new_list | _changes(docs)).nonzero()[0]  # first occurrence of each posting
    heads = new_list[first].nonzero()[0]  # first posting of each list
    freqs = np.diff(first, append=len(lists))
    sorted_positions, far = np.empty(0, np.uint8), np.zeros(len(heads), np.uint32)
    if positions is not None:
        sorted_positions = positions[order]
        if len(heads):
            far = np.add.reduceat(sorted_positions > NEAR, first[heads], dtype=np.uint32)
        highest = int(sorted_positions.max(initial=0))
        sorted_positions = sorted_positions.astype(smallest(highest))
    return Run(
        lists=lists[first[heads]],
        counts=np.diff(heads, append=len(first)),
        sizes=np.diff(first[heads], append=len(lists)),
        far=far,
        docs=docs[first],
        freqs=freqs.astype(smallest(int(freqs.max(initial=0)))),
        positions=sorted_positions,
    )


def _order(numbers: Array) -> IntArray:
    """Return the rows in the order of their numbers, equal ones as they stand."""
    order: IntArray = np.argsort(numbers.astype(np.uint16), kind="stable")
    high = (numbers >> 16).astype(np.uint16)
    if high.any():
        order = order[np.argsort(high[order], kind="stable")]
    return order


def _changes(values: Array) -> Array:
    changes = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
