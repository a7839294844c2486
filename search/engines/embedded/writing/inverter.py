"""From words put aside to the terms and postings of a segment.

In: words put aside by runs, and their terms by field.  Out: arrays in the order of `segment.py`.
Each run is sorted by itself (`runs.py`), then the lists are packed (`list_writer.py`). What is not
needed for the next step waits on the disk: memory depends on the size of a run and on the number
of different words, not on the number of sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.analysis import KINDS, Vocabulary
from search.analysis.bulk import terms_of_words
from search.analysis.compound_pieces import Words
from search.analysis.vocabulary import LOAD_FROM
from search.engines.embedded.segments.lexicon import write_terms
from search.engines.embedded.segments.packing import before, targets
from search.engines.embedded.writing.apart import apart, write_apart
from search.engines.embedded.writing.aside import aside_at, put_aside
from search.engines.embedded.writing.form_sets import sets_of_forms
from search.engines.embedded.writing.forms import Fields, Forms, make_forms
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.run_files import RunWriter, runs_of
from search.engines.embedded.writing.runs import run_of_forms, run_of_sets, slices
from search.engines.embedded.writing.threads import each
from search.engines.embedded.writing.tokens_aside import Runs, Tokens, WordCount
from search.engines.embedded.writing.word_terms import WordTerms, put_terms_aside
from search.system import heap
from search.system.arrays import Array, ArrayWriter, let_go

# Terms whose lists are written at a time.
_PAGE = 1 << 17
# What sorted runs are of.
_PARTS = ("forms", "sets")


def word_terms(
    words: Words, vocabulary: Vocabulary, folder: Path
) -> dict[str, Callable[[], WordTerms]]:
    """Return what maps the terms of every word by kind, see `terms_of_words`.

    `folder`: where the terms may lie.
    """

    def work() -> Sequence[Array]:
        heap.spare()
        for kind, terms in terms_of_words(words, vocabulary, folder=folder):
            put_terms_aside(terms, folder / kind)
            del terms  # not as long as the next are made
        return ()

    apart(work, len(words), folder)
    return {kind: aside_at(folder / kind, WordTerms) for kind in KINDS}


def write_postings(
    group: str,
    fields: Fields,
    counts: Callable[[], WordCount],
    runs: Runs,
    documents: int,
    folder: Path,
    out: ArrayWriter,
) -> None:
    """Write the terms and postings of the fields of a group.

    Args:
        counts, runs: of the words of the group.
        folder: where what waits may lie.
    """
    inverting = _Inverting(group, fields, runs, documents, folder, out)
    first = partial(make_forms, group, counts, fields, folder)
    steps: list[Callable[[], None]] = [first, *inverting.steps()]
    times = counts().times
    if np.count_nonzero(times) < LOAD_FROM:  # as of titles: one process for all of them
        steps = [partial(_do_all, steps)]
    let_go(times)
    for step in steps:
        write_apart(step, len(times), folder, out)


def _do_all(steps: Sequence[Callable[[], None]]) -> None:
    for step in steps:
        step()


class _Numbers(NamedTuple):
    """The number of each list in the segment."""

    numbers: Array


class _Inverting:
    """The steps from words to terms and postings: what a step finds waits on the disk."""

    def __init__(
        self,
        group: str,
        fields: Fields,
        runs: Runs,
        documents: int,
        folder: Path,
        out: ArrayWriter,
    ) -> None:
        self._group, self._fields, self._runs = group, fields, runs
        self._documents, self._folder, self._out = documents, folder, out

    def steps(self) -> Iterator[Callable[[], None]]:
        """Yield the steps in turn."""
        yield self._sort_forms
        yield self._sort_sets
        yield self._pack_forms
        yield self._pack_sets
        yield self._name

    def _forms(self) -> Forms:
        return Forms(self._group, self._fields, self._folder)

    def _path(self, part: str) -> Path:
        return self._folder / f"{self._group}.{part}"

    def _sort_forms(self) -> None:
        """Put sorted runs of forms aside."""
        heap.share()
        of_word = self._forms().of_words().forms
        pieces = (piece for load in self._runs for piece in _slices(load))
        with RunWriter(self._path("forms.runs")) as out:

            def work(tokens: Tokens, number: int) -> None:
                out.add_run(run_of_forms(tokens, of_word), number)

            for _ in each(work, zip(pieces, count(), strict=False)):
                pass

    def _sort_sets(self) -> None:
        """Put sorted runs of sets of forms aside, one for each of forms.

        One after the other: two at a time take 20 MB more, and other processes are at work.
        """
        heap.share()
        forms = self._forms()
        of_forms = sets_of_forms(forms.sets(), len(forms.sizes().sizes))
        heap.give_back()
        with runs_of(self._path("forms.runs")) as runs, RunWriter(self._path("sets.runs")) as out:
            for number, run in enumerate(runs):
                out.add_run(run_of_sets(run, of_forms), number)

    def _pack_forms(self) -> None:
        self._pack("forms", self._forms().sizes().sizes, placed=True)

    def _pack_sets(self) -> None:
        self._pack("sets", self._forms().set_sizes().sizes, placed=False)

    def _pack(self, part: str, sizes: Array, *, placed: bool) -> None:
        """Write the lists of sorted runs."""
        heap.share()
        name = f"{self._group}/{part}"
        with runs_of(self._path(f"{part}.runs")) as runs:
            numbers = write_lists(name, sizes, runs, self._documents, self._out, placed=placed)
        put_aside(_Numbers(numbers), self._path(f"numbers.{part}"))

    def _name(self) -> None:
        """Write which list each term has, and of which forms sets are made up."""
        forms, group, out = self._forms(), self._group, self._out
        of_form, of_set = (
            aside_at(self._path(f"numbers.{part}"), _Numbers)().numbers for part in _PARTS
        )
        # Which forms make up a set is asked for positions only.
        sets, order = forms.sets(), np.argsort(of_set)
        members = np.where(sets.placed, sets.counts, 0)[order]
        out.add(f"{group}/member_ends", np.cumsum(members).astype(np.uint32))
        rows = targets(before(sets.counts)[order], members)
        out.add(f"{group}/members", of_form[sets.forms[rows]])
        del rows
        count_of_forms = np.uint32(len(of_form))
        numbers = np.concatenate([of_form, count_of_forms + of_set[forms.of_terms().sets]])
        for name, load in forms.fields.items():
            field = load()
            write_terms(name, self._fields[name]().names, field.terms, out)
            room = out.room(f"{name}/list_of", numbers.dtype.str[1:], len(field.lists))
            for first in range(0, len(field.lists), _PAGE):
                room.append(numbers[field.lists[first : first + _PAGE]])
            let_go(field.lists)


def _slices(load: Callable[[], Tokens]) -> Iterator[Tokens]:
    heap.give_back()  # arrays of many sizes leave holes: some 60 MB of them
    return slices(load())
