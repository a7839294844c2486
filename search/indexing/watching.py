"""Keep an index up to date while files come and change.

In: sources, and what brings the index up to date.  Out: a report after each batch.
Plain polling: it sees what other machines write to a network drive, which inotify does not, and
needs no limit of the system raised. 100,000 files cost 0.3 s a look, so the pause grows with them.

A file is read when it looked the same twice in a row (size and time of the last change), so one
that is being written waits for the next batch. What settled together is one batch, one update.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import SourceFile, SourceMissingError, file_states
from search.errors import EngineUnavailableError, StorageFullError, UsageError, WriterBusyError
from search.indexing.update import IndexReport

LEAST_PAUSE_S, LONGEST_PAUSE_S = 1.5, 60.0
# Looking takes at most a tenth of the time, a fifth while something changes.
REST, SHORT_REST = 10.0, 4.0
# After a full disk, or an engine that does not answer, the next try waits so long.
RETRY_PAUSE_S = 30.0

State = tuple[int, int]
Leave = Callable[[SourceFile], bool]


class Watcher:
    """What the files look like, and which of them an update has been given.

    `settings`: files beside the index whose change asks for an update too. `prune`: a file that
    is gone does as well. `unsure`: something changed that has not settled yet.
    """

    def __init__(
        self, sources: Sequence[str], settings: Sequence[Path] = (), *, prune: bool = False
    ) -> None:
        self._sources = sources
        self._settings = settings
        self._prune = prune
        self._given: dict[str, State] = {}
        self._before: dict[str, State] = {}
        self._now: dict[str, State] = {}
        self.unsure = False
        self._first = True
        self._filled = False

    def look(self) -> bool:
        """Look at all files; tell if something has settled that no update was given.

        Raises: SourceMissingError if a source is not there, or all its files are gone at once:
        a drive that is not mounted, not a wish to forget everything.
        """
        found = file_states(self._sources)
        if self._filled and not found:
            raise SourceMissingError(f"{', '.join(self._sources)}: all files are gone")
        self._filled = bool(found)
        for path in self._settings:
            found |= _state(path)
        self._before, self._now = self._now, found
        if self._first:
            # Twice the same is not known of anything yet.
            self._first = False
            self.unsure = bool(found)
            return False
        changed = {path for path, state in found.items() if self._given.get(path) != state}
        gone = self._given.keys() - found.keys()
        if not self._prune:
            gone &= {str(path) for path in self._settings}
        settled = any(self._before.get(path) == found.get(path) for path in changed | gone)
        self.unsure = bool(changed or gone) and not settled
        return settled

    def unsettled(self, item: SourceFile) -> bool:
        """Tell if a file changed between the last two looks, or has since."""
        path = os.fspath(item.path)
        state = (item.size, item.mtime_ns)
        return not (state == self._now.get(path) == self._before.get(path))

    def done(self) -> None:
        """Note that an update was given what had settled."""
        # What has not settled stays as the update before saw it, and so is seen as changed.
        self._given = {
            path: state if self._before.get(path) == state else self._given[path]
            for path, state in self._now.items()
            if self._before.get(path) == state or path in self._given
        }


def _state(path: Path) -> dict[str, State]:
    try:
        status = path.stat()
    except OSError:
        return {}
    return {str(path): (status.st_size, status.st_mtime_ns)}


def keep_updating(
    watcher: Watcher,
    update: Callable[[Leave], IndexReport],
    *,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[IndexReport]:
    """Yield a report after each batch, for ever.

    The first batch is what is there. A source that has gone, a writer at work, an engine that
    does not answer, a full disk and settings that became wrong are told once and waited for.
    Raises: what `update` raises otherwise, SourceMissingError at the first look.
    """
    told = ""
    known = begun = False
    while True:
        pause = LEAST_PAUSE_S
        try:
            start = clock()
            due = watcher.look()
            # While something settles, the next look comes sooner.
            rest = SHORT_REST if watcher.unsure else REST
            pause = min(max(pause, rest * (clock() - start)), LONGEST_PAUSE_S)
        except SourceMissingError as error:
            if not known:
                raise
            due, reason = False, f"{error}; waiting for it"
        else:
            known, reason = True, ""
        if due:
            try:
                report = update(watcher.unsettled)
            except UsageError as error:
                if not begun:
                    raise
                reason = f"{error}; waiting for a change"
            except (WriterBusyError, EngineUnavailableError, StorageFullError) as error:
                reason = f"{error}; trying again"
                pause = max(pause, 0 if isinstance(error, WriterBusyError) else RETRY_PAUSE_S)
            else:
                watcher.done()
                begun = True
                yield report
        if reason and reason != told:
            tell(reason)
        told = reason
        sleep(pause)
