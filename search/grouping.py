"""Bring the groups of copies up to date, beside the building of an index if there is much to do.

In: a store that only this run writes to.  Out: its groups are those of its articles.
Copies and index need nothing but the store: a process of its own groups while others cut texts into
words. If it ends early this one does its work: then the error is told by whoever can tell it, or
there is none. It ends with the run, killed or not: it says after every batch how far it is, and
nobody may be there to hear it.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import ArticleStore
from corpus.copies import CopyTable
from search import heap
from search.helper_process import begin

logger = logging.getLogger(__name__)

# A process is there and has loaded numpy after half a second: the time of so many articles.
LEAST_ARTICLES = 1_500
# Two processes cut texts on two cores, then one packs postings and leaves half of the other idle:
# what can wait until then gives way, though not so far that the rest would wait for it in the end.
NICER = 5
_LOOK_S = 0.1

Tell = Callable[[int, int], None]


class Grouping:
    """A grouping that may go on in another process."""

    def __init__(self, store: ArticleStore, tell: Tell, *, beside: bool) -> None:
        self._store, self._tell = store, tell
        self._process: subprocess.Popen[bytes] | None = None
        self._heard = b""
        if beside:
            self._begin()
        else:
            CopyTable(store).update(tell)

    def _begin(self) -> None:
        arguments = {"path": str(self._store.path), "shelf": self._store.shelf}
        self._process = begin(work, arguments, stdout=subprocess.PIPE)
        heard = self._process.stdout
        assert heard is not None  # noqa: S101  for mypy
        os.set_blocking(heard.fileno(), False)

    def look(self) -> None:
        """Tell how far the other process is."""
        if self._process is None or self._process.stdout is None:
            return
        *lines, self._heard = (self._heard + (self._process.stdout.read() or b"")).split(b"\n")
        if lines:
            done, total = map(int, lines[-1].split())
            self._tell(done, total)

    def wait(self) -> None:
        """Wait until all is grouped. Raises StoreError, StoreDamagedError."""
        process = self._process
        if process is None:
            return
        while True:
            self.look()
            try:
                code = process.wait(_LOOK_S)
                break
            except subprocess.TimeoutExpired:
                continue
        self.look()  # it may have said something since
        self.end()
        if code:
            logger.warning("the process that groups copies ended early: exit code %d", code)
            CopyTable(self._store).update(self._tell)

    def end(self) -> None:
        """End the other process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


@contextmanager
def grouping(store: ArticleStore, tell: Tell, *, beside: bool) -> Iterator[Grouping]:
    """Group copies at once, or `beside` what the block does until it waits for it.

    The block must not write to the store. Raises: StoreError, StoreDamagedError.
    """
    begun = Grouping(store, tell, beside=beside)
    try:
        yield begun
    finally:
        begun.end()


def work(path: str, shelf: str) -> None:
    """Group the copies of a shelf: what the other process does."""
    os.nice(NICER)
    heap.share()
    heap.spare()

    def say(done: int, total: int) -> None:
        os.write(1, b"%d %d\n" % (done, total))  # fails once nobody hears it
        if done == total:
            heap.give_back()  # what looking at texts took, before they are compared

    with ArticleStore(Path(path), shelf) as store:
        CopyTable(store).update(say)
