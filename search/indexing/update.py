"""Bring the article store and the index up to date: the only place that writes both.

In: sources named by the user.  Out: a report of what was new, changed, removed or refused.
First the store takes what was read (unchanged files are not even opened), then the index takes the
difference between the store and its live generation, while copies are grouped in the store; it is
published once they are. So a run that was cut off is completed by the next one, and a lost index is
rebuilt from the store.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus import ArticleStore, Names, ReadDoubt, ReadFailure, ReadSkip, SourceFile
from corpus.rules import NO_RULES, Rules
from search.analysis import NO_OVERRIDES, Overrides, learn_german
from search.engines.base import SearchEngine
from search.indexing.grouping import LEAST_ARTICLES, grouping
from search.indexing.intake import Progress, read_sources
from search.sections import documents_of, index_stamp
from search.system import heap

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What one run did. Counts are articles.

    `failures`: files, or parts of them, that should have given an article; `skips`: those that
    were passed over on purpose; `doubts`: dates and ends of texts that were left out of articles
    which were read; `others`: how many files of no known kind lay in the folders, by their ending,
    "" for none.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    sections: int = 0
    seconds: float = 0.0
    generation: str = ""
    failures: tuple[ReadFailure, ...] = ()
    skips: tuple[ReadSkip, ...] = ()
    doubts: tuple[ReadDoubt, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """Return the object that `fundstelle index --format json` prints."""
        counts = ("new", "changed", "unchanged", "removed")
        return {
            **{name: getattr(self, name) for name in counts},
            "failed": len(self.failures),
            "skipped": len(self.skips),
            "articles": self.articles,
            "sections": self.sections,
            "seconds": round(self.seconds, 3),
            "generation": self.generation,
            "failures": [{"file": f.file, "reason": f.reason} for f in self.failures],
            "skips": [{"file": s.file, "reason": s.reason} for s in self.skips],
            "doubts": [
                {"file": d.file, "reason": d.reason, "articles": d.count} for d in self.doubts
            ],
            "others": dict(self.others),
        }


def update_index(
    sources: Sequence[str],
    *,
    engine: SearchEngine,
    store: ArticleStore,
    full: bool = False,
    prune: bool = False,
    reread: bool = False,
    workers: int = 1,
    overrides: Overrides = NO_OVERRIDES,
    rules: Rules = NO_RULES,
    leave: Callable[[SourceFile], bool] = lambda _: False,
    progress: Progress = lambda *_: None,
) -> IndexReport:
    """Read sources into the store and publish a generation if anything changed.

    Args:
        full: build the index anew from the store, even if nothing changed.
        overrides: the user's own compounds; other ones than before ask for a full build.
        workers: processes that read files side by side, and that cut texts into words.
        prune: remove articles whose file is gone or no longer holds them.
        reread: read files that did not change as well: this version may read more in them.
        rules: the user's corrections; under other ones than before a file is read again.
        leave: tells files that must not be read now, though they are there.
        progress: called with (step, done, total), total 0 if unknown.
    Raises: WriterBusyError, StorageFullError, CannotWriteError, SourceMissingError, StoreError.
    """
    start = time.perf_counter()
    heap.share()
    with engine.exclusive():
        tally = read_sources(
            sources, store, prune=prune, reread=reread, workers=workers, rules=rules,
            leave=leave, progress=progress,
        )  # fmt: skip
        store.rest()
        heap.give_back()
        _publish(engine, store, overrides, full=full, workers=workers, progress=progress)
        info = engine.info()
    return IndexReport(
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        removed=tally.removed,
        articles=info.articles,
        sections=info.sections,
        seconds=time.perf_counter() - start,
        generation=info.generation,
        failures=tuple(tally.failures),
        skips=tuple(tally.skips),
        doubts=tuple(tally.doubts),
        others=dict(tally.others.most_common()),
    )


def _publish(
    engine: SearchEngine,
    store: ArticleStore,
    overrides: Overrides,
    *,
    full: bool,
    workers: int = 1,
    progress: Progress,
) -> None:
    """Bring the index to the state of the store."""
    stamp = index_stamp(overrides)
    full = full or engine.wants_rebuild(stamp)
    held = {} if full else engine.articles()
    due, gone = Names(), dict(held)
    for name, revision in store.current():
        gone.pop(name, None)
        if held.get(name) != revision:
            due.append(name)
    total = len(due)
    del held  # it would be there as long as the index is built
    store.rest()

    def tell_grouped(done: int, total: int) -> None:
        progress("grouping", done, total)

    beside = workers > 1 and total >= LEAST_ARTICLES
    with grouping(store, tell_grouped, beside=beside, reading=total) as copies:
        if not (full or due or gone):
            return
        if full:
            learn_german(lambda done: progress("learning German, once on this machine", done, 1))
        with engine.writer(
            stamp=stamp, full=full, overrides=overrides, ready=copies.wait
        ) as writer:
            for name in gone:
                writer.remove(name)

            def tell_indexed(done: int) -> None:
                progress("indexing", done, total)
                copies.look()

            source = documents_of(store, copies.notes)
            writer.add_all(source, due, workers=workers, progress=tell_indexed)
            del due
            store.rest()  # it was asked what is to be grouped
            copies.begin()
            progress("publishing", 0, 0)
