"""The terms of all words of an index, as arrays: what `Analyzer` says of each, on all cores.

In: the distinct words as written, by number.  Out: for each kind the terms, ascending, the numbers
of the terms of each word in a row (uint32), how many each word has (uint8).
First the exact forms and stems of all words, then what compounds contain. A simple word contains
its last stem: only of the others is anything made for the third kind.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, count
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from search import heap
from search.analysis.analyzer import Analyzer
from search.analysis.compound_batch import BatchSplitter
from search.analysis.contents import Contents
from search.analysis.side_by_side import MOST_PIECES, SideBySide, WorkerDiedError, cores
from search.analysis.texts import Texts, ranked
from search.analysis.vocabulary import LOAD_FROM, Vocabulary

Array = npt.NDArray[Any]
logger = logging.getLogger(__name__)

# Words of a piece of work: bounds the arrays of the search for parts (some 10 MB). Half as many
# take a sixth more processor time, twice as many a hundredth less.
PIECE = 8_192
# Between the names of arrays that come from another process; in none.
_BETWEEN = "\n"


class Words(Protocol):
    """Words by number; those of a slice are made when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, some: slice, /) -> Sequence[str]: ...


class KindTerms(NamedTuple):
    """Distinct terms, ascending, all of a kind among them; `numbers` of each word's, `counts`."""

    names: Texts
    numbers: Array
    counts: Array


def terms_of_words(
    words: Words,
    known: Vocabulary,
    learn: Callable[[], Vocabulary],
    workers: int | None = None,
) -> Iterator[tuple[str, KindTerms]]:
    """Yield each kind and the terms of every word; what was yielded is held no longer.

    Args:
        words: are read a slice at a time, by several processes.
        known: has the lemmas, which is all that stems depend on.
        learn: returns the same with what compounds there are. Of many words another process
            learns while this one is at the stems: the memory it needs is given back at its end.
        workers: processes, this one among them; by default as many as there are cores.
    Raises: WorkerDiedError.
    """
    workers = workers or cores()
    beside = len(words) >= LOAD_FROM and workers > 1
    # Begun before the lemmas are read, which it would hold, too.
    with SideBySide(lambda _: _sent(learn()), 1, workers, beside=beside) as learning:
        if len(words) >= LOAD_FROM:
            known.heat()
            heap.give_back()
        bulk = _Bulk(words, Analyzer(known), workers)
        with bulk.spelling(workers - beside) as job:
            job.help()
            # To put the pieces together takes memory, too: not as long as the other needs it.
            learned = [_learned(learning, learn) if beside else learn()]
            pieces = job.results()
    yield "exact", bulk.exact(pieces)
    # Nobody else holds it: it is gone once all words are split.
    yield from bulk.parts(pieces, learned.pop(), known)


def _sent(vocabulary: Vocabulary) -> Sequence[Array]:
    arrays = vocabulary.arrays()
    return np.frombuffer(_BETWEEN.join(arrays).encode(), np.uint8), *arrays.values()


def _learned(learning: SideBySide, learn: Callable[[], Vocabulary]) -> Vocabulary:
    """Return what another process has learned, or learn it here: then the error is told here."""
    try:
        names, *arrays = learning.results()[0]
    except WorkerDiedError as error:
        logger.warning("%s", error)
        return learn()
    return Vocabulary.from_arrays(
        dict(zip(bytes(names).decode().split(_BETWEEN), arrays, strict=True))
    )


class _Bulk:
    """The words and in what pieces they are analysed."""

    def __init__(self, words: Words, analyzer: Analyzer, workers: int) -> None:
        self._words, self._analyzer, self._workers = words, analyzer, workers
        self._size = max(PIECE, -(-len(words) // MOST_PIECES))
        self._pieces = -(-len(words) // self._size)

    def _piece(self, number: int) -> Sequence[str]:
        return self._words[number * self._size : (number + 1) * self._size]

    def spelling(self, workers: int) -> SideBySide:
        """Begin to find the exact form and the stems of every word."""
        return SideBySide(self._spell, self._pieces, workers)

    def exact(self, pieces: list[Sequence[Array]]) -> KindTerms:
        """Return the exact forms that `spelling` has found."""
        ones = np.ones(len(self._words), np.uint8)
        return KindTerms(*_merged([piece[:3] for piece in pieces]), ones)

    def stems(self, pieces: list[Sequence[Array]]) -> KindTerms:
        """Return the stems that `spelling` has found."""
        counts = _together([piece[6] for piece in pieces], np.uint8)
        return KindTerms(*_merged([piece[3:6] for piece in pieces]), counts)

    def _spell(self, piece: int) -> Sequence[Array]:
        forms, stems = zip(*self._analyzer.read(self._piece(piece)), strict=True)
        counts = np.array(list(map(len, stems)), np.uint8)
        return *_numbered(forms), *_numbered(list(chain.from_iterable(stems))), counts

    def parts(
        self, spelled: list[Sequence[Array]], vocabulary: Vocabulary, known: Vocabulary
    ) -> Iterator[tuple[str, KindTerms]]:
        """Yield the stems and what every word contains: the names of both are the same.

        Args:
            spelled: what `spelling` has found; it is cleared.
            known: has the lemmas; they are cooled once all words are split.
        """
        stems = self.stems(spelled)
        spelled.clear()
        heap.give_back()
        last = stems.numbers[np.cumsum(stems.counts, dtype=np.int64) - 1]
        splitter = vocabulary.batch()
        del vocabulary
        heap.give_back()  # before others are forked that would hold it, too
        if splitter is None:
            yield "stem", stems
            yield "parts", KindTerms(stems.names, last, np.ones(len(last), np.uint8))
            return
        pieces = self._contained(stems.names, last, splitter)
        known.cool()
        base, numbers, stem_counts = len(stems.names), stems.numbers, stems.counts
        sizes = [len(ends) for _, ends, *_ in pieces]
        owns, counts = ([piece[at] for piece in pieces] for at in (2, 3))
        fresh = Texts.together([Texts(*piece[:2]) for piece in pieces])
        # What is not held takes no memory beside what it takes to rank the terms.
        del pieces, splitter, last
        heap.give_back()
        distinct, of_fresh = ranked(fresh)
        every = Texts.together([stems.names, distinct])
        del stems, fresh, distinct
        heap.give_back()
        names, ranks = ranked(every)
        del every
        yield "stem", KindTerms(names, ranks[numbers], stem_counts)
        for first, own in zip(accumulate(sizes, initial=0), owns, strict=False):
            new = (own >= base).nonzero()[0]
            own[new] = of_fresh[own[new] - base + first] + np.uint32(base)
            own[:] = ranks[own]
        yield "parts", KindTerms(names, _together(owns, np.uint32), _together(counts, np.uint8))

    def _contained(
        self, stems: Texts, last: Array, splitter: BatchSplitter
    ) -> list[Sequence[Array]]:
        """Return what the words of each piece contain, and the names of terms that are new."""
        contents = Contents(self._analyzer.last_stems, splitter, stems)

        def work(piece: int) -> Sequence[Array]:
            fresh, *arrays = contents.of(self._piece(piece), last[piece * self._size :])
            return *_packed(fresh), *arrays

        with SideBySide(work, self._pieces, self._workers) as job:
            return job.results()


def _packed(names: Iterable[str]) -> tuple[Array, Array]:
    texts = Texts.of(names)
    return texts.data, texts.ends


def _numbered(texts: Sequence[str]) -> tuple[Array, Array, Array]:
    """Return distinct texts, packed, and the number that each text has among them."""
    numbers = dict(zip(dict.fromkeys(texts), count(), strict=False))
    of_texts = np.fromiter(map(numbers.__getitem__, texts), np.uint32, len(texts))
    return *_packed(numbers), of_texts


def _merged(pieces: Sequence[Sequence[Array]]) -> tuple[Texts, Array]:
    """Return the names of all pieces and the numbers of all words, each piece having its own."""
    names, ranks = ranked(Texts.together([Texts(*piece[:2]) for piece in pieces]))
    numbers, first = [], 0
    for _, ends, own in pieces:
        numbers.append(ranks[first : first + len(ends)][own])
        first += len(ends)
    return names, _together(numbers, np.uint32)


def _together(pieces: list[Array], kind: type) -> Array:
    return np.concatenate(pieces) if pieces else np.empty(0, kind)
