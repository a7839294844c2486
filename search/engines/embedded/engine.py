"""The embedded engine: Whoosh indexes in immutable generations.

In: the port's batches and questions.  Out: answers from the live generation.
A generation is opened once, after every checksum was verified; a newly published one is picked up
with the next question. Opening goes through an allow-list of what may be unpickled.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from search.analysis import CACHE_ASKED, NO_OVERRIDES, Analyzer, Overrides
from search.engines.base import EngineAnswer, EngineSection, IndexWriter, Question
from search.engines.embedded.generations.carried import held_files, received
from search.engines.embedded.generations.chain import Generations, LiveGeneration
from search.engines.embedded.ranking.ranker import Ranker
from search.engines.embedded.reading.snapshot import Snapshot
from search.engines.embedded.segments.layout import SCHEMA_VERSION
from search.engines.embedded.vocabulary import read_vocabulary
from search.engines.lock import OneWriter
from search.errors import IndexDamagedError, IndexMissingError
from search.models import IndexInfo
from search.query.patterns import Expansion
from search.query.plan import Pattern
from search.system import heap
from search.system.storage import translated

logger = logging.getLogger(__name__)

# Beyond these an update builds the index anew instead of adding a segment.
MAX_SEGMENTS = 8
MAX_DEAD_SHARE = 0.25
# So many times the sections that the vocabulary was learned from teach it much that is new.
MAX_GROWTH = 4
FEW_SECTIONS = 500
_LAYOUT = f"schema-{SCHEMA_VERSION}"


def _same_layout(live: LiveGeneration) -> None:
    """Refuse an index that another version wrote in another layout."""
    layout = str(live.manifest.facts["stamp"]).partition(" ")[0]
    if layout != _LAYOUT:
        raise IndexDamagedError(
            f"{live.path} was written by another version of Fundstelle ({layout}, this one reads "
            f"{_LAYOUT}); `fundstelle index --full` builds it anew from the stored articles"
        )


class _Reading:
    """Names the generation in an error that reading it raises.

    Every answer goes through it: a generator would take five times as long.
    """

    def __init__(self, live: LiveGeneration, expected: type[Exception]) -> None:
        self._live, self._expected = live, expected

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        if isinstance(error, self._expected):
            raise IndexDamagedError(
                f"{self._live.path} cannot be read ({type(error).__name__}: {error}); "
                "rebuild it with `fundstelle index --full`"
            ) from error


Opened = tuple[LiveGeneration, Ranker, Analyzer]


def _opened(live: LiveGeneration) -> Opened:
    _same_layout(live)
    with _Reading(live, Exception):
        ranker = Ranker(Snapshot(live.name, live.path))
        return live, ranker, Analyzer(read_vocabulary(live.path), CACHE_ASKED)


def _described(live: LiveGeneration) -> IndexInfo:
    manifest = live.manifest
    return IndexInfo(
        engine="embedded",
        generation=live.name,
        articles=manifest.number("articles"),
        sections=manifest.number("sections"),
        built=datetime.fromisoformat(str(manifest.facts["built"])),
        size_bytes=sum(file.size for file in manifest.files.values()),
        stamp=str(manifest.facts["stamp"]),
        notes=tuple(live.notes),
    )


def _proven(live: LiveGeneration) -> None:
    """Open what another machine wrote as if it were to answer. Raises IndexDamagedError."""
    with _Reading(live, Exception):
        _described(live)
        live.manifest.number("learned_from")
        _opened(live)


class _Steady(threading.local):
    """The generation that a thread stays with for now."""

    opened: Opened | None = None


class EmbeddedEngine:
    """The `SearchEngine` port on a directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._generations = Generations(root)
        self._lock = OneWriter(root, self._generations.tidy)
        self._open: Opened | None = None
        self._warmed = False
        self._steady = _Steady()

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the writer lock over several steps, after what interrupted runs left is removed."""
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
        with self.exclusive(), translated(self.root):
            # Imported here: only writing needs Whoosh.
            from search.engines.embedded.writer import BatchWriter

            share = not full and self._generations.current() is not None
            build = self._generations.begin(share=share)
            try:
                writer = BatchWriter(build.path, fresh=not share, overrides=overrides)
                try:
                    yield writer
                except BaseException:
                    writer.cancel()
                    raise
                writer.finish()
                learned = self._learned_from() if share else None
                facts = self._facts(build.path, stamp, learned)
                gc.collect()  # what a snapshot keeps holds it
                heap.give_back()
                ready()
                build.publish(facts)
            except BaseException:
                build.discard()
                raise

    def _learned_from(self) -> int:
        """Return the number of sections that the live vocabulary was learned from."""
        return self._generations.live().manifest.number("learned_from")

    def _facts(self, directory: Path, stamp: str, learned_from: int | None) -> dict[str, object]:
        """Reopen what was built and count it: a build that cannot be read is never published."""
        snapshot = Snapshot("build", directory)
        total = len(snapshot.live)
        return {
            "stamp": self.stamped(stamp),
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
            "articles": int(snapshot.article_live.sum()),
            "sections": int(snapshot.live.sum()),
            "dead": total - int(snapshot.live.sum()),
            "segments": snapshot.segments,
            "learned_from": total if learned_from is None else learned_from,
        }

    def _live(self) -> Opened:
        if self._steady.opened:
            return self._steady.opened
        current = self._generations.current()
        if self._open is None or self._open[0].name != current or self._open[0].notes:
            live = self._generations.live()
            if self._open is None or self._open[0].name != live.name:
                self._open, self._warmed = _opened(live), False
        return self._open

    def warm(self) -> None:
        """Open the live generation, and have at hand what any question reads of it."""
        live, ranker, analyzer = self._live()
        if not self._warmed:
            with _Reading(live, IndexDamagedError):
                ranker.warm()
            analyzer.vocabulary.warm()
            self._warmed = True

    def answer(self, question: Question) -> EngineAnswer:
        """Answer from the live generation."""
        live, ranker, _ = self._live()
        with _Reading(live, IndexDamagedError):
            return ranker.answer(question)

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Return the best sections of the live generation."""
        live, ranker, _ = self._live()
        with _Reading(live, IndexDamagedError):
            return ranker.best_sections(question)

    def analyzer(self) -> Analyzer:
        """Return the analysis of the live generation."""
        return self._live()[2]

    def expand(self, pattern: Pattern) -> Expansion:
        """Return the terms that a wildcard or a fuzzy word stands for."""
        live, ranker, _ = self._live()
        with _Reading(live, IndexDamagedError):
            return ranker.snapshot.expanded(pattern).words

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many live sections have each term."""
        live, ranker, _ = self._live()
        with _Reading(live, IndexDamagedError):
            return tuple(ranker.snapshot.frequency(field, term) for term in terms)

    def articles(self) -> Mapping[str, int]:
        """Return article id → revision of the live generation."""
        return self._live()[1].snapshot.article_ids()

    def wants_rebuild(self, stamp: str) -> bool:
        """Tell whether the next batch should start anew."""
        try:
            live = self._generations.live()
        except (IndexMissingError, IndexDamagedError):
            return True
        manifest = live.manifest
        dead, alive = manifest.number("dead"), manifest.number("sections")
        return (
            bool(live.notes)
            or manifest.facts["stamp"] != self.stamped(stamp)
            or manifest.number("segments") >= MAX_SEGMENTS
            or dead > MAX_DEAD_SHARE * max(1, dead + alive)
            or alive > MAX_GROWTH * max(FEW_SECTIONS, manifest.number("learned_from"))
        )

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Stay with the generation that is live now; so its name is read once, not ten times."""
        before, self._steady.opened = self._steady.opened, self._live()
        try:
            yield
        finally:
            self._steady.opened = before

    def info(self) -> IndexInfo:
        """Describe the live generation."""
        return _described(self._generations.live())

    @contextmanager
    def files(self) -> Iterator[tuple[IndexInfo, Mapping[str, BinaryIO]]]:
        """Open all files of the live generation."""
        with held_files(self._generations) as (live, files):
            yield _described(live), files

    @contextmanager
    def receive(self, generation: str) -> Iterator[Path]:
        """Publish what is put into a folder as a generation of that name."""
        take = received(self._generations, generation, _proven)
        with self.exclusive(), translated(self.root), take as folder:
            yield folder

    def stamped(self, stamp: str) -> str:
        """Return the layout and a stamp."""
        return f"{_LAYOUT} {stamp}"

    def check(self) -> list[str]:
        """Verify every checksum of every generation."""
        if self._generations.current() is None:
            self._generations.live()  # says that there is no index, or what is wrong with it
        return self._generations.check()

    def rollback(self) -> str:
        """Make the previous generation live again."""
        if not self._generations.root.exists():  # the lock would make it
            raise self._generations.missing()
        with self.exclusive():
            return self._generations.rollback()
