"""Count the families of parts: the words that consist of a part and a known rest.

In: words, which of them may be first parts and heads.  Out: `Families`.
A word that can be cut in several ways counts for each in part. Its pieces are looked up by number
(`pieces.py`), many words at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from search.analysis.compounds.batch import joints_at
from search.analysis.compounds.grammar import JOINTS, PARTICIPLES, STEM_FIRST
from search.analysis.compounds.pieces import AT_ONCE, FactsTable, Pieces
from search.analysis.compounds.word_table import Picked, WordTable
from search.system.arrays import Array

# Letters before the head of a word and in it, at least.
_BEFORE, _HEAD = 3, 3
_ROW = np.dtype([("first", np.uint32), ("head", np.uint32), ("joint", np.uint8), ("share", float)])


@dataclass(frozen=True, slots=True)
class Families:
    """How many words there are of each part (float64).

    `of_first`, `of_head`: by the number of a word, of a head by that of its lemma.
    `numbers`: the first parts that have any, ascending; `joints`: of each, by the joint behind it.
    """

    of_first: Array
    of_head: Array
    numbers: Array
    joints: Array

    def joints_of(self, numbers: Array) -> Array:
        """Return the joints behind some words, zeros of those that are no first parts."""
        found = np.zeros((len(numbers), len(JOINTS)))
        if len(self.numbers):
            places = np.minimum(self.numbers.searchsorted(numbers), len(self.numbers) - 1)
            here = self.numbers[places] == numbers
            found[here] = self.joints[places[here]]
        return found


class Counting:
    """Counts the words of a table."""

    def __init__(self, words: WordTable, first: Array, fits: Array, head: Array) -> None:
        """By number: the kind of first part, its joints (`Shapes.joints`), whether it is a head."""
        self._words, self._first, self._fits = words, first, fits
        self._firsts, self._heads = _numbered(words.pick(first > 0)), _numbered(words.pick(head))
        # "aufstreb|ende" is a participle, "fest|ende" a feast's end.
        numbers, there = words.find_all(sorted(PARTICIPLES))
        self._participles = numbers[there]

    def families(self, asked: Picked, lemma: Array) -> Families:
        """Count some of the words; `lemma`: of each word of the table the number of its lemma."""
        rows = np.concatenate([np.empty(0, _ROW), *self._rows(asked)])
        count = len(self._words)
        first, share = rows["first"], rows["share"]
        numbers, places = np.unique(first, return_inverse=True)
        cells = places * len(JOINTS) + rows["joint"]
        joints = np.bincount(cells, share, len(numbers) * len(JOINTS))
        return Families(
            np.bincount(first, share, count),
            np.bincount(lemma[rows["head"]], share, count),
            numbers,
            joints.reshape(len(numbers), len(JOINTS)),
        )

    def _rows(self, asked: Picked) -> Iterator[Array]:
        """Yield the ways to cut words, some thousand words at a time, in their order."""
        for page in range(0, len(asked), AT_ONCE):
            lows = asked[page : page + AT_ONCE]
            pieces = Pieces("".join(lows))
            lengths = np.fromiter(map(len, lows), np.int64, len(lows))
            begins = np.repeat(np.cumsum(lengths) - lengths, lengths)
            ends = begins + np.repeat(lengths, lengths)
            places = np.arange(len(pieces.letters))
            rests = np.flatnonzero((places - begins >= _BEFORE) & (ends - places >= _HEAD))
            heads = self._heads.of(pieces.numbers(rests, ends[rests]))
            known = heads > 0
            yield self._ways(pieces, begins, rests[known], heads[known] - np.uint32(1))

    def _ways(self, pieces: Pieces, begins: Array, rests: Array, heads: Array) -> Array:
        """Return the rows of words that have known heads: `rests` is where these begin."""
        found, places = [], []
        stems = np.isin(heads, self._participles)
        for length, joints in enumerate(joints_at(pieces.letters)):
            joint = joints[rests - 1]
            ends = rests - length
            asked = np.flatnonzero((ends > begins[rests]) & ((joint > 0) | (length == 0)))
            firsts = self._firsts.of(pieces.numbers(begins[rests[asked]], ends[asked]))
            asked, firsts = asked[firsts > 0], firsts[firsts > 0] - np.uint32(1)
            joint = joint[asked]
            fits = self._fits[firsts] >> joint & 1 > 0
            fits &= ~(stems[asked] & (self._first[firsts] == STEM_FIRST))
            rows = np.empty(int(fits.sum()), _ROW)
            rows["first"], rows["joint"] = firsts[fits], joint[fits]
            rows["head"] = heads[asked[fits]]
            found.append(rows)
            places.append(begins[rests[asked[fits]]])
        words = np.concatenate(places)
        order = np.argsort(words, kind="stable")
        rows, words = np.concatenate(found)[order], words[order]
        _, inverse, times = np.unique(words, return_inverse=True, return_counts=True)
        rows["share"] = 1 / times[inverse]
        return rows


def _numbered(words: Picked) -> FactsTable:
    """Return what finds the number of a word and one: 0 is what is not there."""
    return FactsTable(words, words.numbers + np.uint32(1))
