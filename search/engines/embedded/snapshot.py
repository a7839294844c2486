"""One generation opened for reading: Whoosh's files as arrays.

In: a verified generation directory.  Out: postings, lengths and columns as numpy arrays over the
sections of all segments (numbered through), and the same summed up by article.
Sections of an article are contiguous, so an article's term frequency, length and document frequency
follow from its sections' postings: no second set of postings is stored.
Deleted sections never appear, and no statistic counts them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher

from search.analysis import fold_keyword
from search.engines.embedded.mapped import open_mapped
from search.engines.embedded.schema import LENGTH_FIELDS, LENGTH_OF, build_schema

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

# Terms kept decoded: 4,096 lists of a news vocabulary are about 100 MB at 200,000 sections.
CACHED_TERMS = 4096


class TermPostings(NamedTuple):
    """Live sections with a term, ascending; how often; encoded positions (None without)."""

    ids: IntArray
    freqs: FloatArray
    values: list[bytes] | None


_NONE = TermPostings(np.empty(0, np.int64), np.empty(0), [])


class Snapshot:
    """Arrays of one generation. Safe for threads: Whoosh's readers are used under one lock."""

    def __init__(self, name: str, directory: Path) -> None:
        self.name = name
        self._lock = threading.Lock()
        reader = open_mapped(directory).reader()
        self._readers = [part for part, _ in reader.leaf_readers() if part.doc_count_all()]
        self._article_columns = [part.column_reader("article") for part in self._readers]
        self.segments = len(self._readers)
        sizes = [part.doc_count_all() for part in self._readers]
        self._bases = [0, *np.cumsum(sizes).tolist()]
        total = self._bases[-1]
        self.live = np.ones(total, bool)
        for base, part in zip(self._bases, self._readers, strict=False):
            deleted = [base + number for number in part._perdoc.deleted_docs()]
            self.live[deleted] = False
        self.number = self._column("number")
        self.revision = self._column("revision")
        self.published = self._column("published")
        self.lengths = {
            name: self._column(f"len_{name}").astype(np.float64) for name in LENGTH_FIELDS
        }
        # Articles are numbered in the order of their first sections, deleted ones included.
        self.first = np.flatnonzero(self.number == 0)
        self.article_of = np.cumsum(self.number == 0) - 1
        self.article_live = self.live[self.first]
        self.postings = lru_cache(CACHED_TERMS)(self._read_postings)

    def _column(self, name: str) -> IntArray:
        column = build_schema()[name].column_type
        parts = []
        for part in self._readers:
            values = np.full(part.doc_count_all(), column.default_value(), np.int64)
            if part.has_column(name):
                stored = part.column_reader(
                    name, translate=False
                )  # big-endian numbers; the last ones may lack
                data = stored._dbfile.get(stored._basepos, stored._count * stored._fixedlen)
                values[: stored._count] = np.frombuffer(data, f">{stored._typecode}")
            parts.append(values)
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def article_id(self, section: int) -> str:
        """Return the article id of a section by its number in this snapshot."""
        part = int(np.searchsorted(self._bases, section, side="right")) - 1
        with self._lock:
            value: bytes = self._article_columns[part][section - self._bases[part]]
        return value.decode()

    def article_ids(self) -> dict[str, int]:
        """Return article id → revision of all live articles."""
        return {
            self.article_id(int(first)): int(self.revision[first])
            for first in self.first[self.article_live]
        }

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        """Yield the distinct terms of a field with a prefix, sorted within each segment."""
        seen: set[str] = set()
        with self._lock:
            for part in self._readers:
                for _, term in part.terms_from(field, prefix.encode()):
                    text = term.decode()
                    if _ != field or not text.startswith(prefix):
                        break
                    seen.add(text)
        yield from sorted(seen)

    def keywords(self, field: str) -> dict[str, IntArray]:
        """Return value → live sections of a keyword field."""
        found = {value: self.postings(field, value).ids for value in self.terms(field)}
        return {value: ids for value, ids in found.items() if len(ids)}

    @lru_cache(maxsize=64)  # noqa: B019 – one snapshot lives as long as its generation is served
    def folded_keywords(self, field: str) -> dict[str, list[str]]:
        """Return folded value → values as written, of a keyword field."""
        folded: dict[str, list[str]] = {}
        for value in self.terms(field):
            folded.setdefault(fold_keyword(value), []).append(value)
        return folded

    def length(self, field: str) -> FloatArray:
        """Return the number of tokens of a text field in every section, shape (sections,)."""
        return self.lengths[LENGTH_OF[field]]

    def _read_postings(self, field: str, term: str) -> TermPostings:
        ids: list[int] = []
        freqs: list[float] = []
        values: list[bytes] = []
        encoded = term.encode()
        with self._lock:
            for base, part in zip(self._bases, self._readers, strict=False):
                if (field, encoded) not in part:
                    continue
                for number, weight, value in _walk(part, field, encoded):
                    ids.append(base + number)
                    freqs.append(weight)
                    values.append(value)
        if not ids:
            return _NONE
        sections = np.array(ids, np.int64)
        live = self.live[sections]
        if live.all():
            return TermPostings(sections, np.array(freqs), values)
        kept = [value for value, alive in zip(values, live, strict=True) if alive]
        return TermPostings(sections[live], np.array(freqs)[live], kept)


def _walk(part: Any, field: str, term: bytes) -> Iterator[tuple[int, float, bytes]]:
    """Yield (number, frequency, encoded positions) of a term, deleted sections included."""
    matcher = part._terms.matcher(field, term, part.schema[field].format)
    if isinstance(matcher, W3LeafMatcher):  # a block at a time: 10 x faster than next()
        while matcher.is_active():
            matcher._read_ids()
            matcher._read_weights()
            matcher._read_values()
            values = matcher._values or [b""] * len(matcher._ids)
            yield from zip(matcher._ids, matcher._weights, values, strict=True)
            matcher._next_block()
        return
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()
