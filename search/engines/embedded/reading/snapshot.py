"""One generation opened for reading: all its segments as one row of sections.

In: a verified generation directory.  Out: postings, lengths and columns as numpy arrays over the
sections of all segments (numbered through).
Sections of an article are contiguous, so an article's term frequency, length and document frequency
follow from its sections' postings: no second set of postings is stored.
Deleted sections never appear, and no statistic counts them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from search.analysis import fold_keyword
from search.engines.base import TEXT_EXACT, TEXT_FIELDS
from search.engines.embedded.reading.cache import LfuCache
from search.engines.embedded.reading.expansion import expand
from search.engines.embedded.segments.contents import read_contents
from search.engines.embedded.segments.layout import LENGTH_FIELDS, LENGTH_OF
from search.engines.embedded.segments.segment import SegmentArrays
from search.engines.embedded.segments.term_postings import Occurrences, Placed, TermPostings, joined
from search.system.arrays import Array, BoolArray, IntArray

# With which most words begin.
LETTERS = "abcdefghijklmnopqrstuvwxyzäöü"
# Bytes of decoded terms that are kept, five a posting, and of where they stand, eight a place; of
# a large index so many for each section, since what a term takes grows with it.
ROOM_FOR_TERMS = 48 << 20
ROOM_FOR_PLACES = 48 << 20
ROOM_A_SECTION = 240
# Wildcards and fuzzy words kept expanded, each at most 1,000 terms, some 100 kB.
CACHED_PATTERNS = 64
# Terms of which the number of sections is kept, some 200 bytes each.
CACHED_FREQUENCIES = 4096
# Phrases whose sections are kept: both levels ask; at most 8 bytes a section.
CACHED_ROWS = 16
# Bytes of the sections of beginnings of words that are kept, four a section.
ROOM_FOR_BEGINNINGS = 16 << 20


_NO_NUMBERS = np.empty(0, np.int64)
_NONE = TermPostings(_NO_NUMBERS, _NO_NUMBERS)


class Snapshot:
    """Arrays of one generation. Nothing of it changes, so threads need no lock."""

    def __init__(self, name: str, directory: Path) -> None:
        self.name = name
        segments = read_contents(directory).segments
        self._parts = [SegmentArrays(directory / segment.file) for segment in segments]
        self.segments = len(self._parts)
        sizes = [len(part) for part in self._parts]
        self._bases = [0, *np.cumsum(sizes).tolist()]
        self.live = np.ones(self._bases[-1], bool)
        for base, segment in zip(self._bases, segments, strict=False):
            self.live[[base + number for number in segment.deleted]] = False
        self.all_live = bool(self.live.all())
        self.number = self._column("number")
        self.revision = self._column("revision")
        self.published = self._column("published")
        self.lengths = {name: self._stored(f"length/{name}") for name in LENGTH_FIELDS}
        # Articles are numbered in the order of their first sections, deleted ones included.
        self.first = np.flatnonzero(self.number == 0)
        self.article_of = np.cumsum(self.number == 0) - 1
        self.article_live = self.live[self.first]
        self.sizes: IntArray = np.diff(self.first, append=len(self.number))
        self._terms: LfuCache[TermPostings] = LfuCache(
            max(ROOM_FOR_TERMS, ROOM_A_SECTION * len(self.live))
        )
        self._places: LfuCache[Placed] = LfuCache(
            max(ROOM_FOR_PLACES, ROOM_A_SECTION * len(self.live))
        )
        self._beginnings: LfuCache[Array] = LfuCache(ROOM_FOR_BEGINNINGS)
        self.computed = lru_cache(CACHED_ROWS)(self._compute)
        self.expanded = lru_cache(CACHED_PATTERNS)(partial(expand, self))
        self.frequency = lru_cache(CACHED_FREQUENCIES)(self._frequency)

    def warm(self) -> None:
        """Have at hand what finds the terms of texts and titles, and their lists."""
        for _, part in self.parts():
            for field in TEXT_FIELDS:
                part.field(field).warm()
            # What is written seldom is asked for among all that begins alike.
            for letter in LETTERS:
                part.field(TEXT_EXACT).lexicon.letters(letter)

    def _stored(self, name: str) -> Array:
        """Return a column as it is stored: of a single segment it is mapped and takes no room."""
        parts = [part.column(name) for part in self._parts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else _NO_NUMBERS

    def _column(self, name: str) -> IntArray:
        parts = [part.column(name).astype(np.int64) for part in self._parts]
        return np.concatenate(parts) if parts else _NO_NUMBERS

    def _compute(self, of: Callable[..., IntArray], *asked: Hashable) -> IntArray:
        """Return what a function of this snapshot finds; kept, because both levels ask for it."""
        return of(self, *asked)

    def parts(self) -> Iterator[tuple[int, SegmentArrays]]:
        """Yield each segment with the number of its first section."""
        return zip(self._bases, self._parts, strict=False)

    def sections_of(self, articles: IntArray) -> IntArray:
        """Return the sections of some ascending articles, deleted ones included."""
        sizes = self.sizes[articles]
        ends = sizes.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        sections: IntArray = np.arange(total)
        shift: IntArray = np.repeat(self.first[articles] - (ends - sizes), sizes)
        sections += shift
        return sections

    @cached_property
    def all_article_ids(self) -> list[str]:
        """The id of every article, deleted ones included, in the order of first sections."""
        lists = (part.article_ids for part in self._parts)
        return [name for ids in lists for name in ids.texts(np.arange(len(ids)))]

    def article_ids(self) -> dict[str, int]:
        """Return article id → revision of all live articles."""
        names, live = self.all_article_ids, np.flatnonzero(self.article_live)
        revisions = self.revision[self.first[live]]
        return {
            names[i]: revision
            for i, revision in zip(live.tolist(), revisions.tolist(), strict=True)
        }

    @cached_property
    def by_id(self) -> IntArray:
        """All articles, deleted ones included, in the order of their ids."""
        names = self.all_article_ids
        return np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)

    def leads_of(self, ids: frozenset[str]) -> IntArray:
        """Return the first sections of the live articles with these ids, ascending."""
        names, order = self.all_article_ids, self.by_id
        live = np.zeros(len(names), bool)
        for name in ids:
            at = bisect_left(order, name, key=names.__getitem__)
            # Earlier revisions, deleted, may have the same id.
            while at < len(order) and names[order[at]] == name:
                live[order[at]] = self.article_live[order[at]]
                at += 1
        return self.first[live]

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """Return the distinct terms of a field with a prefix, sorted."""
        seen: set[str] = set()
        for part in self._parts:
            lexicon = part.field(field).lexicon
            numbers = lexicon.beginning(prefix.encode())
            seen.update(lexicon.texts(np.arange(numbers.start, numbers.stop)))
        return sorted(seen)

    def sections_with_prefix(self, field: str, prefix: str) -> Array:
        """Return the live sections with a term that begins with a prefix, ascending (int32)."""
        return self._beginnings.get((field, prefix), partial(self._read_prefix, field, prefix))

    def _read_prefix(self, field: str, prefix: str) -> Array:
        found = np.zeros(len(self.live), bool)
        for base, part in self.parts():
            inverted = part.field(field)
            docs = inverted.docs(inverted.lexicon.beginning(prefix.encode()))
            found[docs + base if base else docs] = True
        if not self.all_live:
            found &= self.live
        return found.nonzero()[0].astype(np.int32)

    def keywords(self, field: str) -> tuple[list[str], IntArray, IntArray]:
        """Return the values of a keyword field that live sections have, sorted; each such section
        by ascending value, and the number of that value.

        All are read at once: there may be a hundred thousand.
        """
        names = self.terms(field)
        number_of = {name: number for number, name in enumerate(names)}
        sections, values = [_NO_NUMBERS], [_NO_NUMBERS]
        for base, part in self.parts():
            inverted = part.field(field)
            all_terms = np.arange(len(inverted.lexicon))
            docs, counts = inverted.docs_of(all_terms)
            own = [number_of[name] for name in inverted.lexicon.texts(all_terms)]
            sections.append(docs + base)
            values.append(np.array(own, np.int64).repeat(counts))
        found, of_each = np.concatenate(sections), np.concatenate(values)
        if not self.all_live:
            live = self.live[found]
            found, of_each = found[live], of_each[live]
        if len(self._parts) > 1:
            order = of_each.argsort(kind="stable")
            found, of_each = found[order], of_each[order]
        used = np.zeros(len(names), bool)
        used[of_each] = True
        numbers = np.cumsum(used) - 1
        return list(compress(names, used.tolist())), found, numbers[of_each]

    @lru_cache(maxsize=64)  # noqa: B019 – one snapshot lives as long as its generation is served
    def folded_keywords(self, field: str) -> dict[str, list[str]]:
        """Return folded value → values as written, of a keyword field."""
        folded: dict[str, list[str]] = {}
        for value in self.terms(field):
            folded.setdefault(fold_keyword(value), []).append(value)
        return folded

    def _frequency(self, field: str, term: str) -> int:
        """Return the number of live sections with a term; its postings are read only if need be."""
        found = 0
        for base, part in self.parts():
            inverted = part.field(field)
            number = inverted.lexicon.find(term.encode())
            if number is None:
                continue
            live = self.live[base : base + len(part)]
            if live.all():
                found += inverted.doc_freq(number)
            else:
                found += int(np.count_nonzero(live[inverted.postings(number).docs]))
        return found

    def length(self, field: str) -> Array:
        """Return the number of tokens of a text field in every section, shape (sections,)."""
        return self.lengths[LENGTH_OF[field]]

    def postings(self, field: str, term: str) -> TermPostings:
        """Return the live sections with a term."""
        return self._terms.get((field, term), lambda: self._read_postings(field, term))

    def _read_postings(self, field: str, term: str) -> TermPostings:
        encoded, parts = term.encode(), []
        for base, part in self.parts():
            inverted = part.field(field)
            number = inverted.lexicon.find(encoded)
            if number is None:
                continue
            parts.append((base, inverted.postings(number)))
        if not parts:
            return _NONE
        (base, found), *more = parts
        ids, freqs = found.docs, found.freqs
        if base:
            ids += base
        if more:
            ids = np.concatenate([ids, *(postings.docs + base for base, postings in more)])
            freqs = np.concatenate([freqs, *(postings.freqs for _, postings in more)])
        ids = ids.astype(np.int32, copy=False)
        live = None if self.all_live else self.live[ids]
        if live is not None and live.all():
            live = None
        where: tuple[Any, ...] = ()
        if found.occurrences:
            # Nothing but what reads them: the decoded documents are let go.
            several = live is not None or any(postings.forms > 1 for _, postings in parts)
            reading = [(base, postings.occurrences) for base, postings in parts]
            alone = None if several else (ids, freqs)
            make = partial(_placed, reading, alone, None if live is None else self.live)
            key = field, term
            where = partial(self._places.get, key, make), partial(self._places.__contains__, key)
        if live is not None:
            ids, freqs = ids[live], freqs[live]
        return TermPostings(ids, freqs, *where)


def _placed(
    reading: Sequence[tuple[int, Callable[[bool], Occurrences] | None]],
    alone: tuple[Array, Array] | None,
    live: BoolArray | None,
) -> Placed:
    """Return where a term stands in all segments, each from the number of its first section on.

    `alone`: documents and frequencies of a term with one form, which need not be read again.
    """
    read = [(base, occurrences(alone is None)) for base, occurrences in reading if occurrences]
    found = joined([part._replace(docs=part.docs + np.uint32(base)) for base, part in read])
    if alone is not None:
        found = found._replace(docs=alone[0], counts=alone[1])
    return Placed(found, live)
