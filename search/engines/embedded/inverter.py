"""From words put aside to the postings of a segment.

In: words put aside by runs, and their terms by field.  Out: arrays in the order of `segment.py`.
Each run is sorted by itself (`runs.py`); then the lists are packed, some million occurrences at a
time. Lists are numbered by rising number of occurrences, and so are the postings of each run: what
is packed together is a piece of every run. Memory depends on the size of a run and on the number of
different words, not on the number of sections.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np

from search import heap
from search.analysis import Vocabulary
from search.analysis.bulk import Words, terms_of_words
from search.arrays import Array, ArrayWriter, smallest
from search.engines.embedded.aside import put_aside
from search.engines.embedded.forms import Forms, sets_of_forms
from search.engines.embedded.lexicon import write_terms
from search.engines.embedded.packing import (
    IntArray,
    Shapes,
    before,
    changes,
    fewest_bytes,
    pack_docs,
    pack_marks,
    planes_of,
    targets,
)  # fmt: skip
from search.engines.embedded.runs import NEAR, Plan, Run, slices, sorted_run
from search.engines.embedded.tokens_aside import Tokens
from search.engines.embedded.word_terms import WordTerms

Made = TypeVar("Made")
# Numpy lets others run while it works.
THREADS = 2
# Occurrences packed at a time.
PIECE = 1_000_000


def word_terms(
    words: Words, known: Vocabulary, learn: Callable[[], Vocabulary]
) -> dict[str, WordTerms]:
    """Return the terms of every word by kind, see `terms_of_words`."""
    return {kind: WordTerms(terms) for kind, terms in terms_of_words(words, known, learn).items()}


def write_postings(
    group: str,
    fields: Mapping[str, WordTerms],
    tokens: Sequence[Callable[[], Tokens]],
    documents: int,
    folder: Path,
    out: ArrayWriter,
) -> None:
    """Write the terms and postings of the fields of a group.

    `tokens`: the words of the group; `folder`: where sorted runs may lie.
    """
    counts = np.zeros(len(next(iter(fields.values())).counts), np.int64)
    for load in tokens:
        counts += np.bincount(load().words, minlength=len(counts))
    forms = Forms(counts, fields)
    del counts
    plan = Plan(forms.of_word, *sets_of_forms(forms.sets, len(forms)))
    heap.give_back()
    words = (piece for load in tokens for piece in slices(load()))
    paths = (folder / f"{group}-{number}" for number in count())
    sorted_runs = list(_each(partial(_put_sorted_aside, plan), zip(words, paths, strict=False)))
    runs, set_runs = zip(*sorted_runs, strict=True) if sorted_runs else ((), ())
    of_form = write_lists(f"{group}/forms", forms.sizes, runs, documents, out, placed=True)
    of_set = write_lists(f"{group}/sets", forms.set_sizes, set_runs, documents, out)
    # Which forms make up a set is asked for positions only.
    sets, order = forms.sets, np.argsort(of_set)
    members = np.where(sets.placed, sets.counts, 0)[order]
    out.add(f"{group}/member_ends", np.cumsum(members).astype(np.uint32))
    rows = targets(before(sets.counts)[order], members)
    out.add(f"{group}/members", of_form[sets.forms[rows]])
    del rows
    numbers = np.concatenate([of_form, np.uint32(len(forms)) + of_set])
    for name, field in forms.fields.items():
        names = fields[name].names.take(field.terms)
        write_terms(name, names.data, names.lengths, out)
        out.add(f"{name}/list_of", numbers[field.lists])


def _put_sorted_aside(
    plan: Plan, tokens: Tokens, path: Path
) -> tuple[Callable[[], Run], Callable[[], Run]]:
    forms, sets = sorted_run(tokens, plan)
    return put_aside(forms, path.with_suffix(".forms")), put_aside(sets, path.with_suffix(".sets"))


def write_lists(
    name: str,
    sizes: IntArray,
    runs: Sequence[Callable[[], Run]],
    documents: int,
    out: ArrayWriter,
    *,
    placed: bool = False,
) -> Array:
    """Pack lists of so many occurrences, ascending; return the number that each gets.

    `placed`: with positions.
    """
    doc_freqs, far = np.zeros(len(sizes), np.uint32), np.zeros(len(sizes), np.uint32)
    far_kind, borders, parts = "u1", _borders(sizes), []
    for load in runs:
        run = load()
        parts.append(_Part.of(load, run, borders))
        doc_freqs[run.lists] += run.counts.astype(np.uint32)
        far[run.lists] += run.far.astype(np.uint32)
        if run.positions.itemsize > 2:
            far_kind = "u4"
    heap.give_back()
    order = np.lexsort((far, doc_freqs, sizes)).astype(np.uint32)

    def shapes_of(lists: Array) -> Shapes:
        size, doc_freq, beyond = (v[lists].astype(np.int64) for v in (sizes, doc_freqs, far))
        return Shapes(size, doc_freq, beyond, fewest_bytes(doc_freq, documents))

    first = _first_of_each((sizes, doc_freqs, far), order)
    lists = np.diff(first, append=len(order))
    shapes = shapes_of(order[first])
    for part, values in {"lists": lists, **shapes._asdict()}.items():
        out.add(f"{name}/{part}", values.astype(smallest(int(values.max(initial=0)))))
    rooms = {
        part: out.room(
            f"{name}/{part}", far_kind if part == "far_values" else "u1", int((lists * taken).sum())
        )
        for part, taken in planes_of(shapes, documents, placed=placed).items()
    }

    def pack(piece: int) -> dict[str, Array]:
        lists = order[borders[piece] : borders[piece + 1]]
        shapes = shapes_of(lists)
        gathered = _gather(parts, piece, lists, shapes, placed=placed)
        return _packed(gathered, shapes, documents, placed=placed)

    for planes in _each(pack, ((piece,) for piece in range(len(borders) - 1))):
        for part, values in planes.items():
            rooms[part].append(values)
    number_of = np.empty_like(order)
    number_of[order] = np.arange(len(order), dtype=np.uint32)
    return number_of


def _each(work: Callable[..., Made], jobs: Iterable[tuple[Any, ...]]) -> Iterator[Made]:
    """Yield what threads make of some jobs, in order; a few are ahead: what waits takes memory."""
    ahead: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for job in jobs:
            ahead.append(pool.submit(work, *job))
            if len(ahead) > THREADS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _first_of_each(columns: Iterable[Array], order: Array) -> IntArray:
    """Return where, in an order, rows begin to be others in any column."""
    found = np.zeros(len(order), bool)
    for values in columns:
        found |= changes(values[order])
    return found.nonzero()[0]


def _borders(sizes: IntArray) -> IntArray:
    """Return where what is packed together begins, and the end; lists of one size stay so."""
    ends = np.flatnonzero(np.diff(sizes, append=-1)) + 1
    sums = np.cumsum(sizes)
    borders = [0]
    while borders[-1] < len(sizes):
        start = borders[-1]
        done = sums[start - 1] if start else 0
        rows = ends[(ends > start) & (sums[ends - 1] - done <= PIECE)]
        borders.append(int(rows[-1]) if len(rows) else int(ends[ends > start][0]))
    return np.array(borders, np.int64)


class _Part(NamedTuple):
    """A run, and where in it each piece begins: its lists, its postings, its occurrences."""

    load: Callable[[], Run]
    lists: IntArray
    postings: IntArray
    occurrences: IntArray

    @classmethod
    def of(cls, load: Callable[[], Run], run: Run, borders: IntArray) -> Self:
        """Return a run with the places of all pieces, which lie between borders."""
        lists = run.lists.searchsorted(borders)
        postings, occurrences = (
            np.concatenate(([0], np.cumsum(counts)))[lists] for counts in (run.counts, run.sizes)
        )
        return cls(load, lists, postings, occurrences)


def _gather(
    parts: Sequence[_Part], piece: int, lists: Array, shapes: Shapes, *, placed: bool
) -> tuple[Array, Array, Array]:
    """Return documents, frequencies and positions of the lists of a piece, list by list.

    `shapes`: those of the lists.
    """
    start = int(lists.min())
    docs = np.empty(int(shapes.doc_freqs.sum()), np.uint32)
    freqs = np.empty(len(docs), np.uint32)
    positions = np.empty(int(shapes.sizes.sum()) if placed else 0, np.uint32)
    # Where the next posting and the next position of each list go.
    posting_at, position_at = np.empty(len(lists), np.int64), np.empty(len(lists), np.int64)
    posting_at[lists - start] = before(shapes.doc_freqs)
    position_at[lists - start] = before(shapes.sizes)
    for part in parts:
        run = part.load()
        mine, postings, occurrences = (slice(*at[piece : piece + 2].tolist()) for at in part[1:])
        here, taken = run.lists[mine] - start, run.counts[mine]
        room = targets(posting_at[here], taken)
        docs[room], freqs[room] = run.docs[postings], run.freqs[postings]
        posting_at[here] += taken
        if placed:
            taken = run.sizes[mine]
            positions[targets(position_at[here], taken)] = run.positions[occurrences]
            position_at[here] += taken
    return docs, freqs, positions


def _packed(
    gathered: tuple[Array, Array, Array], shapes: Shapes, documents: int, *, placed: bool
) -> dict[str, Array]:
    docs, freqs, positions = gathered
    sizes, doc_freqs, _, _ = shapes
    taken = planes_of(shapes, documents, placed=placed)
    planes = pack_docs(docs, shapes, taken)
    owners = np.repeat(np.arange(len(doc_freqs)), doc_freqs)
    begins = before(freqs.astype(np.int64))
    planes["heads"] = pack_marks(begins, owners, taken["heads"], sizes)
    if placed:
        marked = (positions > NEAR).nonzero()[0]
        owners = np.cumsum(sizes).searchsorted(marked, "right")
        planes["near"] = positions.astype(np.uint8)
        planes["far_marks"] = pack_marks(marked, owners, taken["far_marks"], sizes)
        planes["far_values"] = positions[marked] >> 8
    return planes
