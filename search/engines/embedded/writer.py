"""Write whole articles into a Whoosh index that nobody reads yet.

In: section documents.  Out: one segment of arrays and Whoosh's table of contents in a private build
directory; publishing it is `generations.py`'s part. Any error cancels the whole build: a half
document cannot come to be.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from whoosh.index import TOC

from search.analysis import NO_OVERRIDES, Overrides, Vocabulary
from search.engines.base import GROUPS, DocumentSource, SectionDocument
from search.engines.embedded import unpickling
from search.engines.embedded.codec import ColumnarSegment, arrays_of
from search.engines.embedded.mapped import MappedStorage
from search.engines.embedded.schema import build_schema
from search.engines.embedded.segments.contents import EXTENSION, read_contents, write_contents
from search.engines.embedded.vocabulary import VOCABULARY, read_vocabulary
from search.engines.embedded.writing.gathering import Gathering
from search.engines.embedded.writing.gathering_parts import gather
from search.engines.embedded.writing.inverter import Inverter
from search.engines.embedded.writing.own_process import in_own_process, write_in_own_process
from search.engines.embedded.writing.tokens_aside import Runs, WordCounts, put_counts_aside
from search.engines.embedded.writing.waiting_arrays import one_at
from search.engines.embedded.writing.word_lists import AllWords
from search.engines.embedded.writing.word_terms import WordTerms, word_terms
from search.system import heap
from search.system.arrays import Array, ArrayWriter

NAME = "MAIN"
RUNS = "runs.tmp"


class BatchWriter:
    """The `IndexWriter` port on a build directory."""

    def __init__(
        self, directory: Path, *, fresh: bool, overrides: Overrides = NO_OVERRIDES
    ) -> None:
        heap.share()
        self._overrides = overrides
        self._directory, self._storage = directory, MappedStorage(str(directory))
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
        self._gathering = Gathering(self._runs)

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article, replacing what the index holds of it."""
        self._gathering.add(documents)
        self.remove(documents[0].article_id)

    def add_all(
        self,
        source: DocumentSource,
        article_ids: Sequence[str],
        *,
        workers: int = 1,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Add articles, with up to so many processes side by side."""
        for article_id in article_ids:
            self.remove(article_id)
        gather(self._gathering, source, article_ids, self._runs, workers, progress)

    def remove(self, article_id: str) -> None:
        """Remove an article; one that is not there is no error."""
        for segment, arrays in zip(self._segments, self._older, strict=True):
            field = arrays.field("article_id")
            term = field.lexicon.find(article_id.encode())
            for document in field.postings(term).docs.tolist() if term is not None else ():
                segment.delete_document(document)

    def finish(self) -> None:
        """Learn the vocabulary of a fresh index, write the segment and the table of contents."""
        gathering = self._gathering
        words, runs = gathering.finish()
        if count := len(gathering):
            segment = ColumnarSegment(NAME, count)
            path = self._directory / segment.make_filename(EXTENSION)
            with ArrayWriter(path) as out:
                write_in_own_process(partial(gathering.write, out), len(words), self._runs, out)
                gathering.forget()
                heap.give_back()
                self._write_postings(words, runs, count, out)
            self._segments.append(segment)
        else:
            self._terms(words, self._counts(words, runs)["text"])
        entries = [segment.entry() for segment in self._segments]
        write_contents(self._directory, self._generation + 1, entries)
        TOC(build_schema(), self._segments, self._generation + 1).write(self._storage, NAME)
        for older in self._directory.glob(f"_{NAME}_{self._generation}.toc"):
            older.unlink()
        shutil.rmtree(self._runs)

    def _write_postings(
        self, words: AllWords, runs: Mapping[str, Runs], documents: int, out: ArrayWriter
    ) -> None:
        counts = self._counts(words, runs)
        kinds = self._terms(words, counts["text"])
        for name, fields in GROUPS.items():
            terms = {field: kinds[kind] for field, kind in fields.items()}
            Inverter(
                group=name,
                fields=terms,
                counts=counts[name],
                runs=runs[name],
                documents=documents,
                folder=self._runs,
            ).write(out)

    def _counts(self, words: AllWords, runs: Mapping[str, Runs]) -> dict[str, Callable[[], Array]]:
        """Return what maps how often each word occurs in each group."""
        count, paths = len(words), {name: self._runs / f"{name}.counts" for name in runs}

        def work() -> Sequence[Array]:
            for name, some in runs.items():
                put_counts_aside(some, count, paths[name])
            return ()

        in_own_process(work, count, self._runs)
        return {name: one_at(path) for name, path in paths.items()}

    def _terms(
        self, words: AllWords, counts: Callable[[], Array]
    ) -> dict[str, Callable[[], WordTerms]]:
        """Return what maps the terms of all words; of a fresh index, learn the vocabulary first."""
        heap.give_back()  # before others are forked that would hold it, too
        if self._fresh:
            in_own_process(partial(self._learn, words, counts), len(words), self._runs)
        kinds = word_terms(words, read_vocabulary(self._directory), self._runs)
        gc.collect()  # caches of the analysis hold each other
        heap.give_back()
        return kinds

    def _learn(self, words: AllWords, counts: Callable[[], Array]) -> Sequence[Array]:
        learned = Vocabulary.learn(WordCounts(words, counts), self._overrides, self._runs)
        with ArrayWriter(self._directory / VOCABULARY) as out:
            for name, values in learned.arrays().items():
                out.add(name, values)
        return ()

    def cancel(self) -> None:
        """Give up; the directory is thrown away by the caller."""
