"""Collect a batch, then write it into a generation in the making.

In: whole articles, or where they come from.  Out: documents, words, and what was counted.
Nothing is sent before the batch is complete. A source is read twice: for its words, which are
analysed all at once and from which a full build learns, and when its articles are written. Of
thousands of articles each of some forked processes makes and sends the documents of a piece at a
time: to cut words takes as long here as to index them there.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from search.analysis import Overrides, Vocabulary, written
from search.engines.base import GROUPS, DocumentSource, SectionDocument
from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.documents import article_document, document_name
from search.engines.opensearch.groups import Groups
from search.engines.opensearch.mapping import Json
from search.system.side_by_side import MOST_PIECES, SideBySide, WorkerDiedError

logger = logging.getLogger(__name__)

# Articles of one request.
AT_ONCE = 200
# So few are written by one process: what forks copies what it looks at.
FEW = 1_500
# Articles between two calls of `progress`.
STEP = 500


class Counted:
    """What a batch holds. `words`: by group of fields."""

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = {group: set() for group in GROUPS}
        self.sections = 0
        self._of_texts: Counter[str] = Counter()  # as written; without those of titles alone

    def add(self, articles: Iterable[Sequence[SectionDocument]]) -> None:
        """Count the words of articles."""
        for section in chain.from_iterable(articles):
            self.sections += 1
            for group, blocks in section.words.items():
                for block in blocks:
                    self.words[group].update(block)
                    if group == "text":
                        self._of_texts.update(block)

    def learned(self, overrides: Overrides) -> Vocabulary:
        """Return what these words teach."""
        forms: Counter[str] = Counter()
        for word, count in self._of_texts.items():
            forms[written(word).word] += count
        return Vocabulary.learn(forms, overrides)

    def distinct(self) -> list[str]:
        """Return all words once."""
        return sorted(set().union(*self.words.values()))


class Source(NamedTuple):
    """Articles of a batch that are read when they are needed, by up to `workers` processes."""

    documents: DocumentSource
    article_ids: Sequence[str]
    workers: int
    progress: Callable[[int], None]

    def articles(self) -> Iterator[Sequence[SectionDocument]]:
        """Yield the sections of every article, and tell how many were taken."""
        for done, documents in enumerate(self.documents(self.article_ids), 1):
            yield documents
            if done % STEP == 0:
                self.progress(done)
        self.progress(len(self.article_ids))


class Batch:
    """The `IndexWriter` port: what is to be written and removed."""

    def __init__(self) -> None:
        self.articles: dict[str, Sequence[SectionDocument]] = {}
        self.sources: list[Source] = []
        self.removed: list[str] = []
        self._of_sources = Counted()

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article."""
        self.articles[documents[0].article_id] = tuple(documents)

    def add_all(
        self,
        source: DocumentSource,
        article_ids: Sequence[str],
        *,
        workers: int = 1,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Add articles as `add` does."""
        self._of_sources.add(source(article_ids))
        self.sources.append(Source(source.again(), article_ids, workers, progress))

    def remove(self, article_id: str) -> None:
        """Remove an article."""
        self.articles.pop(article_id, None)
        self.removed.append(article_id)

    def counted(self) -> Counted:
        """Return the words of all articles; to be asked once."""
        self._of_sources.add(self.articles.values())
        return self._of_sources


class Writing:
    """Writes a batch into an index that nobody reads yet."""

    def __init__(self, cluster: Cluster, index: str, groups: Groups) -> None:
        self._cluster, self._index, self._groups = cluster, index, groups

    def write(self, batch: Batch) -> None:
        """Write and remove. Raises CannotWriteError that names the first article refused."""
        many = [s for s in batch.sources if s.workers > 1 and len(s.article_ids) >= FEW]
        few = (source.articles() for source in batch.sources if source not in many)
        removals = map(self._removal, batch.removed)
        self._send(removals, chain(batch.articles.values(), *few))
        for source in many:
            self._write_side_by_side(source)
        with self._cluster.errors():
            self._cluster.client.indices.refresh(index=self._index, request_timeout=WRITE_S)

    def _write_side_by_side(self, source: Source) -> None:
        count = min(MOST_PIECES, -(-len(source.article_ids) // AT_ONCE))
        cuts = [len(source.article_ids) * piece // count for piece in range(count + 1)]
        parent = os.getpid()

        def work(piece: int) -> tuple[()]:
            start, stop = cuts[piece : piece + 2]
            if os.getpid() == parent:  # pieces are taken in order
                source.progress(start)
            self._send((), source.documents(source.article_ids[start:stop]))
            return ()

        try:
            with SideBySide(work, count, source.workers - 1) as job:
                job.results()
        except WorkerDiedError as error:
            # Once more by this process: then the error is told by who can, or there is none.
            logger.warning("%s", error)
            self._send((), source.articles())
        source.progress(len(source.article_ids))

    def _send(self, first: Iterable[Json], articles: Iterable[Sequence[SectionDocument]]) -> None:
        self._cluster.bulk(chain(first, map(self._document, articles)), AT_ONCE)

    def _removal(self, article_id: str) -> Json:
        return {"_op_type": "delete", "_index": self._index, "_id": document_name(article_id)}

    def _document(self, documents: Sequence[SectionDocument]) -> Json:
        return {
            "_index": self._index,
            "_id": document_name(documents[0].article_id),
            "_source": article_document(documents, self._groups),
        }
