"""From the words of many sections to the sorted postings of a segment, by arrays.

Words are numbered as they come and analysed once each. A run of some million tokens is sorted by
one sort of (term, token) packed in 64 bits; tokens come in the order of the sections, so that
documents and positions fall into order by themselves. Runs lie on the disk and are merged by
adding up: the postings of a term are those of the first run, then those of the second. Memory
depends on the size of a run and on the number of different words, not on the number of sections.

In: blocks of words by group (text, title, author).  Out: arrays in the order of `segment.py`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import BLOCK_GAP, Terms, word_terms
from search.engines.embedded.arrays import Array, ArrayWriter, smallest

RUN_TOKENS = 4_000_000
_TOKEN_BITS = 40
_TOKEN_MASK = np.uint64((1 << _TOKEN_BITS) - 1)


class _Numbers(dict[str, int]):
    """Text → number in the order of first sight."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Vocabulary(dict[str, int]):
    """Surface form → its number; for each, the number of its term of every kind."""

    def __init__(self) -> None:
        self.terms: dict[str, _Numbers] = {kind: _Numbers() for kind in Terms._fields}
        self.term_of: dict[str, array[int]] = {kind: array("I") for kind in Terms._fields}

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        for kind, term in zip(Terms._fields, word_terms(word), strict=True):
            self.term_of[kind].append(self.terms[kind][term])
        return number


class _Run(NamedTuple):
    """Sorted postings: for each term its number, count of postings and of positions; then those."""

    terms: Array
    counts: Array
    sizes: Array
    docs: Array
    freqs: Array
    positions: Array


class Group:
    """The words of one group of fields (the exact and the stemmed form of a text)."""

    def __init__(self, vocabulary: Vocabulary, fields: dict[str, str], folder: Path) -> None:
        self._vocabulary, self._fields, self._folder = vocabulary, fields, folder
        self._runs: dict[str, list[Callable[[], _Run]]] = {field: [] for field in fields}
        self._clear()

    def _clear(self) -> None:
        self.tokens = array("I")
        self._docs, self._starts, self._counts = array("I"), array("I"), array("I")

    def add(self, doc: int, blocks: Sequence[Sequence[str]]) -> int:
        """Take the blocks of a document; return how many words they have."""
        start = total = 0
        for words in blocks:
            self.tokens.extend(map(self._vocabulary.__getitem__, words))
            self._docs.append(doc)
            self._starts.append(start)
            self._counts.append(len(words))
            start += len(words) + BLOCK_GAP
            total += len(words)
        return total

    def spill(self) -> None:
        """Sort what was taken since the last time and put it aside."""
        if not self.tokens:
            return
        tokens = np.frombuffer(self.tokens, np.uint32)
        counts = np.frombuffer(self._counts, np.uint32).astype(np.int64)
        before = np.cumsum(counts) - counts
        docs = np.repeat(np.frombuffer(self._docs, np.uint32), counts)
        shift = np.frombuffer(self._starts, np.uint32) - before
        positions = (np.arange(len(tokens)) + np.repeat(shift, counts)).astype(np.uint32)
        for field, kind in self._fields.items():
            term_of = np.frombuffer(self._vocabulary.term_of[kind], np.uint32)
            run = _sorted_run(term_of[tokens], docs, positions)
            path = self._folder / f"{field}-{len(self._runs[field])}"
            self._runs[field].append(_put_aside(run, path))
        self._clear()

    def write(self, out: ArrayWriter) -> None:
        """Merge the runs of each field into the arrays of a segment."""
        self.spill()
        for field, kind in self._fields.items():
            terms = list(self._vocabulary.terms[kind])
            _merge(field, terms, self._runs[field], out)


def _sorted_run(terms: Array, docs: Array, positions: Array) -> _Run:
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


def _put_aside(run: _Run, path: Path) -> Callable[[], _Run]:
    """Write a run to the disk; return what maps it again."""
    for name, values in run._asdict().items():
        np.save(path.with_name(f"{path.name}-{name}.npy"), values)
    return lambda: _Run(
        *(
            np.load(path.with_name(f"{path.name}-{name}.npy"), mmap_mode="r")
            for name in _Run._fields
        )
    )


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
    out.add(f"{field}/places", places.astype(np.uint64))
    docs = out.space(f"{field}/docs", "u4", int(first[-1]))
    freqs = out.space(f"{field}/freqs", smallest(highest_freq), int(first[-1]))
    positions = out.space(f"{field}/positions", smallest(highest_position), int(places[-1]))
    counts[order], sizes[order] = first[:-1], places[:-1]  # from here on: where to write next
    for load in runs:
        run = load()
        target = _targets(counts[run.terms], run.counts)
        docs[target], freqs[target] = run.docs, run.freqs
        counts[run.terms] += run.counts
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
