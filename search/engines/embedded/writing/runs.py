"""A run of words sorted to the postings of their forms, and of sets of forms.

In: words as they were put aside, in the order of the sections.  Out: sorted postings, aside.
A list and what stands in it are sorted as one number of 64 bits: numpy sorts the numbers themselves
with vector instructions, in less than half of the time that an order to sort by takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import numpy as np

from search.engines.embedded.segments.packing import before, changes, targets
from search.engines.embedded.writing.forms import Sets, in_pages
from search.engines.embedded.writing.tokens_aside import Tokens
from search.system.arrays import Array, IntArray, let_go, smallest

# Words sorted at a time: memory for so many is used again, for many more it comes anew from the
# system for each array, which takes longer than the sorting.
SLICE = 250_000
NEAR = 255
# A list stands above what stands in it.
_LIST = np.uint64(32)


class Values(Protocol):
    """Numbers of which some in a row can be asked for: an array, or what reads one."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of what kind they are."""

    def __getitem__(self, some: slice, /) -> Array: ...


Held = TypeVar("Held", bound=Values, covariant=True)


class Run(NamedTuple, Generic[Held]):
    """Postings by list: of each its number, postings, occurrences, positions above 255; then all.

    Sets of forms have no positions: theirs are those of the forms.
    """

    lists: Held
    counts: Held
    sizes: Held
    far: Held
    docs: Held
    freqs: Held
    positions: Held


def run_of_forms(tokens: Tokens, of_word: Array) -> Run[Array]:
    """Return the postings of the forms of some words. `of_word`: the form of each word."""
    forms = of_word.take(tokens.words)
    places = np.arange(len(forms), dtype=np.uint32)
    keys = forms.astype(np.uint64)
    del forms
    keys <<= _LIST
    keys |= places
    keys.sort()
    order = keys.astype(np.uint32)
    keys >>= _LIST
    lists = keys.astype(np.uint32)
    del keys
    places += np.repeat(tokens.starts - before(tokens.counts).astype(np.uint32), tokens.counts)
    docs = tokens.docs.repeat(tokens.counts).take(order)
    first = (changes(lists) | changes(docs)).nonzero()[0].astype(np.uint32)
    count, lists, docs, places = len(lists), lists.take(first), docs.take(first), places.take(order)
    del order
    return _postings(first, lists, docs, count, places)


class SetsOfForms(NamedTuple):
    """How many sets each form is in, where these begin in `sets`; there they ascend."""

    counts: Array
    starts: Array
    sets: Array


def sets_of_forms(sets: Sets, forms: int) -> SetsOfForms:
    """Return the sets of each of so many forms: some thousand members of sets are placed at a time,
    behind those of the sets before.
    """
    counts = np.zeros(forms, np.uint32)
    np.add.at(counts, sets.forms, np.uint32(1))
    ends = np.cumsum(counts, dtype=np.uint32) - counts  # of what is in the row already
    counts = counts.astype(smallest(int(counts.max(initial=0))))
    row, done = np.empty(len(sets.forms), np.uint32), 0
    for some, members in in_pages(sets.forms, before(sets.counts), sets.counts):
        pairs = members.astype(np.uint64)
        pairs <<= np.uint64(32)
        pairs |= np.arange(done, done + len(some), dtype=np.uint32).repeat(some)
        pairs.sort()
        done += len(some)
        members = (pairs >> np.uint64(32)).astype(np.uint32)
        heads = changes(members).nonzero()[0]
        each, taken = members[heads], np.diff(heads, append=len(members)).astype(np.uint32)
        row[targets(ends[each], taken)] = pairs.astype(np.uint32)
        ends[each] += taken
    let_go(sets.forms)
    return SetsOfForms(counts, ends - counts, row)


def run_of_sets(run: Run[Values], of_forms: SetsOfForms) -> Run[Array]:
    """Return the postings of the sets that the forms of a run are in."""
    # A word is in several sets: what is not held here twice is most of what sorting takes.
    lists, sizes = run.lists[:], run.sizes[:]
    each = of_forms.counts.take(lists).repeat(sizes)
    starts = of_forms.starts.take(lists).repeat(sizes)
    keys = of_forms.sets.take(_targets(starts, each)).astype(np.uint64)
    del starts
    keys <<= _LIST
    keys |= run.docs[:].repeat(run.freqs[:]).repeat(each)
    del each
    keys.sort()
    first = changes(keys).nonzero()[0].astype(np.uint32)
    count, keys = len(keys), keys.take(first)
    docs = keys.astype(np.uint32)
    keys >>= _LIST
    lists = keys.astype(np.uint32)
    del keys
    return _postings(first, lists, docs, count, None)


def _targets(starts: Array, lengths: Array) -> Array:
    """Return what `targets` does, as numbers below 2^32."""
    starts -= before(lengths).astype(np.uint32)  # those below 0 are above 0 again in the end
    numbers = starts.repeat(lengths)
    numbers += np.arange(len(numbers), dtype=np.uint32)
    return numbers


def slices(tokens: Tokens) -> Iterator[Tokens]:
    """Yield the words in pieces that fit the caches; a document is never cut in two."""
    ends = np.cumsum(tokens.counts, dtype=np.int64)
    whole = _last_of_each(tokens.docs) + 1
    block = word = 0
    # Some as large as the others: of a small rest there would be a run as of a large one.
    size = -(-len(tokens.words) // max(1, round(len(tokens.words) / SLICE)))
    for stop in whole[_last_of_each(ends[whole - 1] // (size + 1))].tolist():
        last = int(ends[stop - 1])
        yield Tokens(tokens.words[word:last], *(each[block:stop] for each in tokens[1:]))
        block, word = stop, last


def _last_of_each(values: Array) -> IntArray:
    return np.flatnonzero(np.append(values[1:] != values[:-1], True))


def _postings(
    first: Array, lists: Array, docs: Array, count: int, positions: Array | None
) -> Run[Array]:
    """Return postings of `count` occurrences.

    `first`: first occurrence of each posting; `lists`, `docs`: its list and document.
    """
    heads = changes(lists).nonzero()[0]  # first posting of each list
    end = np.uint32(count)  # of the same kind: else all are copied to another
    freqs = np.diff(first, append=end)
    starts, far = first.take(heads), np.zeros(len(heads), np.uint32)
    if positions is None:
        positions = np.empty(0, np.uint8)
    else:
        if len(heads):
            far = np.add.reduceat(positions > NEAR, starts, dtype=np.uint32)
        positions = positions.astype(smallest(int(positions.max(initial=0))))
    return Run(
        lists=lists.take(heads),
        counts=np.diff(heads, append=len(first)),
        sizes=np.diff(starts, append=end),
        far=far,
        docs=docs,
        freqs=freqs.astype(smallest(int(freqs.max(initial=0)))),
        positions=positions,
    )
