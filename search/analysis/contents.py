"""What compounds contain: their parts, the compounds of these and themselves, as stems.

In: words and the number of the stem that stands for each.  Out: what each word contains, by number:
what `Analyzer` says of it. A simple word contains its stem, and nothing is made for it; compounds
with as many parts are put together at once, column by column. Theirs are numbers of their own,
behind those of all stems: whoever puts pieces together finds out which stems are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.compounds import shown_part
from search.analysis.compounds.batch import BatchSplitter, Compounds
from search.analysis.joined import MARK, written
from search.analysis.stopwords import STOP_WORDS
from search.system.texts import Texts

Array = npt.NDArray[Any]

# Parts of compounds whose stems are kept: bounds memory, some 250 bytes each. With twice as many
# to split takes 7 % less time, and each process 3.5 MB more.
CACHED_PARTS = 1 << 13


class Numbers(dict[str, int]):
    """Text → number in the order of first sight."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Contained(NamedTuple):
    """Terms of compounds; numbers of the terms of all words in a row, how many each has."""

    fresh: Iterable[str]
    numbers: Array
    counts: Array


class Contents:
    """What words contain. `stems`: by number; the terms of compounds get the numbers behind."""

    def __init__(
        self,
        last_stems: Callable[[Sequence[str]], Iterable[str]],
        splitter: BatchSplitter,
        stems: Texts,
    ) -> None:
        self._last_stems, self._splitter, self._stems = last_stems, splitter, stems
        # Part → its stem, and whether it is a function word. The same parts come again and again.
        self._parts: dict[str, tuple[str, bool]] = {}

    def of(self, words: Sequence[str], last: Array) -> Contained:
        """Return what words contain. `last`: number of the last stem of each, and more behind."""
        texts = [written(word).word if MARK in word else word for word in words]
        fresh = Numbers()
        compounds = self._splitter.split(texts)
        lows = {number: texts[number].lower() for number in set(compounds.words.tolist())}
        parts, stops = self._of_parts(lows, compounds, fresh)
        # A function word is no part, unless there are only such.
        real = np.bincount(compounds.words[~stops], minlength=len(texts)) > 0
        kept = np.flatnonzero(~stops | ~real[compounds.words])
        compounds, parts = Compounds(*(column[kept] for column in compounds)), parts[kept]
        counts = np.ones(len(texts), np.uint8)
        groups = []
        for rows in _alike(compounds.words):
            table = self._table(texts, last, compounds, parts, rows, fresh)
            first = np.ones(table.shape, bool)
            for one, other in combinations(range(table.shape[1]), 2):
                first[:, other] &= table[:, one] != table[:, other]
            owners = compounds.words[rows[:, 0]]
            counts[owners] = first.sum(axis=1)
            groups.append((owners, table[first]))
        numbers = np.empty(int(counts.sum()), np.uint32)
        ends = np.cumsum(counts, dtype=np.int64)
        numbers[ends - 1] = last[: len(texts)]  # right for simple words; the others follow
        for owners, found in groups:
            taken = counts[owners].astype(np.int64)
            shifts = ends[owners] - np.cumsum(taken)
            numbers[np.arange(len(found)) + np.repeat(shifts, taken)] = found
        return Contained(fresh, numbers, counts)

    def _of_parts(
        self, lows: Mapping[int, str], compounds: Compounds, fresh: Numbers
    ) -> tuple[Array, Array]:
        """Return the number of the stem of every part, and whether it is a function word."""
        if len(self._parts) > CACHED_PARTS:
            self._parts.clear()
        distinct = Numbers()
        places = zip(*(column.tolist() for column in compounds[:3]), strict=True)
        rows = np.array([distinct[lows[word][start:end]] for word, start, end in places], np.int64)
        facts = np.empty(len(distinct), np.uint64)
        facts[rows] = compounds.facts
        pairs = zip(distinct, facts.tolist(), strict=True)
        shown = {part: shown_part(part, of) for part, of in pairs if part not in self._parts}
        for part, stem in zip(shown, self._last_stems(list(shown.values())), strict=True):
            self._parts[part] = stem, shown[part].lower() in STOP_WORDS
        of_distinct = [self._parts[part] for part in distinct]
        stops = np.array([is_stop for _, is_stop in of_distinct], bool)
        return self._numbers([stem for stem, _ in of_distinct], fresh)[rows], stops[rows]

    def _table(
        self,
        texts: Sequence[str],
        last: Array,
        compounds: Compounds,
        parts: Array,
        rows: Array,
        fresh: Numbers,
    ) -> Array:
        """Return the terms of compounds with as many parts, a row each; some are there twice.

        `rows`: the parts of each.
        """
        columns = [parts[column] for column in rows.T]
        words = compounds.words[rows[:, 0]]
        of_words = [texts[word] for word in words.tolist()]
        of_wholes = self._numbers(self._stems.take(last[words]).strings(), fresh)
        for one, other in combinations(range(rows.shape[1]), 2):
            borders = compounds.starts[rows[:, one]], compounds.ends[rows[:, other]]
            places = zip(of_words, *(border.tolist() for border in borders), strict=True)
            names = [text[start:end].capitalize() for text, start, end in places]
            whole = np.array([name == text for name, text in zip(names, of_words, strict=True)])
            numbers = of_wholes.copy()
            inner = Numbers()
            inside = [inner[names[row]] for row in np.flatnonzero(~whole).tolist()]
            if inside:
                numbers[~whole] = self._numbers(self._last_stems(list(inner)), fresh)[inside]
            columns.append(numbers)
        return np.stack(columns, axis=1)

    def _numbers(self, stems: Iterable[str], fresh: Numbers) -> Array:
        base = len(self._stems)
        return np.array([base + fresh[stem] for stem in stems], np.uint32)


def _alike(words: Array) -> Iterator[Array]:
    """Yield for each number of parts the rows of the parts of all words that have so many.

    `words`: the word of each part, ascending.
    """
    first = np.flatnonzero(np.diff(words, prepend=-1))
    counts = np.diff(first, append=len(words))
    for count in np.unique(counts).tolist():
        yield first[counts == count][:, np.newaxis] + np.arange(count)
