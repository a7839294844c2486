"""Bring the article store up to date with files.

In: sources named by the user.  Out: the store holds what they say, a tally of what was new,
changed, removed, refused or passed over.  Unchanged files are not even opened; the others are read
by worker processes while what came before is stored.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus import (
    ArticleStore,
    FileRecord,
    KeptArticle,
    NameSet,
    ReadDoubt,
    ReadFailure,
    ReadSkip,
    SourceFile,
    file_digest,
    find_files,
    read_files,
    refusal,
)
from corpus.rules import NO_RULES, Rules

if TYPE_CHECKING:
    from corpus.batch import Batch
    from corpus.intake.pool import FileResults

# Articles stored in one transaction, and how long the first of them may wait.
STORE_BATCH, STORE_SECONDS = 500, 1.0

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Tally:
    """What one run has read so far. Counts are articles.

    `others`: files of no known kind in folders, by their ending.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[ReadFailure] = field(default_factory=list)
    skips: list[ReadSkip] = field(default_factory=list)
    doubts: list[ReadDoubt] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def read_sources(
    sources: Sequence[str],
    store: ArticleStore,
    *,
    prune: bool = False,
    reread: bool = False,
    workers: int = 1,
    rules: Rules = NO_RULES,
    leave: Callable[[SourceFile], bool] = lambda _: False,
    progress: Progress = lambda *_: None,
) -> Tally:
    """Read what is new or changed in the sources into the store.

    Args: as for `update_index`.
    Raises: SourceMissingError, StoreError, WorkerStartError.
    """
    tally = Tally()
    seen: set[str] = set()
    unread: list[str] = []
    due: list[tuple[SourceFile, FileRecord]] = []
    for item in find_files(sources, lambda ending: tally.others.update([ending])):
        if isinstance(item, ReadFailure):
            tally.failures.append(item)
            # A folder that cannot be read now has not lost its files.
            unread.append(f"{item.file}/")
            continue
        seen.add(item.display)
        if leave(item):
            continue
        record = _record(item, store, rules.stamp, reread=reread)
        if record is None:
            tally.unchanged += len(store.ids_of(item.display))
            if known := store.known_file(item.display):
                tally.failures += [ReadFailure(item.display, r) for r in known.failures]
                tally.skips += [ReadSkip(item.display, r) for r in known.skips]
                tally.doubts += [ReadDoubt(item.display, *one) for one in known.doubts]
        else:
            due.append((item, record))
    files = [file for file, _ in due]
    digests = [not record.sha256 for _, record in due]
    read = read_files(files, workers=workers, digests=digests, rules=rules)
    with ThreadPoolExecutor(1) as thread:
        intake = _Intake(store, tally, seen, thread, prune=prune)
        for done, ((_, record), results) in enumerate(zip(due, read, strict=True), 1):
            intake.take(record, results)
            progress("reading", done, len(due))
        intake.finish()
    if prune:
        with store.transaction():
            for display in store.files():
                if display not in seen and not f"{display}/".startswith(tuple(unread)):
                    for article_id in store.ids_of(display):
                        tally.removed += store.remove(article_id)
                    store.forget_file(display)
    return tally


def _record(
    item: SourceFile, store: ArticleStore, rules: str, *, reread: bool
) -> FileRecord | None:
    """Return the file's new record, or None if its content is the one already read.

    A file never seen before gets its digest from the worker that reads it.
    """
    known = store.known_file(item.display)
    if known and (reread or known.rules != rules):
        known = None
    if known and (known.size, known.mtime_ns) == (item.size, item.mtime_ns):
        return None
    digest = ""
    if known and known.size == item.size:
        digest = file_digest(item.path, item.relative)
    record = FileRecord(
        display=item.display, size=item.size, mtime_ns=item.mtime_ns, sha256=digest, rules=rules
    )
    if known and digest and known.sha256 == digest:
        store.note_file(replace(known, mtime_ns=item.mtime_ns, size=item.size))
        return None
    return record


@dataclass(slots=True)
class _FileTally:
    """What one file gave. `here`: ids of its articles; `transient`: another try may give more."""

    record: FileRecord
    results: FileResults
    here: NameSet = field(default_factory=NameSet)
    failures: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)
    doubts: list[tuple[str, int]] = field(default_factory=list)
    transient: bool = False


# What came of a file, None once it has given all.
_Given = tuple[_FileTally, KeptArticle | ReadFailure | ReadSkip | ReadDoubt | None]


class _Intake:
    """Stores what files hold, many articles a transaction.

    A thread stores what came while this one hears what comes: processes that read wait for whoever
    hears them, and did so a third of the time. No transaction waits for what is still to be read.
    A file is noted with its last article. One that another try may read better is not noted: the
    next run reads it again.
    """

    def __init__(
        self,
        store: ArticleStore,
        tally: Tally,
        seen: set[str],
        thread: ThreadPoolExecutor,
        *,
        prune: bool,
    ) -> None:
        self._store, self._tally, self._seen = store, tally, seen
        self._prune = prune
        self._pending: list[_Given] = []
        self._written = time.monotonic()
        self._thread = thread
        self._storing: Future[None] | None = None

    def take(self, record: FileRecord, results: FileResults) -> None:
        """Take what one file holds."""
        found = _FileTally(record, results)
        for result in results.kept():
            self._pending.append((found, result))
            self._write_if_due()
        self._pending.append((found, None))
        self._write_if_due()

    def _write_if_due(self) -> None:
        late = time.monotonic() - self._written > STORE_SECONDS
        if late or len(self._pending) >= STORE_BATCH:
            self._write()

    def finish(self) -> None:
        """Store the rest, and wait until all is stored."""
        self._write()
        self._wait()

    def _write(self) -> None:
        """Begin to store all that was taken, once what was taken before is stored."""
        self._wait()
        given, self._pending = self._pending, []
        self._storing = self._thread.submit(self._store_all, given)
        self._written = time.monotonic()

    def _wait(self) -> None:
        if self._storing is not None:
            self._storing.result()

    def _store_all(self, given: Sequence[_Given]) -> None:
        with self._store.transaction():
            ids = {one.id for _, one in given if isinstance(one, KeptArticle)}
            batch = self._store.batch(ids)
            for found, result in given:
                if isinstance(result, KeptArticle):
                    self._article(result, found, batch)
                elif result is None:
                    self._end(found, batch)
                elif isinstance(result, ReadDoubt):
                    found.doubts.append((result.reason, result.count))
                else:
                    # Who names a file wants it read; what only lies in a folder may be anything.
                    failed = isinstance(result, ReadFailure) or found.results.file.named
                    (found.failures if failed else found.skips).append(result.reason)
                    found.transient |= result.transient
            batch.write()

    def _article(self, text: KeptArticle, found: _FileTally, batch: Batch) -> None:
        file, again = found.record.display, text.id in found.here
        owner = batch.owner(text.id)
        kept = batch.get(text.id) if owner and (again or owner != file) else None
        if owner and kept:
            article = text.article()
            if kept == article and (again or owner in self._seen):
                return  # two feeds may carry one and the same article
            if again and kept.version == article.version:
                found.failures.append(f"duplicate id {text.id!r}: already read from this file")
                return
            # A file that is gone may be replaced by any text, but not by an agency's older version.
            comparable = again or owner in self._seen or kept.version > article.version
            if comparable and (reason := refusal(article, kept)):
                found.skips.append(f"{text.id}: {reason} ({owner})")
                return
        found.here.add(text.id)
        if text.doubt:
            found.doubts.append((text.doubt, 1))
        outcome = batch.put(text, file)
        setattr(self._tally, outcome, getattr(self._tally, outcome) + 1)

    def _end(self, found: _FileTally, batch: Batch) -> None:
        store, record = self._store, found.record
        if self._prune:
            batch.write()
            for article_id in store.ids_of(record.display):
                if article_id not in found.here:
                    self._tally.removed += batch.remove(article_id)
        if found.transient:
            store.forget_file(record.display)
        else:
            sha256 = record.sha256 or found.results.sha256
            noted = replace(record, sha256=sha256, failures=tuple(found.failures))
            store.note_file(replace(noted, skips=tuple(found.skips), doubts=tuple(found.doubts)))
        self._tally.failures += [ReadFailure(record.display, one) for one in found.failures]
        self._tally.skips += [ReadSkip(record.display, one) for one in found.skips]
        self._tally.doubts += [ReadDoubt(record.display, *one) for one in found.doubts]
