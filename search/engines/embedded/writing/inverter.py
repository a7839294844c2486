"""From words put aside to the terms and postings of a segment.

In: words put aside by runs, and their terms by field.  Out: arrays in the order of `segment.py`.
Each run is sorted by itself (`runs.py`), then the lists are packed (`list_writer.py`). What is not
needed for the next step waits on the disk: memory depends on the size of a run and on the number
of different words, not on the number of sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from search.engines.embedded.segments.lexicon import write_terms
from search.engines.embedded.segments.packing import before, targets
from search.engines.embedded.writing.forms import Fields, Forms, make_forms
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.own_process import write_in_own_process
from search.engines.embedded.writing.run_files import RunWriter, Stored, runs_of
from search.engines.embedded.writing.runs import (
    Run,
    run_of_forms,
    run_of_sets,
    sets_of_forms,
    slices,
)
from search.engines.embedded.writing.threads import each
from search.engines.embedded.writing.tokens_aside import Runs, Tokens
from search.engines.embedded.writing.waiting_arrays import one_at, put_one_aside
from search.system import heap
from search.system.arrays import Array, ArrayWriter, let_go

# Terms whose lists are written at a time.
_PAGE = 1 << 17
# What sorted runs are of.
_PARTS = ("forms", "sets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverter:
    """The steps from words to terms and postings of a group: what a step finds waits on the disk.

    fields: the terms of each word by field     counts, runs: of the words of the group
    documents: of the segment                   folder: where what waits may lie
    """

    group: str
    fields: Fields
    counts: Callable[[], Array]
    runs: Runs
    documents: int
    folder: Path

    def write(self, out: ArrayWriter) -> None:
        """Write the terms and postings of the fields."""
        times = self.counts()
        words = int(np.count_nonzero(times))  # of titles there are few
        let_go(times)
        for step in (self._make_forms, self._sort_forms, self._sort_sets):
            write_in_own_process(step, words, self.folder, out)
        for writing in (self._pack_forms, self._pack_sets, self._name):
            write_in_own_process(partial(writing, out), words, self.folder, out)

    def _forms(self) -> Forms:
        return Forms(self.group, self.fields, self.folder)

    def _path(self, part: str) -> Path:
        return self.folder / f"{self.group}.{part}"

    def _make_forms(self) -> None:
        make_forms(self.group, self.counts, self.fields, self.folder)

    def _sort_forms(self) -> None:
        """Put sorted runs of forms aside."""
        heap.share()
        of_word = self._forms().of_words()
        pieces = (piece for load in self.runs for piece in _slices(load))
        with RunWriter(self._path("forms.runs")) as out:

            def work(tokens: Tokens, number: int) -> None:
                out.add_run(run_of_forms(tokens, of_word), number)

            for _ in each(work, zip(pieces, count(), strict=False)):
                pass

    def _sort_sets(self) -> None:
        """Put sorted runs of sets of forms aside, one for each of forms."""
        heap.share()
        forms = self._forms()
        of_forms = sets_of_forms(forms.sets(), len(forms.sizes()))
        heap.give_back()
        with runs_of(self._path("forms.runs")) as runs, RunWriter(self._path("sets.runs")) as out:

            def work(run: Run[Stored], number: int) -> None:
                out.add_run(run_of_sets(run, of_forms), number)

            for _ in each(work, zip(runs, count(), strict=False)):
                pass

    def _pack_forms(self, out: ArrayWriter) -> None:
        self._pack("forms", self._forms().sizes(), out, placed=True)

    def _pack_sets(self, out: ArrayWriter) -> None:
        self._pack("sets", self._forms().set_sizes(), out, placed=False)

    def _pack(self, part: str, sizes: Array, out: ArrayWriter, *, placed: bool) -> None:
        """Write the lists of sorted runs."""
        heap.share()
        name = f"{self.group}/{part}"
        with runs_of(self._path(f"{part}.runs")) as runs:
            numbers = write_lists(name, sizes, runs, self.documents, out, placed=placed)
        put_one_aside(numbers, self._path(f"numbers.{part}"))

    def _name(self, out: ArrayWriter) -> None:
        """Write which list each term has, and of which forms sets are made up."""
        forms, group = self._forms(), self.group
        of_form, of_set = (one_at(self._path(f"numbers.{part}"))() for part in _PARTS)
        # Which forms make up a set is asked for positions only.
        sets, order = forms.sets(), np.argsort(of_set)
        members = np.where(sets.placed, sets.counts, 0)[order]
        out.add(f"{group}/member_ends", np.cumsum(members).astype(np.uint32))
        rows = targets(before(sets.counts)[order], members)
        out.add(f"{group}/members", of_form[sets.forms[rows]])
        del rows
        count_of_forms = np.uint32(len(of_form))
        numbers = np.concatenate([of_form, count_of_forms + of_set[forms.of_terms()]])
        for name, load in forms.fields.items():
            field = load()
            write_terms(name, self.fields[name]().names, field.terms, out)
            room = out.room(f"{name}/list_of", numbers.dtype.str[1:], len(field.lists))
            for first in range(0, len(field.lists), _PAGE):
                room.append(numbers[field.lists[first : first + _PAGE]])
            let_go(field.lists)


def _slices(load: Callable[[], Tokens]) -> Iterator[Tokens]:
    heap.give_back()  # arrays of many sizes leave holes: some 60 MB of them
    return slices(load())
