"""From the words of many sections to the sorted postings of a segment, by arrays.

Words come as numbers, in runs of some million of them (`tokens_aside.py`), and are analysed once
each. Then each run is sorted by one sort of (term, token) packed in 64 bits; tokens come in
the order of the sections, so that documents and positions fall into order by themselves. Sorted
runs lie on the disk and are merged by adding up: the postings of a term are those of the first run,
then those of the second. Memory depends on the size of a run and on the number of different words,
not on the number of sections.

In: runs of numbered words by group.  Out: arrays in the order of `segment.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import Vocabulary
from search.analysis.bulk import terms_of_words
from search.arrays import Array, ArrayWriter, smallest
from search.engines.base import POSITION_FIELDS
from search.engines.embedded.tokens_aside import Tokens, put_aside

_TOKEN_BITS = 40
_TOKEN_MASK = np.uint64((1 << _TOKEN_BITS) - 1)


class WordTerms:
    """The different terms of a kind, and the numbers of those that each word has."""

    def __init__(self, terms: list[str], numbers: Array, counts: Array) -> None:
        self.names, self._numbers, self._counts = terms, numbers, counts.astype(np.int64)
        self._starts = np.cumsum(self._counts) - self._counts
        self._single = bool((self._counts == 1).all())

    def of(self, words: Array) -> tuple[Array, Array]:
        """Return the terms of some words in a row, and for each the place of its word."""
        if self._single:
            return self._numbers[words], np.arange(len(words))
        counts = self._counts[words]
        places = np.repeat(np.arange(len(words)), counts)
        ends = np.cumsum(counts)
        within = np.arange(len(places)) - np.repeat(ends - counts, counts)
        return self._numbers[self._starts[words][places] + within], places


class _Run(NamedTuple):
    """Sorted postings: for each term its number, count of postings and of positions; then those."""

    terms: Array
    counts: Array
    sizes: Array
    docs: Array
    freqs: Array
    positions: Array


def word_terms(
    words: Iterable[str], known: Vocabulary, learn: Callable[[], Vocabulary]
) -> dict[str, WordTerms]:
    """Return the terms of every word by kind, see `terms_of_words`."""
    return {kind: WordTerms(*terms) for kind, terms in terms_of_words(words, known, learn).items()}


def write_postings(
    fields: Mapping[str, WordTerms],
    aside: Sequence[Callable[[], Tokens]],
    folder: Path,
    out: ArrayWriter,
) -> None:
    """Sort the runs of each field of a group and merge them into the arrays of a segment.

    `aside`: the words of the group; `folder`: where sorted runs may lie.
    """
    for field, terms in fields.items():
        runs = [
            put_aside(_sorted_run(load(), terms), folder / f"{field}-{number}")
            for number, load in enumerate(aside)
        ]
        _merge(field, terms.names, runs, out)


def _sorted_run(tokens: Tokens, word_terms: WordTerms) -> _Run:
    counts = tokens.counts.astype(np.int64)
    before = np.cumsum(counts) - counts
    terms, places = word_terms.of(tokens.words)
    docs = np.repeat(tokens.docs, counts)[places]
    shift = tokens.starts - before
    positions = (places + np.repeat(shift, counts)[places]).astype(np.uint32)
    keys = terms.astype(np.uint64) << np.uint64(_TOKEN_BITS)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    terms = (keys >> np.uint64(_TOKEN_BITS)).astype(np.uint32)
    order = (keys & _TOKEN_MASK).astype(np.int64)
    docs, positions = docs[order], positions[order]
    new_term = _changes(terms)
    first = np.flatnonzero(new_term | _changes(docs))  # first position of each posting
    heads = np.flatnonzero(new_term[first])  # first posting of each term
    return _Run(
        terms=terms[first[heads]],
        counts=np.diff(heads, append=len(first)),
        sizes=np.diff(first[heads], append=len(terms)),
        docs=docs[first],
        freqs=np.diff(first, append=len(terms)),
        positions=positions,
    )


def _changes(values: Array) -> Array:
    return np.concatenate(([True], values[1:] != values[:-1]))


def _merge(field: str, terms: list[str], runs: list[Callable[[], _Run]], out: ArrayWriter) -> None:
    counts, sizes = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    highest_freq = highest_position = 0
    for load in runs:
        run = load()
        counts[run.terms] += run.counts
        sizes[run.terms] += run.sizes
        highest_freq = max(highest_freq, int(run.freqs.max()))
        highest_position = max(highest_position, int(run.positions.max()))
    present = np.flatnonzero(counts).tolist()
    encoded = {number: terms[number].encode() for number in present}
    order = np.array(sorted(present, key=encoded.__getitem__), np.int64)
    write_lexicon(field, [encoded[number] for number in order.tolist()], out)
    first = np.concatenate(([0], np.cumsum(counts[order])))
    places = np.concatenate(([0], np.cumsum(sizes[order])))
    out.add(f"{field}/first", first.astype(np.uint64))
    docs = out.space(f"{field}/docs", "u4", int(first[-1]))
    freqs = out.space(f"{field}/freqs", smallest(highest_freq), int(first[-1]))
    positions = None
    if field in POSITION_FIELDS:
        out.add(f"{field}/places", places.astype(np.uint64))
        positions = out.space(f"{field}/positions", smallest(highest_position), int(places[-1]))
    counts[order], sizes[order] = first[:-1], places[:-1]  # from here on: where to write next
    for load in runs:
        run = load()
        target = _targets(counts[run.terms], run.counts)
        docs[target], freqs[target] = run.docs, run.freqs
        counts[run.terms] += run.counts
        if positions is not None:
            positions[_targets(sizes[run.terms], run.sizes)] = run.positions
            sizes[run.terms] += run.sizes


def _targets(starts: Array, lengths: Array) -> Array:
    """Return starts[i], starts[i] + 1, … (lengths[i] numbers) for every i in a row."""
    ends = np.cumsum(lengths)
    targets: Array = np.arange(int(ends[-1])) + np.repeat(starts - (ends - lengths), lengths)
    return targets


def write_lexicon(field: str, terms: Sequence[bytes], out: ArrayWriter) -> None:
    """Write sorted terms."""
    out.add(f"{field}/terms", np.frombuffer(b"".join(terms), np.uint8))
    out.add(f"{field}/ends", np.cumsum([len(term) for term in terms], dtype=np.uint64))
