"""Bring the article store and the index up to date: the only place that writes both.

In: sources named by the user.  Out: a report of what was new, changed, removed or refused.
First the store takes what was read (unchanged files are not even opened) and groups copies, then
the index takes the difference between the store and its live generation. So a run that was cut off
is completed by the next one, and a lost index is rebuilt from the store.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus import Article, ArticleStore, FileRecord, ReadFailure, SourceFile, find_files, read_file
from corpus.copies import CopyTable
from search.analysis import NO_OVERRIDES, Overrides
from search.engines.base import SearchEngine
from search.sections import index_stamp, section_documents

logger = logging.getLogger(__name__)

# Articles stored in one transaction.
STORE_BATCH = 500
# Below this many files a pool of workers costs more than it brings.
POOL_FROM = 16

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What one run did. Counts are articles but for `failed`, which counts `failures`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    sections: int = 0
    seconds: float = 0.0
    generation: str = ""
    failures: tuple[ReadFailure, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the object that `fundstelle index --format json` prints."""
        counts = ("new", "changed", "unchanged", "removed")
        return {
            **{name: getattr(self, name) for name in counts},
            "failed": len(self.failures),
            "articles": self.articles,
            "sections": self.sections,
            "seconds": round(self.seconds, 3),
            "generation": self.generation,
            "failures": [{"file": f.file, "reason": f.reason} for f in self.failures],
        }


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[ReadFailure] = field(default_factory=list)


def update_index(
    sources: Sequence[str],
    *,
    engine: SearchEngine,
    store: ArticleStore,
    full: bool = False,
    prune: bool = False,
    workers: int = 1,
    overrides: Overrides = NO_OVERRIDES,
    progress: Progress = lambda *_: None,
) -> IndexReport:
    """Read sources into the store and publish a generation if anything changed.

    Args:
        full: build the index anew from the store, even if nothing changed.
        overrides: the user's own compounds; other ones than before ask for a full build.
        prune: remove articles whose file is gone or no longer holds them.
        progress: called with (step, done, total), total 0 if unknown.
    Raises: WriterBusyError, StorageFullError, CannotWriteError, SourceMissingError, StoreError.
    """
    start = time.perf_counter()
    tally = _Tally()
    with engine.exclusive():
        _read(sources, store, tally, prune=prune, workers=workers, progress=progress)
        CopyTable(store).update(lambda done, total: progress("grouping", done, total))
        _publish(engine, store, overrides, full=full, progress=progress)
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
    )


def _read(
    sources: Sequence[str],
    store: ArticleStore,
    tally: _Tally,
    *,
    prune: bool,
    workers: int,
    progress: Progress,
) -> None:
    seen: set[str] = set()
    due: list[tuple[SourceFile, FileRecord]] = []
    for item in find_files(sources):
        if isinstance(item, ReadFailure):
            tally.failures.append(item)
            continue
        seen.add(item.display)
        record = _record(item, store)
        if record is None:
            known = store.known_file(item.display)
            tally.unchanged += len(store.ids_of(item.display))
            tally.failures += (
                [ReadFailure(item.display, r) for r in known.failures] if known else []
            )
        else:
            due.append((item, record))
    for done, (record, results) in enumerate(_parsed(due, workers), 1):
        _take(record, results, store, tally, seen, prune=prune)
        progress("reading", done, len(due))
    if prune:
        with store.transaction():
            for display in store.files():
                if display not in seen:
                    for article_id in store.ids_of(display):
                        tally.removed += store.remove(article_id)
                    store.forget_file(display)


def _record(item: SourceFile, store: ArticleStore) -> FileRecord | None:
    """Return the file's new record, or None if its content is the one already read."""
    known = store.known_file(item.display)
    if known and (known.size, known.mtime_ns) == (item.size, item.mtime_ns):
        return None
    try:
        with open(item.path, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""  # the reader will say why
    record = FileRecord(
        display=item.display, size=item.size, mtime_ns=item.mtime_ns, sha256=digest, failures=()
    )
    if known and digest and known.sha256 == digest:
        store.note_file(replace(known, mtime_ns=item.mtime_ns, size=item.size))
        return None
    return record


def _parsed(
    due: list[tuple[SourceFile, FileRecord]], workers: int
) -> Iterator[tuple[FileRecord, Iterable[Article | ReadFailure]]]:
    """Yield each file's articles, parsed by worker processes if there are many files."""
    if workers <= 1 or len(due) < POOL_FROM:
        for item, record in due:
            yield record, read_file(item.path, item.display, item.relative)
        return
    # Imported here: a query must not pay for it.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _end_with_parent) as pool:
        results = pool.map(_parse, [item for item, _ in due], chunksize=4)
        for (_, record), articles in zip(due, results, strict=True):
            yield record, articles


def _end_with_parent() -> None:
    """Let this worker end when the run is killed: it would wait for work forever."""
    import multiprocessing
    import threading

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _parse(item: SourceFile) -> list[Article | ReadFailure]:
    return list(read_file(item.path, item.display, item.relative))


def _take(
    record: FileRecord,
    results: Iterable[Article | ReadFailure],
    store: ArticleStore,
    tally: _Tally,
    seen: set[str],
    *,
    prune: bool,
) -> None:
    """Store what one file holds, a batch a transaction; the file is noted with the last batch."""
    before = set(store.ids_of(record.display)) if prune else set()
    here: set[str] = set()
    failures: list[str] = []
    stream = iter(results)
    more = True
    while more:
        more = False
        with store.transaction():
            for count, result in enumerate(stream, 1):
                if isinstance(result, ReadFailure):
                    failures.append(result.reason)
                else:
                    _store_article(result, record.display, store, tally, seen, here, failures)
                if count == STORE_BATCH:
                    more = True
                    break
            if not more:
                for article_id in before - here:
                    tally.removed += store.remove(article_id)
                store.note_file(replace(record, failures=tuple(failures)))
    tally.failures += [ReadFailure(record.display, reason) for reason in failures]


def _store_article(
    article: Article,
    display: str,
    store: ArticleStore,
    tally: _Tally,
    seen: set[str],
    here: set[str],
    failures: list[str],
) -> None:
    owner = store.owner(article.id)
    if article.id in here or (owner not in (None, display) and owner in seen):
        if store.get(article.id) != article:  # two feeds may carry one and the same article
            place = "this file" if article.id in here else owner
            failures.append(f"duplicate id {article.id!r}: already read from {place}")
        return
    here.add(article.id)
    outcome = store.put(article, display)
    setattr(tally, outcome, getattr(tally, outcome) + 1)


def _publish(
    engine: SearchEngine,
    store: ArticleStore,
    overrides: Overrides,
    *,
    full: bool,
    progress: Progress,
) -> None:
    """Bring the index to the state of the store."""
    stamp = index_stamp(overrides)
    full = full or engine.wants_rebuild(stamp)
    wanted = dict(store.current())
    held = {} if full else engine.articles()
    due = [name for name, revision in wanted.items() if held.get(name) != revision]
    gone = [name for name in held if name not in wanted]
    if not (full or due or gone):
        return
    with engine.writer(stamp=stamp, full=full, overrides=overrides) as writer:
        for name in gone:
            writer.remove(name)
        for done, (revision, article) in enumerate(store.articles(due), 1):
            writer.add(section_documents(article, revision))
            if done % 50 == 0 or done == len(due):
                progress("indexing", done, len(due))
        progress("publishing", 0, 0)
