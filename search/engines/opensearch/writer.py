"""Collect a batch, then write it into a generation in the making.

In: whole articles, or where they come from.  Out: documents, words, and what was counted.
Nothing is sent before the batch is complete. A source is read twice: for its words, which are
analysed all at once and from which a full build learns, and when its articles are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.analysis import Overrides, Vocabulary, written
from search.engines.base import GROUPS, DocumentSource, SectionDocument
from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.documents import article_document, document_name
from search.engines.opensearch.groups import Groups
from search.engines.opensearch.mapping import Json

# Articles of one request.
AT_ONCE = 200
# Articles between two calls of `progress`.
STEP = 500


class Counted(NamedTuple):
    """What a batch holds. `of_texts`: how often each word occurs, as written, but in titles."""

    of_texts: Counter[str]
    words: Mapping[str, set[str]]  # by group
    sections: int

    def learned(self, overrides: Overrides) -> Vocabulary:
        """Return what these words teach."""
        forms: Counter[str] = Counter()
        for word, count in self.of_texts.items():
            forms[written(word).word] += count
        return Vocabulary.learn(forms, overrides)

    def distinct(self) -> list[str]:
        """Return all words once."""
        return sorted(set().union(*self.words.values()))


class Batch:
    """The `IndexWriter` port: what is to be written and removed."""

    def __init__(self) -> None:
        self._articles: dict[str, Sequence[SectionDocument]] = {}
        self._sources: list[tuple[DocumentSource, Sequence[str], Callable[[int], None]]] = []
        self.removed: list[str] = []

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article."""
        self._articles[documents[0].article_id] = tuple(documents)

    def add_all(
        self,
        source: DocumentSource,
        article_ids: Sequence[str],
        *,
        workers: int = 1,  # noqa: ARG002  the cluster is what one waits for
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Add articles as `add` does."""
        self._sources.append((source, article_ids, progress))

    def remove(self, article_id: str) -> None:
        """Remove an article."""
        self._articles.pop(article_id, None)
        self.removed.append(article_id)

    def articles(self, *, tell: bool) -> Iterator[Sequence[SectionDocument]]:
        """Yield the sections of every article; `tell` how many were written."""
        yield from self._articles.values()
        for source, names, progress in self._sources:
            for done, documents in enumerate(source(names), 1):
                yield documents
                if tell and done % STEP == 0:
                    progress(done)
            if tell:
                progress(len(names))

    def counted(self) -> Counted:
        """Return the words of all articles."""
        of_texts: Counter[str] = Counter()
        words: dict[str, set[str]] = {group: set() for group in GROUPS}
        sections = 0
        for documents in self.articles(tell=False):
            sections += len(documents)
            for section in documents:
                for group, blocks in section.words.items():
                    for block in blocks:
                        words[group].update(block)
                        if group == "text":
                            of_texts.update(block)
        return Counted(of_texts, words, sections)


class Writing:
    """Writes a batch into an index that nobody reads yet."""

    def __init__(self, cluster: Cluster, index: str, groups: Groups) -> None:
        self._cluster, self._index, self._groups = cluster, index, groups

    def write(self, batch: Batch) -> None:
        """Write and remove. Raises CannotWriteError that names the first article refused."""
        self._cluster.bulk(self._actions(batch), AT_ONCE)
        with self._cluster.errors():
            self._cluster.client.indices.refresh(index=self._index, request_timeout=WRITE_S)

    def _actions(self, batch: Batch) -> Iterator[Json]:
        for name in batch.removed:
            yield {"_op_type": "delete", "_index": self._index, "_id": document_name(name)}
        for documents in batch.articles(tell=True):
            yield {
                "_index": self._index,
                "_id": document_name(documents[0].article_id),
                "_source": article_document(documents, self._groups),
            }
