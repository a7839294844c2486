"""From words put aside to the terms and postings of a segment.

In: words put aside by runs, and their terms by field.  Out: arrays in the order of `segment.py`.
Each run is sorted by itself (`runs.py`), then the lists are packed (`list_writer.py`). What is not
needed for the next step waits on the disk: memory depends on the size of a run and on the number
of different words, not on the number of sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from search import heap
from search.analysis import KINDS, Vocabulary
from search.analysis.bulk import terms_of_words
from search.analysis.compound_pieces import Words
from search.analysis.on_disk import numbers_on_disk
from search.analysis.side_by_side import in_a_process
from search.analysis.vocabulary import LOAD_FROM
from search.arrays import ArrayWriter, let_go
from search.engines.embedded.segments.lexicon import write_terms
from search.engines.embedded.segments.packing import before, targets
from search.engines.embedded.writing.aside import aside_at, put_aside
from search.engines.embedded.writing.forms import Fields, Forms, sets_of_forms
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.runs import Plan, Run, slices, sorted_run
from search.engines.embedded.writing.threads import each
from search.engines.embedded.writing.tokens_aside import Runs, Tokens, counts_of
from search.engines.embedded.writing.word_terms import WordTerms, put_terms_aside


def word_terms(
    words: Words, known: Vocabulary, learn: Callable[[], Vocabulary], folder: Path
) -> dict[str, Callable[[], WordTerms]]:
    """Return what maps the terms of every word by kind, see `terms_of_words`.

    `folder`: where the terms may lie.
    """

    def work() -> None:
        for kind, terms in terms_of_words(words, known, learn):
            put_terms_aside(terms, folder / kind)
            del terms  # not as long as the next are made

    if len(words) >= LOAD_FROM:
        in_a_process(work)  # of the objects it takes a third stayed, in holes of others
    else:
        work()
    return {kind: aside_at(folder / kind, WordTerms) for kind in KINDS}


def write_postings(
    group: str,
    fields: Fields,
    runs: Runs,
    documents: int,
    folder: Path,
    out: ArrayWriter,
) -> None:
    """Write the terms and postings of the fields of a group.

    `runs`: the words of the group; `folder`: where sorted runs may lie.
    """
    words = len(next(iter(fields.values()))().counts)
    forms = Forms(numbers_on_disk([counts_of(runs, words)], np.uint32), fields, folder)
    plan = Plan(forms.of_word, *sets_of_forms(forms.sets(), len(forms)))
    # Only the runs need this, and only the end needs that: neither is there meanwhile.
    del forms.of_word
    heap.give_back()
    pieces = (piece for load in runs for piece in _slices(load))
    paths = (folder / f"{group}-{number}" for number in count())
    sorted_runs = list(each(partial(_put_sorted_aside, plan), zip(pieces, paths, strict=False)))
    del plan
    heap.give_back()
    of_forms, of_sets = zip(*sorted_runs, strict=True) if sorted_runs else ((), ())
    of_form = write_lists(f"{group}/forms", forms.sizes, of_forms, documents, out, placed=True)
    let_go(forms.sizes)
    heap.give_back()
    of_set = write_lists(f"{group}/sets", forms.set_sizes, of_sets, documents, out)
    heap.give_back()
    # Which forms make up a set is asked for positions only.
    sets, order = forms.sets(), np.argsort(of_set)
    members = np.where(sets.placed, sets.counts, 0)[order]
    out.add(f"{group}/member_ends", np.cumsum(members).astype(np.uint32))
    rows = targets(before(sets.counts)[order], members)
    out.add(f"{group}/members", of_form[sets.forms[rows]])
    del rows
    numbers = np.concatenate([of_form, np.uint32(len(forms)) + of_set[forms.set_of]])
    heap.give_back()
    for name, load in forms.fields.items():
        field, names = load(), fields[name]().names
        texts = (page.data for page in names.pages(field.terms))
        write_terms(name, texts, names.lengths[field.terms], out)
        out.add(f"{name}/list_of", numbers[field.lists])


def _slices(load: Callable[[], Tokens]) -> Iterator[Tokens]:
    heap.give_back()  # arrays of many sizes leave holes: some 60 MB of them
    return slices(load())


def _put_sorted_aside(
    plan: Plan, tokens: Tokens, path: Path
) -> tuple[Callable[[], Run], Callable[[], Run]]:
    forms, sets = sorted_run(tokens, plan)
    return put_aside(forms, path.with_suffix(".forms")), put_aside(sets, path.with_suffix(".sets"))
