"""Bring the groups of copies up to date, beside the building of an index if there is much to do.

In: a store that only this run writes to.  Out: its groups are those of its articles.
Copies and index need nothing but the store: a process of its own groups while others analyse words.
Where all articles are new it begins once they have been read for the index, of very many once that
is built, and finds the notes that were taken of them (`corpus.copies.noted`). If it ends early this
one does its work: then the error is told by whoever can tell it, or there is none. It ends with the
run, killed or not: it says after every batch how far it is, and nobody may be there to hear it.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import ArticleStore, StoreError
from corpus.copies import CopyTable, notes_in
from search.system import heap
from search.system.helper_process import begin

logger = logging.getLogger(__name__)

# A process is there and has loaded numpy after half a second: the time of so many articles.
LEAST_ARTICLES = 1_500
# Of so many what is learned of their words takes much memory, and so does this: it begins once the
# index is built. At a million sections that takes a fifth less memory.
MANY_ARTICLES = 100_000
# Two processes analyse words on two cores, then one packs postings and leaves half of the other
# idle: what can wait until then gives way, though not so far that the rest would wait for it.
NICER = 5
_LOOK_S = 0.1

Tell = Callable[[int, int], None]


class Grouping:
    """A grouping in another process, if one is `due`.

    `notes`: the folder where who reads all articles before `begin` is to leave notes of them, None
    if nobody is.  `late`: it is not to begin before it is waited for.
    """

    def __init__(
        self,
        store: ArticleStore,
        tell: Tell,
        *,
        due: bool,
        notes: Path | None = None,
        late: bool = False,
    ) -> None:
        self._store, self._tell, self._due, self.notes = store, tell, due, notes
        self._late = late
        self._process: subprocess.Popen[bytes] | None = None
        self._heard = b""

    def begin(self) -> None:
        """Begin to group, if that is due, not begun yet and not to be late."""
        if not self._due or self._late:
            return
        self._due = False
        arguments = {"path": str(self._store.path), "shelf": self._store.shelf}
        if self.notes:
            arguments["notes"] = str(self.notes)
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
        self._late = False
        self.begin()
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
def grouping(
    store: ArticleStore, tell: Tell, *, beside: bool, reading: int = 0
) -> Iterator[Grouping]:
    """Group copies at once, or `beside` what the block does until it waits for it.

    The block must not write to the store.

    Args:
        reading: how many articles the block reads before it calls `begin`. If it reads all that
            are to be grouped it is asked to leave notes of them. Of MANY_ARTICLES copies are
            grouped when the block waits for it.
    Raises: StoreError, StoreDamagedError.
    """
    notes = store.path.with_name(f"{store.path.name}-{store.shelf}.notes")
    shutil.rmtree(notes, ignore_errors=True)  # of a run that was killed
    noting = beside and 0 < reading <= CopyTable(store).waiting()
    if noting:
        try:
            notes.mkdir()
        except OSError as error:
            raise StoreError(f"{notes}: cannot be made ({error.strerror})") from error
    if not beside:
        CopyTable(store).update(tell)
    late = reading >= MANY_ARTICLES
    begun = Grouping(store, tell, due=beside, notes=notes if noting else None, late=late)
    try:
        if not noting:
            begun.begin()
        yield begun
    finally:
        begun.end()
        shutil.rmtree(notes, ignore_errors=True)


def work(path: str, shelf: str, notes: str = "") -> None:
    """Group the copies of a shelf: what the other process does."""
    os.nice(NICER)
    heap.share()
    heap.spare()

    def say(done: int, total: int) -> None:
        os.write(1, b"%d %d\n" % (done, total))  # fails once nobody hears it
        if done == total:
            heap.give_back()  # what looking at texts took, before they are compared

    with ArticleStore(Path(path), shelf) as store:
        CopyTable(store).update(say, notes_in(Path(notes)) if notes else ())
