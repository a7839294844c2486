"""Stock Whoosh, exhaustively: documents, frequencies and scores, nothing of our engine's reading.

In: a generation directory and the section documents that are live in it.
Whoosh finds and combines; the scorer is Lucene's BM25 with exact lengths, for Whoosh keeps lengths
as one rounded byte and counts deleted documents in its statistics.
"""

from __future__ import annotations

import copy
import functools
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from whoosh import index, matching, query, scoring
from whoosh.codec.base import TermsReader

from search.engines.base import SectionDocument
from search.engines.embedded.mapped import MappedStorage
from search.engines.embedded.schema import build_schema

K1, B = 0.8, 0.75  # as promised in `search/ranking/bm25.py`, written down a second time on purpose


class Given(query.Query):
    """Documents known already, each with the same score: what a constant of ours is in Whoosh."""

    def __init__(self, documents: set[int], score: float = 0.0) -> None:
        self.documents, self.score = sorted(documents), score

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, ixreader) -> int:
        return len(self.documents)

    def matcher(self, searcher, context=None):
        offset = searcher.get_parent()._offset_for_subsearcher(searcher)
        start = bisect_left(self.documents, offset)
        end = bisect_left(self.documents, offset + searcher.doc_count_all())
        ids = [document - offset for document in self.documents[start:end]]
        return matching.ListMatcher(ids, weights=[self.score] * len(ids))


class ExactBM25(scoring.WeightingModel):
    """Lucene's BM25 over live documents with exact lengths."""

    def __init__(self, lengths: Sequence[Mapping[str, int]], live: set[int]) -> None:
        self.lengths, self.live = lengths, live
        self._factors: dict[tuple[str, str], float] = {}
        self._averages: dict[str, tuple[int, float]] = {}

    def statistics(self, field: str) -> tuple[int, float]:
        if field not in self._averages:
            lengths = [n for d in self.live if (n := self.lengths[d].get(field, 0))]
            self._averages[field] = len(lengths), sum(lengths) / len(lengths)
        return self._averages[field]

    def idf(self, searcher, fieldname, text) -> float:
        key = fieldname, bytes(text)
        if key not in self._factors:
            holders = query.Term(fieldname, bytes(text).decode())
            df = sum(1 for _ in searcher.get_parent().docs_for_query(holders))
            count, _ = self.statistics(fieldname)
            self._factors[key] = -1.0  # the search for holders needs no score
            self._factors[key] = math.log(1 + (count - df + 0.5) / (df + 0.5))
        return self._factors[key]

    def scorer(self, searcher, fieldname, text, qf=1):
        if not searcher.has_parent():
            return scoring.WeightScorer(1.0)
        return _Scorer(self, searcher, fieldname, text)


class _Scorer(scoring.BaseScorer):
    def __init__(self, model: ExactBM25, searcher, field: str, text: bytes) -> None:
        self._model, self._searcher, self._field, self._text = model, searcher, field, text
        self._offset = searcher.get_parent()._offset_for_subsearcher(searcher)
        self._idf: float | None = None

    def score(self, matcher) -> float:
        if self._idf is None:
            self._idf = self._model.idf(self._searcher, self._field, self._text)
        freq = matcher.weight()
        length = self._model.lengths[self._offset + matcher.id()][self._field]
        _, average = self._model.statistics(self._field)
        return self._idf * freq / (freq + K1 * (1 - B + B * length / average))


def open_mapped(directory: Path) -> index.FileIndex:
    """Return Whoosh's index on a generation; stock storage would leave its files open."""
    return MappedStorage(str(directory)).open_index(schema=build_schema())


def read_once(terms: TermsReader) -> None:
    """Let a segment read the postings of a term once: half of an answer's time went there.

    Whoosh walks over the same lists every time, from the first and with the scorer of the moment.
    """
    read, known = terms.matcher, {}

    def matcher(field: str, text: bytes, format_, scorer=None) -> matching.ListMatcher:
        if (field, text) not in known:
            known[field, text] = read(field, text, format_)
        again = copy.copy(known[field, text])
        again._scorer = scorer
        return again

    terms.matcher = matcher


class WhooshSide:
    """One generation as Whoosh sees it. Documents are Whoosh's global numbers."""

    def __init__(self, directory: Path, live: Mapping[str, Sequence[SectionDocument]]) -> None:
        self.index = open_mapped(directory)
        self.live = live
        plain = self.index.searcher()
        # The sections of an article follow one another in the order in which they were added.
        self.section_of: dict[int, SectionDocument] = {}
        for name, sections in live.items():
            found = sorted(plain.docs_for_query(query.Term("article_id", name)))
            assert len(found) == len(sections), name
            self.section_of.update(zip(found, sections, strict=True))
        lengths = [
            self.section_of[d].lengths if d in self.section_of else {}
            for d in range(plain.doc_count_all())
        ]
        self.model = ExactBM25(lengths, set(self.section_of))
        self.searcher = self.index.searcher(weighting=self.model)
        assert len(self.searcher.leaf_searchers()) > 1
        for searcher, _ in self.searcher.leaf_searchers():
            read_once(searcher.reader()._terms)
        self.values = functools.cache(self._values)

    def documents(self, wanted: query.Query) -> set[int]:
        """Return all documents that match, deleted ones never."""
        return set(self.searcher.docs_for_query(wanted))

    def scored(self, wanted: query.Query) -> dict[int, float]:
        """Return every matching document with its score, none skipped."""
        found: dict[int, float] = {}
        for searcher, offset in self.searcher.leaf_searchers():
            matcher = wanted.matcher(searcher, searcher.context(needs_current=True))
            while matcher.is_active():
                found[offset + matcher.id()] = matcher.score()
                matcher.next()
        return found

    def frequencies(self, field: str, text: str) -> Iterator[tuple[int, float]]:
        """Yield the live documents with a term and how often it occurs in each."""
        for reader, offset in self.searcher.reader().leaf_readers():
            if (field, text.encode()) in reader:
                matcher = reader.postings(field, text.encode())
                while matcher.is_active():
                    yield offset + matcher.id(), matcher.weight()
                    matcher.next()

    def _values(self, field: str) -> list[str]:
        """Return the terms of a field in all segments."""
        return [term.decode() for term in self.searcher.reader().lexicon(field)]
