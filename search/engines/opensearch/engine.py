"""The engine on a cluster: the same answers as the embedded one, from many machines.

In: the port's batches and questions.  Out: answers from the live generation.
Nothing distributed is made here: shards, replicas and failover are the cluster's.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from search.analysis import CACHE_ASKED, NO_OVERRIDES, Analyzer, Overrides
from search.engines.base import EngineAnswer, EngineSection, IndexWriter, Question
from search.engines.lock import OneWriter
from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.executor import Executor
from search.engines.opensearch.generations import Generations
from search.engines.opensearch.groups import exact_words, groups_of
from search.engines.opensearch.lexicon import Lexicon
from search.engines.opensearch.mapping import MOST_HITS, SECTIONS
from search.engines.opensearch.vocabularies import Packed, Vocabularies
from search.engines.opensearch.writer import Batch, Writing
from search.engines.without_files import WithoutFiles
from search.errors import (
    CannotWriteError,
    EngineUnavailableError,
    FundstelleError,
    IndexDamagedError,
    IndexMissingError,
)
from search.models import IndexInfo
from search.query.patterns import Expansion
from search.query.plan import Pattern
from search.settings import opensearch_settings

logger = logging.getLogger(__name__)

# As in the embedded engine: so many times the sections that the vocabulary was learned from teach
# it much that is new.
MAX_GROWTH = 4
FEW_SECTIONS = 500


class _Live:
    """The live generation, opened."""

    def __init__(self, engine: OpenSearchEngine, name: str) -> None:
        self.name = name
        self.facts = engine.generations.facts(name)
        self.analyzer = Analyzer(engine.vocabularies.get(self.facts), CACHE_ASKED)
        self.expansions: dict[Pattern, Expansion] = {}
        self._lexicon = engine.lexicon
        self.executor = Executor(engine.cluster, name, self.expand)

    def expand(self, pattern: Pattern) -> Expansion:
        """Return what a pattern stands for, asked for once."""
        if pattern not in self.expansions:
            if len(self.expansions) >= CACHE_ASKED:
                self.expansions.clear()
            found = self._lexicon.expand(pattern, self.executor.statistics)
            self.expansions[pattern] = found
        return self.expansions[pattern]


class _Steady(threading.local):
    """The generation that a thread stays with for now."""

    opened: _Live | None = None


class OpenSearchEngine(WithoutFiles):
    """The `SearchEngine` port on a cluster.

    `root`: where this machine keeps the writer's lock and a copy of the vocabulary. `shards`: in
    how many parts a full build cuts its index.
    """

    def __init__(self, root: Path, url: str, shards: int = 1) -> None:
        self.root = root
        self.cluster = Cluster(url, root.absolute().name)
        writer = f"{os.uname().nodename}:{root.absolute()}"
        self.vocabularies = Vocabularies(self.cluster, root)
        self.lexicon = Lexicon(self.cluster)
        beside = (self.vocabularies.name, self.lexicon.name)
        self.generations = Generations(self.cluster, writer, beside)
        self._shards = shards
        self._lock = OneWriter(root, self.generations.tidy)
        self._open: _Live | None = None
        self._described: tuple[str, IndexInfo] | None = None
        self._steady = _Steady()

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold this machine's writer lock, after what interrupted runs left is removed."""
        return self._lock.held()

    @contextmanager
    def writer(
        self,
        *,
        stamp: str,
        full: bool = False,
        overrides: Overrides = NO_OVERRIDES,
        ready: Callable[[], None] = lambda: None,
    ) -> Iterator[IndexWriter]:
        """Build the next generation aside and publish it on a clean exit."""
        with self.exclusive():
            before = self.cluster.live()
            source = None if full else before
            batch = Batch()
            yield batch
            facts: dict[str, object] = {"stamp": stamp}
            counted = batch.counted()
            packed = None
            if source is None:
                vocabulary = counted.learned(overrides)
                packed = Packed.of(vocabulary)
                facts |= {"learned_from": counted.sections, **packed.facts}
            else:
                old = self.generations.facts(source)
                facts |= {name: old[name] for name in ("learned_from", "vocabulary", "pieces")}
                vocabulary = self.vocabularies.get(old)
            groups = groups_of(counted.distinct(), vocabulary)
            name = self.generations.begin(source, facts, self._shards)
            try:
                if packed:
                    self.vocabularies.keep(packed)
                self.lexicon.make()
                self.lexicon.add(exact_words(counted.words, groups))
                Writing(self.cluster, name, groups).write(batch)
                facts |= self._counted(name)
                ready()
            except BaseException:
                with suppress(EngineUnavailableError):  # the next run removes it
                    self.generations.remove(name)
                raise
            self.generations.publish(name, facts, before)
            if packed:
                self._drop_vocabularies()

    def _drop_vocabularies(self) -> None:
        """Remove vocabularies that no generation has, also none in the making."""
        try:
            self.vocabularies.keep_only(told.facts for told in self.generations.all().values())
        except FundstelleError as error:
            logger.warning("cannot remove old vocabularies: %s", error)

    def _counted(self, name: str) -> dict[str, object]:
        """Count what is in a generation: one that is not whole is never published."""
        body = {
            "size": 0, "track_total_hits": True,
            "aggs": {SECTIONS: {"nested": {"path": SECTIONS}}},
        }  # fmt: skip
        answer = self.cluster.search(name, body)
        return {
            "articles": answer["hits"]["total"]["value"],
            "sections": answer["aggregations"][SECTIONS]["doc_count"],
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _name(self) -> str:
        return self._steady.opened.name if self._steady.opened else self.generations.live()

    def _live(self) -> _Live:
        if self._steady.opened:
            return self._steady.opened
        name = self.generations.live()
        if self._open is None or self._open.name != name:
            self._open = _Live(self, name)
        return self._open

    def answer(self, question: Question) -> EngineAnswer:
        """Answer from the live generation."""
        return self._live().executor.answer(question)

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Return the best sections of the live generation."""
        return self._live().executor.best_sections(question)

    def warm(self) -> None:
        """Open the live generation; what its words are made of is at hand then."""
        self._live().analyzer.vocabulary.warm()

    def analyzer(self) -> Analyzer:
        """Return the analysis of the live generation."""
        return self._live().analyzer

    def expand(self, pattern: Pattern) -> Expansion:
        """Return the terms that a wildcard or a fuzzy word stands for."""
        return self._live().expand(pattern)

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many live sections have each term."""
        statistics = self._live().executor.statistics
        statistics.know((field, term) for term in terms)
        return tuple(statistics.sections.frequency[field, term] for term in terms)

    def articles(self) -> Mapping[str, int]:
        """Return article id → revision of the live generation."""
        name = self._name()
        body: dict[str, object] = {
            "size": MOST_HITS, "sort": ["id"], "stored_fields": "_none_",
            "docvalue_fields": ["revision"],
            "track_total_hits": False,
        }  # fmt: skip
        found: dict[str, int] = {}
        while True:
            hits = self.cluster.search(name, body)["hits"]["hits"]
            found |= {hit["sort"][0]: hit["fields"]["revision"][0] for hit in hits}
            if len(hits) < MOST_HITS:
                return found
            body["search_after"] = hits[-1]["sort"]

    def wants_rebuild(self, stamp: str) -> bool:
        """Tell whether the next batch should start anew."""
        try:
            facts = self.generations.facts(self.generations.live())
        except (IndexMissingError, IndexDamagedError):
            return True
        grown = int(str(facts["sections"])) > MAX_GROWTH * max(
            FEW_SECTIONS, int(str(facts["learned_from"]))
        )
        return facts["stamp"] != stamp or grown

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Stay with the generation that is live now."""
        before, self._steady.opened = self._steady.opened, self._live()
        try:
            yield
        finally:
            self._steady.opened = before

    def info(self) -> IndexInfo:
        """Describe the live generation; what never changes is asked for once."""
        name = self._name()
        if self._described is None or self._described[0] != name:
            self._described = name, self._info(name)
        return self._described[1]

    def _info(self, name: str) -> IndexInfo:
        facts = self.generations.facts(name)
        with self.cluster.errors():
            stats = self.cluster.client.indices.stats(index=name, metric="store")
        return IndexInfo(
            engine="opensearch",
            generation=f"gen-{name[-8:]}",
            articles=int(str(facts["articles"])),
            sections=int(str(facts["sections"])),
            built=datetime.fromisoformat(str(facts["built"])),
            size_bytes=int(stats["_all"]["primaries"]["store"]["size_in_bytes"]),
            stamp=str(facts["stamp"]),
        )

    def check(self) -> list[str]:
        """Compare what is there with what was published; ask how the cluster is."""
        name = self.generations.live()
        facts, counted = self.generations.facts(name), self._counted(name)
        problems = [
            f"{name} holds {counted[what]} {what}, {facts[what]} were published"
            for what in ("articles", "sections")
            if counted[what] != facts[what]
        ]
        with self.cluster.errors():
            health = self.cluster.client.cluster.health(index=name, request_timeout=WRITE_S)
        if health["status"] == "red":
            problems.append(f"{self.cluster.place} has lost parts of {name}")
        try:
            self.vocabularies.get(facts)
        except (IndexDamagedError, CannotWriteError) as error:
            problems.append(str(error))
        return problems

    def rollback(self) -> str:
        """Make the previous generation live again."""
        with self.exclusive():
            return f"gen-{self.generations.rollback()[-8:]}"


def open_cluster(root: Path) -> OpenSearchEngine:
    """Return the engine that the settings tell of. Raises UsageError."""
    url, shards = opensearch_settings()
    return OpenSearchEngine(root, url, shards)
