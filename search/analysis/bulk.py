"""The terms of all words of an index, as arrays: what `Analyzer` says of each, on all cores.

In: the distinct words as written, by number.  Out: for each kind the terms, ascending, the numbers
of the terms of each word in a row (uint32), how many each word has (uint8).
First the exact forms and stems of all words, then what compounds contain. A simple word contains
its last stem: only of the others is anything made for the third kind.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.analyzer import Analyzer
from search.analysis.contents import Contents, Numbers
from search.analysis.side_by_side import MOST_PIECES, SideBySide, WorkerDiedError, cores
from search.analysis.vocabulary import LOAD_FROM, Vocabulary

Array = npt.NDArray[Any]
logger = logging.getLogger(__name__)

# Words of a piece of work: bounds the arrays of the search for parts (some 20 MB).
PIECE = 16_384
# Between terms that come from another process; in no term.
_BETWEEN = "\n"


class KindTerms(NamedTuple):
    """Distinct terms, among them all of a kind; `numbers` of each word's, `counts` of them a word.

    In the end `names` ascend, so that numbers have the order of terms.
    """

    names: list[str]
    numbers: Array
    counts: Array


def terms_of_words(
    words: Iterable[str],
    known: Vocabulary,
    learn: Callable[[], Vocabulary],
    workers: int | None = None,
) -> dict[str, KindTerms]:
    """Return the terms of every word by kind.

    Args:
        known: has the lemmas, which is all that stems depend on.
        learn: returns the same with what compounds there are. Of many words another process
            learns while this one is at the stems: the memory it needs is given back at its end.
        workers: processes, this one among them; by default as many as there are cores.
    Raises: WorkerDiedError.
    """
    if not isinstance(words, list):
        words = list(words)
    if len(words) >= LOAD_FROM:
        known.heat()
    workers = workers or cores()
    beside = len(words) >= LOAD_FROM and workers > 1
    bulk = _Bulk(words, Analyzer(known), workers)
    with SideBySide(lambda _: _sent(learn()), 1, workers, beside=beside) as learning:
        with bulk.spelling(workers - beside) as job:
            exact, stems = bulk.spellings(job.results())
        # While another process learns; what is sorted once is sorted again in no time.
        (exact,), (stems,) = _ascending(exact), _ascending(stems)
        vocabulary = _learned(learning, learn) if beside else learn()
    # The names of the parts are those of the stems and more.
    parts, stems = _ascending(bulk.parts(stems, vocabulary), stems)
    return {"exact": exact, "stem": stems, "parts": parts}


def _sent(vocabulary: Vocabulary) -> Sequence[Array]:
    arrays = vocabulary.arrays()
    return _packed(arrays), *arrays.values()


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

    def __init__(self, words: list[str], analyzer: Analyzer, workers: int) -> None:
        self._words, self._analyzer, self._workers = words, analyzer, workers
        self._size = max(PIECE, -(-len(words) // MOST_PIECES))
        self._pieces = -(-len(words) // self._size)

    def _piece(self, number: int) -> list[str]:
        return self._words[number * self._size : (number + 1) * self._size]

    def spelling(self, workers: int) -> SideBySide:
        """Begin to find the exact form and the stems of every word."""
        return SideBySide(self._spell, self._pieces, workers)

    def spellings(self, pieces: list[Sequence[Array]]) -> tuple[KindTerms, KindTerms]:
        """Return what `spelling` has found."""
        exact = _merged([piece[:2] for piece in pieces])
        stems = _merged([piece[2:4] for piece in pieces])
        ones = np.ones(len(self._words), np.uint8)
        counts = _together([piece[4] for piece in pieces], np.uint8)
        return KindTerms(*exact, ones), KindTerms(*stems, counts)

    def _spell(self, piece: int) -> Sequence[Array]:
        forms, stems = zip(*self._analyzer.read(self._piece(piece)), strict=True)
        counts = np.array(list(map(len, stems)), np.uint8)
        return *_numbered(forms), *_numbered(list(chain.from_iterable(stems))), counts

    def parts(self, stems: KindTerms, vocabulary: Vocabulary) -> KindTerms:
        """Return what every word contains; the names are those of the stems and some more."""
        last = stems.numbers[np.cumsum(stems.counts, dtype=np.int64) - 1]
        splitter = vocabulary.batch()
        if splitter is None:
            return KindTerms(stems.names, last, np.ones(len(last), np.uint8))
        numbers = Numbers(zip(stems.names, count(), strict=False))
        base = len(numbers)
        contents = Contents(self._analyzer.last_stems, splitter, numbers)

        def work(piece: int) -> Sequence[Array]:
            fresh, *arrays = contents.of(self._piece(piece), last[piece * self._size :])
            return _packed(fresh), *arrays

        with SideBySide(work, self._pieces, self._workers) as job:
            pieces = job.results()
        found = []
        for names, own, _ in pieces:
            table = np.concatenate((np.arange(base), _numbers_of(names, numbers)))
            found.append(table[own].astype(np.uint32))
        counts = _together([piece[2] for piece in pieces], np.uint8)
        return KindTerms(list(numbers), _together(found, np.uint32), counts)


def _packed(names: Iterable[str]) -> Array:
    return np.frombuffer(_BETWEEN.join(names).encode(), np.uint8)


def _numbered(texts: Sequence[str]) -> tuple[Array, Array]:
    """Return distinct texts, packed, and the number that each text has among them."""
    numbers = dict(zip(dict.fromkeys(texts), count(), strict=False))
    return _packed(numbers), np.fromiter(map(numbers.__getitem__, texts), np.uint32, len(texts))


def _numbers_of(packed: Array, numbers: dict[str, int]) -> Array:
    """Return the numbers of distinct names that `_packed` put together; new ones get the next."""
    names = bytes(packed).decode().split(_BETWEEN) if len(packed) else []
    fresh = [name for name in names if name not in numbers]
    numbers.update(zip(fresh, count(len(numbers)), strict=False))
    return np.fromiter(map(numbers.__getitem__, names), np.uint32, len(names))


def _merged(pieces: Sequence[Sequence[Array]]) -> tuple[list[str], Array]:
    """Return the names of all pieces and the numbers of all words, each piece having its own."""
    all_names: dict[str, int] = {}
    numbers = [_numbers_of(names, all_names)[own] for names, own in pieces]
    return list(all_names), _together(numbers, np.uint32)


def _ascending(terms: KindTerms, *others: KindTerms) -> list[KindTerms]:
    """Let names ascend, and all terms have these; the names of the others begin them."""
    order = sorted(range(len(terms.names)), key=terms.names.__getitem__)
    names = [terms.names[number] for number in order]
    ranks = np.empty(len(order), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return [each._replace(names=names, numbers=ranks[each.numbers]) for each in (terms, *others)]


def _together(pieces: list[Array], kind: type) -> Array:
    return np.concatenate(pieces) if pieces else np.empty(0, kind)
