"""Write whole articles into a Whoosh index that nobody reads yet.

In: section documents.  Out: one segment of arrays and Whoosh's table of contents in a private build
directory; publishing it is `generations.py`'s part. Any error cancels the whole build: a half
document cannot come to be.
"""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from whoosh.index import TOC

from search.analysis import LOAD_FROM, NO_OVERRIDES, Analyzer, Overrides, Vocabulary
from search.arrays import ArrayWriter
from search.engines.base import GROUPS, KEYWORD_FIELDS, SectionDocument
from search.engines.embedded import unpickling
from search.engines.embedded.codec import ColumnarSegment, arrays_of
from search.engines.embedded.contents import EXTENSION, read_contents, write_contents
from search.engines.embedded.inverter import word_terms, write_keywords, write_postings
from search.engines.embedded.layout import LENGTH_OF, UNDATED
from search.engines.embedded.lexicon import write_lexicon
from search.engines.embedded.mapped import MappedStorage
from search.engines.embedded.schema import build_schema
from search.engines.embedded.tokens_aside import RUN_TOKENS, Group, Numbering
from search.engines.embedded.words import VOCABULARY, read_vocabulary

NAME = "MAIN"
RUNS = "runs.tmp"
# Each word is analysed once; only parts of words come again.
CACHED_WORDS = 50_000


class BatchWriter:
    """The `IndexWriter` port on a build directory."""

    def __init__(
        self, directory: Path, *, fresh: bool, overrides: Overrides = NO_OVERRIDES
    ) -> None:
        self._overrides = overrides
        self._storage = MappedStorage(str(directory))
        unpickling.install()
        unpickling.self_test()
        contents = None if fresh else read_contents(directory)
        self._generation = contents.number if contents else 0
        self._segments = [
            ColumnarSegment.of(NAME, entry) for entry in (contents.segments if contents else ())
        ]
        self._older = [arrays_of(self._storage, segment) for segment in self._segments]
        self._runs = directory / RUNS
        self._runs.mkdir()
        self._fresh = fresh
        self._numbering = Numbering()
        self._groups = {name: Group(name, self._numbering, self._runs) for name in GROUPS}
        self._keywords: dict[str, dict[bytes, array[int]]] = {
            field: {} for field in (*KEYWORD_FIELDS, "article_id")
        }
        self._columns = {
            "number": array("i"), "revision": array("i"), "published": array("q"),
            **{f"length/{field}": array("I") for field in set(LENGTH_OF.values())},
        }  # fmt: skip
        self._articles: dict[str, None] = {}

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article, replacing what the index holds of it."""
        numbers = [document.number for document in documents]
        if numbers != list(range(len(documents))) or not documents:
            raise ValueError(f"sections must be numbered from 0 without gaps, not {numbers}")
        article_id = documents[0].article_id
        if article_id in self._articles:
            raise ValueError(f"article {article_id!r} was added twice in one batch")
        self.remove(article_id)
        self._articles[article_id] = None
        for document in documents:
            self._add(document)
        if sum(len(group.tokens) for group in self._groups.values()) > RUN_TOKENS:
            for group in self._groups.values():
                group.spill()

    def _add(self, document: SectionDocument) -> None:
        number = len(self._columns["number"])
        self._columns["number"].append(document.number)
        self._columns["revision"].append(document.revision)
        published = document.published
        self._columns["published"].append(UNDATED if published is None else published)
        lengths = {
            name: group.add(number, document.words.get(name, ()))
            for name, group in self._groups.items()
        }
        for name, fields in GROUPS.items():
            self._columns[f"length/{LENGTH_OF[next(iter(fields))]}"].append(lengths[name])
        for field, values in (*document.keywords.items(), ("article_id", (document.article_id,))):
            for value in dict.fromkeys(values):
                self._keywords[field].setdefault(value.encode(), array("I")).append(number)

    def remove(self, article_id: str) -> None:
        """Remove an article; one that is not there is no error."""
        for segment, arrays in zip(self._segments, self._older, strict=True):
            field = arrays.field("article_id")
            term = field.lexicon.find(article_id.encode())
            for document in field.postings(term).docs.tolist() if term is not None else ():
                segment.delete_document(document)

    def finish(self) -> None:
        """Learn the vocabulary of a fresh index, write the segment and the table of contents."""
        words = self._vocabulary()
        if len(self._numbering) >= LOAD_FROM:
            words = words.loaded()
        analyzer = Analyzer(words, cached=CACHED_WORDS)
        count = len(self._columns["number"])
        if count:
            segment = ColumnarSegment(NAME, count)
            path = Path(self._storage.folder) / segment.make_filename(EXTENSION)
            with ArrayWriter(path) as out:
                for name, values in self._columns.items():
                    out.add(name, np.frombuffer(values, values.typecode.replace("I", "u4")))
                write_lexicon("articles", [name.encode() for name in self._articles], out)
                for field, keywords in self._keywords.items():
                    write_keywords(field, keywords, count, out)
                kinds = word_terms(self._numbering, analyzer)
                for name, fields in GROUPS.items():
                    terms = {field: kinds[kind] for field, kind in fields.items()}
                    aside = self._groups[name].aside()
                    write_postings(name, terms, aside, count, self._runs, out)
            self._segments.append(segment)
        entries = [segment.entry() for segment in self._segments]
        write_contents(Path(self._storage.folder), self._generation + 1, entries)
        TOC(build_schema(), self._segments, self._generation + 1).write(self._storage, NAME)
        for older in Path(self._storage.folder).glob(f"_{NAME}_{self._generation}.toc"):
            older.unlink()
        shutil.rmtree(self._runs)

    def _vocabulary(self) -> Vocabulary:
        path = Path(self._storage.folder) / VOCABULARY
        if self._fresh:
            learned = Vocabulary.learn(self._groups["text"].counts(), self._overrides)
            with ArrayWriter(path) as out:
                for name, values in learned.arrays().items():
                    out.add(name, values)
        return read_vocabulary(path.parent)

    def cancel(self) -> None:
        """Give up; the directory is thrown away by the caller."""
