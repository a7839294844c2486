"""The terms of all words of an index, as arrays: what `Analyzer` says of each, on all cores.

In: the distinct words as written, by number.  Out: for each kind the terms, ascending, the numbers
of the terms of each word in a row (uint32), how many each word has (uint8).
First the exact forms and stems of all words, then what compounds contain. A simple word contains
its last stem: only of the others is anything made for the third kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.analyzer import Analyzer
from search.analysis.compounds.batch import BatchSplitter
from search.analysis.compounds.pieces import Words
from search.analysis.contents import Contents
from search.analysis.vocabulary import LOAD_FROM, Vocabulary
from search.system import heap
from search.system.arrays import let_go
from search.system.merging import merged
from search.system.on_disk import numbers_on_disk, rows_on_disk, texts_on_disk
from search.system.side_by_side import MOST_PIECES, SideBySide, cores
from search.system.texts import Texts, ranked

Array = npt.NDArray[Any]

# Words of a piece of work: bounds what is made of them meanwhile. Half as many take more processor
# time, three times as many a hundredth less.
PIECE = 6_144
# Numbers looked at together.
_PAGE = 1 << 17


class KindTerms(NamedTuple):
    """Distinct terms, ascending, all of a kind among them; `numbers` of each word's, `counts`."""

    names: Texts
    numbers: Array
    counts: Array


def terms_of_words(
    words: Words,
    vocabulary: Vocabulary,
    workers: int | None = None,
    folder: Path | None = None,
) -> Iterator[tuple[str, KindTerms]]:
    """Yield each kind and the terms of every word; what was yielded is held no longer.

    Args:
        words: are read a slice at a time, by several processes.
        workers: processes, this one among them; by default as many as there are cores.
        folder: where what is made waits, see `on_disk.py`.
    Raises: WorkerDiedError.
    """
    if len(words) >= LOAD_FROM:
        vocabulary.heat()
        heap.give_back()
    bulk = _Bulk(words, Analyzer(vocabulary), workers or cores(), folder)
    pieces = bulk.spelled()
    yield "exact", bulk.exact(pieces)
    yield from bulk.parts(pieces, vocabulary)


class _Bulk:
    """The words and in what pieces they are analysed."""

    def __init__(self, words: Words, analyzer: Analyzer, workers: int, folder: Path | None) -> None:
        self._words, self._analyzer, self._workers = words, analyzer, workers
        self._folder = folder
        self._size = max(PIECE, -(-len(words) // MOST_PIECES))
        self._pieces = -(-len(words) // self._size)

    def _piece(self, number: int) -> Sequence[str]:
        return self._words[number * self._size : (number + 1) * self._size]

    def _made(self, work: Callable[[int], Sequence[Array]]) -> list[Sequence[Array]]:
        helpers = max(0, min(self._workers, self._pieces) - 1)
        with SideBySide(work, self._pieces, helpers, self._folder) as job:
            return job.results()

    def spelled(self) -> list[Sequence[Array]]:
        """Return the exact form and the stems of the words of each piece."""
        return self._made(self._spell)

    def exact(self, pieces: list[Sequence[Array]]) -> KindTerms:
        """Return the exact forms that `spelled` has found."""
        ones = np.ones(len(self._words), np.uint8)
        return KindTerms(*self._merged([piece[:3] for piece in pieces]), ones)

    def stems(self, pieces: list[Sequence[Array]]) -> KindTerms:
        """Return the stems that `spelled` has found."""
        counts = self._on_disk((piece[6] for piece in pieces), np.uint8)
        return KindTerms(*self._merged([piece[3:6] for piece in pieces]), counts)

    def _spell(self, piece: int) -> Sequence[Array]:
        forms, stems = self._analyzer.read(self._piece(piece))
        counts = np.array(list(map(len, stems)), np.uint8)
        return *_numbered(forms), *_numbered(list(chain.from_iterable(stems))), counts

    def parts(
        self, spelled: list[Sequence[Array]], vocabulary: Vocabulary
    ) -> Iterator[tuple[str, KindTerms]]:
        """Yield the stems and what every word contains: the names of both are the same.

        Args:
            spelled: what `spelled` has found; it is cleared.
            vocabulary: is cooled once all words are split.
        """
        stems = self.stems(spelled)
        spelled.clear()
        last = self._on_disk(_last(stems), np.uint32)
        splitter = vocabulary.batch()
        for read in (stems.numbers, stems.counts, *vocabulary.arrays().values()):
            let_go(read)
        heap.give_back()  # before others are forked that would hold it, too
        if splitter is None:
            yield "stem", stems
            yield "parts", KindTerms(stems.names, last, np.ones(len(last), np.uint8))
            return
        pieces = self._contained(stems.names, last, splitter)
        vocabulary.cool()
        del splitter, last
        heap.give_back()
        lists = [stems.names, *(Texts(*piece[:2]) for piece in pieces)]
        names, (of_stems, *of_fresh) = self._names(lists)
        stem_numbers = _renumbered(stems.numbers, of_stems)
        yield "stem", KindTerms(names, self._on_disk(stem_numbers, np.uint32), stems.counts)
        let_go(stems.numbers)

        def owns() -> Iterator[Array]:
            for piece, of_list in zip(pieces, of_fresh, strict=True):
                yield _chosen(piece[2], of_stems, of_list)
                let_go(piece[2])

        numbers = self._on_disk(owns(), np.uint32)
        counts = self._on_disk((piece[3] for piece in pieces), np.uint8)
        yield "parts", KindTerms(names, numbers, counts)

    def _contained(
        self, stems: Texts, last: Array, splitter: BatchSplitter
    ) -> list[Sequence[Array]]:
        """Return what the words of each piece contain: new terms, ascending, numbers, counts."""
        contents = Contents(self._analyzer.last_stems, splitter, stems)
        base = np.uint32(len(stems))

        def work(piece: int) -> Sequence[Array]:
            fresh, own, counts = contents.of(self._piece(piece), last[piece * self._size :])
            names, places = ranked(Texts.of(fresh))
            new = (own >= base).nonzero()[0]
            own[new] = places[own[new] - base] + base
            for read in (stems.data, stems.ends, last):
                let_go(read)
            heap.give_back()
            return names.data, names.ends, own, counts

        return self._made(work)

    def _names(self, lists: Sequence[Texts]) -> tuple[Texts, list[Array]]:
        """Return the texts of all lists, ascending, and the numbers of those of each list."""
        loads = [partial(Texts, texts.data, texts.ends) for texts in lists]
        with rows_on_disk([len(texts) for texts in lists], self._folder) as rows:
            names = texts_on_disk(merged(loads, rows.rooms), self._folder)
            numbers = rows.filled()
        heap.give_back()
        return names, numbers

    def _merged(self, pieces: Sequence[Sequence[Array]]) -> tuple[Texts, Array]:
        """Return the names of all pieces, and the numbers of all words among these."""
        names, numbers = self._names([Texts(*piece[:2]) for piece in pieces])
        taken = (of_list[piece[2]] for of_list, piece in zip(numbers, pieces, strict=True))
        return names, self._on_disk(taken, np.uint32)

    def _on_disk(self, pieces: Iterable[Array], kind: type) -> Array:
        return numbers_on_disk(pieces, kind, self._folder)


def _numbered(texts: Sequence[str]) -> tuple[Array, Array, Array]:
    """Return distinct texts, packed, ascending, and the number that each text has among them."""
    distinct = sorted(set(texts))
    numbers = dict(zip(distinct, count(), strict=False))
    of_texts = np.fromiter(map(numbers.__getitem__, texts), np.uint32, len(texts))
    names = Texts.of(distinct)
    return names.data, names.ends, of_texts


def _chosen(numbers: Array, of_stems: Array, of_fresh: Array) -> Array:
    """Return what numbers stand for that go on from one array to another."""
    new = numbers >= len(of_stems)
    found = np.empty_like(numbers)
    found[~new] = of_stems[numbers[~new]]
    found[new] = of_fresh[numbers[new] - np.uint32(len(of_stems))]
    return found


def _last(terms: KindTerms) -> Iterator[Array]:
    """Yield the number of the last term of each word."""
    done = 0
    for first in range(0, len(terms.counts), _PAGE):
        ends = np.cumsum(terms.counts[first : first + _PAGE], dtype=np.int64) + done
        yield terms.numbers[ends - 1]
        done = int(ends[-1])


def _renumbered(numbers: Array, anew: Array) -> Iterator[Array]:
    for first in range(0, len(numbers), _PAGE):
        yield anew[numbers[first : first + _PAGE]]
