"""From words put aside to the postings of a segment.

In: words put aside by runs, and their terms by field.  Out: arrays in the order of `segment.py`.
Each run is sorted by itself (`runs.py`); then the lists are packed, some million occurrences at a
time. Lists are numbered by rising number of occurrences, and so are the postings of each run: what
is packed together is a piece of every run. Memory depends on the size of a run and on the number of
different words, not on the number of sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from search.analysis import Vocabulary
from search.analysis.bulk import terms_of_words
from search.arrays import Array, ArrayWriter, smallest
from search.engines.embedded.aside import put_aside
from search.engines.embedded.forms import Forms, sets_of_forms
from search.engines.embedded.lexicon import write_lexicon
from search.engines.embedded.packing import (
    IntArray,
    Shapes,
    before,
    fewest_bytes,
    pack_docs,
    pack_marks,
    planes_of,
    targets,
)  # fmt: skip
from search.engines.embedded.runs import NEAR, Plan, Run, slices, sorted_run
from search.engines.embedded.tokens_aside import Tokens
from search.engines.embedded.word_terms import WordTerms

# Numpy lets others run while it works.
THREADS = 2
# Occurrences packed at a time.
PIECE = 1_000_000


def word_terms(
    words: Iterable[str], known: Vocabulary, learn: Callable[[], Vocabulary]
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
    plan = Plan(forms.of_word, *sets_of_forms(forms.sets, len(forms)))
    with ThreadPoolExecutor(THREADS) as pool:
        words = (piece for load in tokens for piece in slices(load()))
        paths = (folder / f"{group}-{number}" for number in count())
        sort = partial(_put_sorted_aside, plan)
        runs, set_runs = zip(*pool.map(sort, words, paths), strict=True) if tokens else ((), ())
    of_form = write_lists(f"{group}/forms", forms.sizes, runs, documents, out, placed=True)
    of_set = write_lists(f"{group}/sets", forms.set_sizes, set_runs, documents, out)
    # Which forms make up a set is asked for positions only.
    sets, order = forms.sets, np.argsort(of_set)
    members = np.where(sets.placed, sets.counts, 0)[order]
    out.add(f"{group}/member_ends", np.cumsum(members).astype(np.uint32))
    rows = targets(before(sets.counts)[order], members)
    out.add(f"{group}/members", of_form[sets.forms[rows]].astype(np.uint32))
    numbers = np.concatenate([of_form, len(forms) + of_set])
    for name, field in forms.fields.items():
        write_lexicon(name, [term.encode() for term in field.terms], out)
        out.add(f"{name}/list_of", numbers[field.lists].astype(np.uint32))


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
) -> IntArray:
    """Pack lists of so many occurrences, ascending; return the number that each gets.

    `placed`: with positions.
    """
    doc_freqs, far = np.zeros(len(sizes), np.int64), np.zeros(len(sizes), np.int64)
    far_kind = "u1"
    for load in runs:
        run = load()
        doc_freqs[run.lists] += run.counts
        far[run.lists] += run.far
        if run.positions.itemsize > 2:
            far_kind = "u4"
    order = np.lexsort((far, doc_freqs, sizes))
    each = Shapes(sizes, doc_freqs, far, fewest_bytes(doc_freqs, documents))
    ordered = np.stack(each)[:, order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1).any(axis=0))
    lists = np.diff(first, append=len(order))
    shapes = Shapes(*ordered[:, first])
    for part, values in {"lists": lists, **shapes._asdict()}.items():
        out.add(f"{name}/{part}", values.astype(smallest(int(values.max(initial=0)))))
    rooms = {
        part: out.room(
            f"{name}/{part}", far_kind if part == "far_values" else "u1", int((lists * taken).sum())
        )
        for part, taken in planes_of(shapes, documents, placed=placed).items()
    }

    def pack(piece: IntArray) -> dict[str, Array]:
        gathered = _gather(runs, piece, doc_freqs, sizes)
        return _packed(
            gathered, Shapes(*(values[piece] for values in each)), documents, placed=placed
        )

    with ThreadPoolExecutor(THREADS) as pool:
        for planes in pool.map(pack, (order[start:stop] for start, stop in _pieces(sizes))):
            for part, values in planes.items():
                rooms[part].append(values)
    number_of = np.empty_like(order)
    number_of[order] = np.arange(len(order))
    return number_of


def _pieces(sizes: IntArray) -> Iterator[tuple[int, int]]:
    """Yield ranges of lists that are packed together; lists of one size stay so."""
    borders = np.flatnonzero(np.diff(sizes, append=-1)) + 1
    sums = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        done = sums[start - 1] if start else 0
        rows = borders[(borders > start) & (sums[borders - 1] - done <= PIECE)]
        stop = int(rows[-1]) if len(rows) else int(borders[borders > start][0])
        yield start, stop
        start = stop


def _gather(
    runs: Sequence[Callable[[], Run]], piece: IntArray, doc_freqs: IntArray, sizes: IntArray
) -> tuple[Array, Array, Array]:
    """Return documents, frequencies and positions of some lists from all runs, list by list."""
    start = int(piece.min())
    counts, lengths = doc_freqs[piece], sizes[piece]
    docs = np.empty(int(counts.sum()), np.uint32)
    freqs = np.empty(len(docs), np.uint32)
    positions = np.empty(0, np.uint32)
    # Where the next posting and the next position of each list go.
    posting_at, position_at = np.empty(len(piece), np.int64), np.empty(len(piece), np.int64)
    posting_at[piece - start], position_at[piece - start] = before(counts), before(lengths)
    for load in runs:
        run = load()
        low, high = np.searchsorted(run.lists, (start, start + len(piece))).tolist()
        here, taken = run.lists[low:high] - start, run.counts[low:high]
        first = int(run.counts[:low].sum())
        rows, room = slice(first, first + int(taken.sum())), targets(posting_at[here], taken)
        docs[room], freqs[room] = run.docs[rows], run.freqs[rows]
        posting_at[here] += taken
        if len(run.positions):
            if not len(positions):
                positions = np.empty(int(lengths.sum()), np.uint32)
            taken = run.sizes[low:high]
            first = int(run.sizes[:low].sum())
            room = targets(position_at[here], taken)
            positions[room] = run.positions[first : first + len(room)]
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
