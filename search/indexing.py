"""Bring the article store and the index up to date: the only place that writes both.

In: sources named by the user.  Out: a report of what was new, changed, removed or refused.
First the store takes what was read (unchanged files are not even opened) and groups copies, then
the index takes the difference between the store and its live generation. So a run that was cut off
is completed by the next one, and a lost index is rebuilt from the store.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus import (
    Article,
    ArticleStore,
    FileRecord,
    ReadFailure,
    ReadSkip,
    SourceFile,
    file_digest,
    find_files,
    read_files,
    refusal,
)
from corpus.copies import CopyTable
from search.analysis import NO_OVERRIDES, Overrides
from search.engines.base import SearchEngine
from search.sections import index_stamp, section_documents

if TYPE_CHECKING:
    from corpus.intake.pool import FileResults

logger = logging.getLogger(__name__)

# Articles stored in one transaction.
STORE_BATCH = 500

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What one run did. Counts are articles.

    `failures`: files, or parts of them, that should have given an article; `skips`: those that
    were passed over on purpose.
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
        }


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[ReadFailure] = field(default_factory=list)
    skips: list[ReadSkip] = field(default_factory=list)


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
        skips=tuple(tally.skips),
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
            tally.unchanged += len(store.ids_of(item.display))
            if known := store.known_file(item.display):
                tally.failures += [ReadFailure(item.display, r) for r in known.failures]
                tally.skips += [ReadSkip(item.display, r) for r in known.skips]
        else:
            due.append((item, record))
    files = [file for file, _ in due]
    digests = [not record.sha256 for _, record in due]
    read = read_files(files, workers=workers, digests=digests)
    for done, ((_, record), results) in enumerate(zip(due, read, strict=True), 1):
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
    """Return the file's new record, or None if its content is the one already read.

    A file never seen before gets its digest from the worker that reads it.
    """
    known = store.known_file(item.display)
    if known and (known.size, known.mtime_ns) == (item.size, item.mtime_ns):
        return None
    digest = ""
    if known and known.size == item.size:
        digest = file_digest(item.path, item.relative)
    record = FileRecord(
        display=item.display, size=item.size, mtime_ns=item.mtime_ns, sha256=digest, failures=()
    )
    if known and digest and known.sha256 == digest:
        store.note_file(replace(known, mtime_ns=item.mtime_ns, size=item.size))
        return None
    return record


@dataclass(slots=True)
class _FileTally:
    """What one file gave. `here`: ids of its articles; `transient`: another try may give more."""

    file: str
    here: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)
    transient: bool = False


def _take(
    record: FileRecord,
    results: FileResults,
    store: ArticleStore,
    tally: _Tally,
    seen: set[str],
    *,
    prune: bool,
) -> None:
    """Store what one file holds, a batch a transaction; the file is noted with the last batch.

    A file that another try may read better is not noted: the next run reads it again.
    """
    before = set(store.ids_of(record.display)) if prune else set()
    found = _FileTally(record.display)
    stream = iter(results)
    more = True
    while more:
        more = False
        with store.transaction():
            for count, result in enumerate(stream, 1):
                if isinstance(result, Article):
                    _store_article(result, store, tally, seen, found)
                else:
                    # Who names a file wants it read; what only lies in a folder may be anything.
                    failed = isinstance(result, ReadFailure) or results.file.named
                    (found.failures if failed else found.skips).append(result.reason)
                    found.transient |= result.transient
                if count == STORE_BATCH:
                    more = True
                    break
            if not more:
                for article_id in before - found.here:
                    tally.removed += store.remove(article_id)
                if found.transient:
                    store.forget_file(record.display)
                else:
                    store.note_file(
                        replace(
                            record, sha256=record.sha256 or results.sha256,
                            failures=tuple(found.failures), skips=tuple(found.skips),
                        )
                    )  # fmt: skip
    tally.failures += [ReadFailure(record.display, reason) for reason in found.failures]
    tally.skips += [ReadSkip(record.display, reason) for reason in found.skips]


def _store_article(
    article: Article, store: ArticleStore, tally: _Tally, seen: set[str], found: _FileTally
) -> None:
    owner = store.owner(article.id)
    kept = store.get(article.id) if owner else None
    if owner and kept and (article.id in found.here or owner != found.file):
        again = article.id in found.here
        if kept == article and (again or owner in seen):
            return  # two feeds may carry one and the same article
        if again and kept.version == article.version:
            found.failures.append(f"duplicate id {article.id!r}: already read from this file")
            return
        # A file that is gone may be replaced by any text, but not by an agency's older version.
        comparable = again or owner in seen or kept.version > article.version
        if comparable and (reason := refusal(article, kept)):
            found.skips.append(f"{article.id}: {reason} ({owner})")
            return
    found.here.add(article.id)
    outcome = store.put(article, found.file)
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
