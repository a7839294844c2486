"""One segment: what a batch of sections became, as arrays. Knows nothing of Whoosh.

For each inverted field F its terms in the order of their UTF-8 bytes (`lexicon.py`) and
    F/list_of       the list of postings of each term
By group G of fields (text, title, author), see `forms.py` and `lists.py`:
    G/forms/…       a list for each form, with positions
    G/sets/…        one for each set of several forms, numbered on from the forms
    G/members       the forms of all sets whose positions are asked for, G/member_ends: where those
                    of each set end
Other fields F have lists of their own, F/forms/…, without positions.
By document: number, revision, published, length/GROUP. By article: articles/… (`lexicon.py`).

In: a mapped file.  Out: decoded postings; nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.engines.base import GROUPS, POSITION_FIELDS
from search.engines.embedded.segments.lexicon import Lexicon
from search.engines.embedded.segments.lists import Lists
from search.engines.embedded.segments.packing import before, targets
from search.engines.embedded.segments.term_postings import Occurrences
from search.errors import IndexDamagedError
from search.system.arrays import Array, ArrayFile, IntArray

_NONE = np.empty(0, np.uint32)
GROUP_OF = {field: group for group, fields in GROUPS.items() for field in fields}


class Postings(NamedTuple):
    """The postings of a term: documents, frequencies, their sum, occurrences.

    `forms`: how many it has; `occurrences`: reads where they stand, None if positions are not kept.
    Called with True it reads the documents of a form that is alone, too.
    """

    docs: IntArray
    freqs: Array
    size: int
    forms: int
    occurrences: Callable[[bool], Occurrences] | None


class InvertedField:
    """Terms and postings of one field."""

    def __init__(self, arrays: ArrayFile, name: str, lists: Callable[[str], Lists]) -> None:
        group = GROUP_OF.get(name)
        self.lexicon = Lexicon(arrays, name)
        self._list_of = arrays[f"{name}/list_of"]
        self._forms = lists(f"{group or name}/forms")
        self._sets = lists(f"{group}/sets") if group else None
        self._placed = name in POSITION_FIELDS
        if self._placed:
            self._members = arrays[f"{group}/members"]
            self._member_ends = arrays[f"{group}/member_ends"]
        if len(self._list_of) != len(self.lexicon):
            raise IndexDamagedError(f"{arrays.path}: the terms of {name} are damaged")

    def warm(self) -> None:
        """Have at hand what finds terms and lists."""
        self.lexicon.warm()
        for lists in filter(None, (self._forms, self._sets)):
            len(lists)

    def _lists(self, number: int) -> tuple[Lists, int]:
        if self._sets is None or number < len(self._forms):
            return self._forms, number
        return self._sets, number - len(self._forms)

    def postings(self, term: int) -> Postings:
        """Return the postings of a term by its number."""
        lists, number = self._lists(int(self._list_of[term]))
        docs, freqs, size = lists.postings(number)
        if not self._placed:
            return Postings(docs, freqs, size, 1, None)
        members = self._members_of(lists, number)
        return Postings(docs, freqs, size, len(members), partial(self._read, members, size))

    def _members_of(self, lists: Lists, number: int) -> IntArray:
        """Return the forms of a list."""
        if lists is self._forms:
            return np.array([number])
        start, end = (int(self._member_ends[at]) if at >= 0 else 0 for at in (number - 1, number))
        return self._members[start:end].astype(np.int64)

    def _read(self, members: IntArray, size: int, whole: bool) -> Occurrences:
        """Return where the forms of a term stand that occurs so often."""
        if self._forms.sizes(members).sum() != size:
            raise IndexDamagedError("the forms of a set are damaged")
        if whole or len(members) > 1:
            return self._forms.occurrences(members)
        return Occurrences(_NONE, _NONE, self._forms.positions(int(members[0])), 1)

    def docs(self, terms: range) -> IntArray:
        """Return the documents of neighbouring terms, not sorted, perhaps more than once."""
        lists = self._list_of[terms.start : terms.stop].astype(np.int64)
        if self._sets is None:
            return self._forms.docs_in_any(lists)
        several = lists >= len(self._forms)
        sets = lists[several] - len(self._forms)
        docs = (self._forms.docs_in_any(lists[~several]), self._sets.docs_in_any(sets))
        return np.concatenate(docs)

    def docs_of(self, numbers: IntArray) -> tuple[IntArray, IntArray]:
        """Return the documents of some terms in a row, and how many each has."""
        lists = self._list_of[numbers].astype(np.int64)
        if self._sets is None:
            return self._forms.docs_of(lists)
        several = lists >= len(self._forms)
        docs, counts = self._forms.docs_of(lists[~several])
        if not several.any():
            return docs, counts
        more, more_counts = self._sets.docs_of(lists[several] - len(self._forms))
        taken = np.empty(len(lists), np.int64)
        taken[~several], taken[several] = counts, more_counts
        starts = before(taken)
        found = np.empty(int(taken.sum()), np.int64)
        found[targets(starts[~several], counts)] = docs
        found[targets(starts[several], more_counts)] = more
        return found, taken

    def doc_freqs(self, numbers: IntArray) -> IntArray:
        """Return the number of documents with each of some terms, deleted ones included."""
        lists = self._list_of[numbers].astype(np.int64)
        if self._sets is None:
            return self._forms.doc_freqs(lists)
        several = lists >= len(self._forms)
        found = np.empty(len(lists), np.int64)
        found[~several] = self._forms.doc_freqs(lists[~several])
        found[several] = self._sets.doc_freqs(lists[several] - len(self._forms))
        return found

    def doc_freq(self, term: int) -> int:
        """Return the number of documents with a term, deleted ones included."""
        lists, number = self._lists(int(self._list_of[term]))
        return lists.doc_freq(number)


class SegmentArrays:
    """A segment, mapped."""

    def __init__(self, path: Path) -> None:
        self.arrays = ArrayFile(path)
        self._fields: dict[str, InvertedField] = {}
        self._kept: dict[str, Lists] = {}

    def _lists(self, name: str) -> Lists:
        if name not in self._kept:
            self._kept[name] = Lists(self.arrays, name, len(self))
        return self._kept[name]

    @cached_property
    def number(self) -> Array:
        """The number of each section within its article, from 0."""
        return self.arrays["number"]

    def __len__(self) -> int:
        return len(self.number)

    def field(self, name: str) -> InvertedField:
        """Return an inverted field."""
        if name not in self._fields:
            self._fields[name] = InvertedField(self.arrays, name, self._lists)
        return self._fields[name]

    def column(self, name: str) -> Array:
        """Return a number for each section: number, revision, published, length/GROUP."""
        return self.arrays[name]

    @cached_property
    def inverted(self) -> frozenset[str]:
        """The names of the inverted fields."""
        names = (name.removesuffix("/list_of") for name in self.arrays if name.endswith("/list_of"))
        return frozenset(names)

    @cached_property
    def article_of(self) -> Array:
        """For each section the rank of its article by first section, from 0."""
        return np.cumsum(self.number == 0) - 1

    @cached_property
    def article_ids(self) -> Lexicon:
        """The id of each article by its rank (not sorted)."""
        return Lexicon(self.arrays, "articles")
