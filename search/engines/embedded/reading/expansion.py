"""Wildcards and fuzzy words on the sorted terms of every segment.

In: a pattern and a snapshot.  Out: the terms it stands for, and the sections that hold one.
What a pattern means is told in `search/query/patterns.py`. Here its fixed beginning cuts a range
out of the sorted terms, numpy drops by length and ending, only the rest is looked at one by one.
Distances: rapidfuzz, https://rapidfuzz.github.io/RapidFuzz/ (optimal string alignment).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.embedded.segments.lexicon import Lexicon, letters_of
from search.engines.embedded.segments.segment import InvertedField
from search.query import patterns, plan
from search.query.patterns import Expansion, Found, expansion, literal_ends, wildcard_regex
from search.system.arrays import BoolArray, IntArray

if TYPE_CHECKING:
    from search.engines.embedded.reading.snapshot import Snapshot


class Expanded(NamedTuple):
    """The terms of a pattern, and for each segment their numbers with their mistakes."""

    words: Expansion
    numbers: tuple[tuple[IntArray, IntArray], ...]


class _Matching(NamedTuple):
    """Terms of one segment that match: number, text, mistakes."""

    numbers: IntArray
    texts: list[str]
    edits: IntArray


def expand(snapshot: Snapshot, node: plan.Pattern) -> Expanded:
    """Return what a pattern stands for in the live sections of a snapshot."""
    if snapshot.segments == 1:
        return _expand_alone(snapshot, node)
    found: list[_Matching] = []
    edits: dict[str, int] = {}
    frequency: Counter[str] = Counter()
    for base, part in snapshot.parts():
        field = part.field(node.field)
        matching = _matching(field.lexicon, node)
        live = snapshot.live[base : base + len(part)]
        counts = _frequencies(field, matching.numbers, live)
        for text, mistakes, count in zip(
            matching.texts, matching.edits.tolist(), counts.tolist(), strict=True
        ):
            edits[text] = mistakes
            frequency[text] += count
        found.append(matching)
    words = expansion(edits, frequency)
    kept = {found.term for found in words.terms}
    return Expanded(words, tuple(_only(matching, kept) for matching in found))


def _expand_alone(snapshot: Snapshot, node: plan.Pattern) -> Expanded:
    """Return the same where there is one segment: its terms are in order, none comes twice."""
    _, part = next(snapshot.parts())
    field = part.field(node.field)
    matching = _matching(field.lexicon, node)
    counts = _frequencies(field, matching.numbers, snapshot.live)
    order = np.lexsort((matching.numbers, -counts, matching.edits))
    order = order[counts[order] > 0]
    kept = order[: patterns.MOST_TERMS]
    terms = tuple(
        Found(matching.texts[row], edits, sections)
        for row, edits, sections in zip(
            kept.tolist(), matching.edits[kept].tolist(), counts[kept].tolist(), strict=True
        )
    )
    rows = np.sort(kept)
    words = Expansion(terms=terms, total=len(order))
    return Expanded(words, ((matching.numbers[rows], matching.edits[rows]),))


def sections_with(snapshot: Snapshot, node: plan.Pattern) -> list[tuple[int, IntArray]]:
    """Return (mistakes, live sections ascending) of the terms of a pattern, by rising mistakes."""
    expanded = snapshot.expanded(node)
    found = []
    for edits in sorted({f.edits for f in expanded.words.terms}):
        mask = np.zeros(len(snapshot.live), bool)
        for (base, part), (numbers, of_each) in zip(
            snapshot.parts(), expanded.numbers, strict=True
        ):
            docs, _ = part.field(node.field).docs_of(numbers[of_each == edits])
            mask[docs.astype(np.int64) + base] = True
        found.append((edits, np.flatnonzero(mask & snapshot.live)))
    return found


def _only(matching: _Matching, kept: set[str]) -> tuple[IntArray, IntArray]:
    if len(matching.texts) <= len(kept) and kept.issuperset(matching.texts):
        return matching.numbers, matching.edits
    rows = np.array([text in kept for text in matching.texts], bool)
    return matching.numbers[rows], matching.edits[rows]


def _frequencies(field: InvertedField, numbers: IntArray, live: BoolArray) -> IntArray:
    """Return the number of live documents of each term."""
    if live.all():
        return field.doc_freqs(numbers)
    docs, counts = field.docs_of(numbers)
    alive = np.concatenate(([0], np.cumsum(live[docs])))
    ends = np.cumsum(counts)
    frequencies: IntArray = alive[ends] - alive[ends - counts]
    return frequencies


def _matching(lexicon: Lexicon, node: plan.Pattern) -> _Matching:
    if isinstance(node, plan.Wildcard):
        numbers = _shaped_roughly(lexicon, node.pattern)
        texts = lexicon.texts(numbers)
        shape = re.compile(wildcard_regex(node.pattern), re.DOTALL).fullmatch
        rows = np.flatnonzero([shape(text) is not None for text in texts])
        edits = np.zeros(len(rows), np.int64)
    else:
        sure = node.text[: patterns.SURE_LETTERS].encode()
        numbers = _numbers(lexicon.beginning(sure)) if node.beginning else _alike(lexicon, node)
        texts = lexicon.texts(numbers)
        distances = _distances(texts, node)
        rows = np.flatnonzero(distances <= node.edits)
        edits = distances[rows]
    return _Matching(numbers[rows], [texts[row] for row in rows.tolist()], edits)


def _shaped_roughly(lexicon: Lexicon, pattern: str) -> IntArray:
    """Return the terms with the beginning, the ending and a possible length of a pattern."""
    head, tail = literal_ends(pattern)
    numbers = _numbers(lexicon.beginning(head.encode()))
    starts, ends = lexicon.bounds(numbers)
    least = len(pattern.replace("*", "").encode())
    fits = ends - starts >= least
    if "*" not in pattern:
        fits &= ends - starts <= least + 3 * pattern.count("?")  # a letter has one to four bytes
    numbers, ends = numbers[fits], ends[fits]
    for back, byte in enumerate(reversed(tail.encode()), 1):
        fits = lexicon.data[ends - back] == byte
        numbers, ends = numbers[fits], ends[fits]
    return numbers


def _distances(texts: list[str], node: plan.Similar) -> IntArray:
    """Return the mistakes of each text, more than allowed where there are too many."""
    if not texts:
        return np.empty(0, np.int64)
    # Imported here: most queries have no fuzzy word.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    cuts = [patterns.cuts(text, node) if node.beginning else [text] for text in texts]
    found = [
        cdist([node.text], column, scorer=OSA.distance, score_cutoff=node.edits)[0]
        for column in zip(*cuts, strict=True)
    ]
    smallest: IntArray = np.min(found, axis=0).astype(np.int64)
    return smallest


def _alike(lexicon: Lexicon, node: plan.Similar) -> IntArray:
    """Return the terms with the first letter, about the length and nearly the letters of a text.

    A mistake changes the length by one and the set of letters by two at most.
    """
    numbers, lengths, sets = lexicon.letters(node.text[:1])
    _, own = letters_of(np.frombuffer(node.text.encode(), np.uint8))
    near = np.abs(lengths.astype(np.int64) - len(node.text)) <= node.edits
    near &= np.bitwise_count(sets ^ np.bitwise_or.reduce(own)) <= 2 * node.edits
    return near.nonzero()[0] + numbers.start


def _numbers(span: range) -> IntArray:
    return np.arange(span.start, span.stop)
