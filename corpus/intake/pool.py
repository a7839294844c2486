"""Read files in worker processes, many at once, and give their content in the order asked for.

In: files.  Out: for each its results as they come.  A worker that dies over a file is replaced; the
file gets a failure with the reason, an archive goes on behind the page that did it, and the files
the worker had not begun are read by others. A large file of lines is read in parts, as if they were
files in a row: one that is all there is keeps every worker at work.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait
from pathlib import Path

from corpus.intake.child import Child
from corpus.intake.messages import Report, Result, Task
from corpus.kept import KeptArticle
from corpus.models import Article, ReadDoubt, ReadFailure, ReadSkip
from corpus.readers import NOTHING, is_archive, is_of_lines
from corpus.readers.lines import PART_BYTES, WHOLE, Part, parts_of
from corpus.readers.undated import together
from corpus.rules import Rules
from corpus.walk import SourceFile

# Files handed to a worker before it has finished the first: it never waits for the run.
AHEAD = 4
# Results held of files whose turn has not come; beyond it their workers have to wait.
HELD_RESULTS = 4000
# An archive that breaks its reader more often is given up.
MAX_BREAKS = 20


@dataclass(slots=True)
class _Told:
    """What workers told of a task. `breaks`: how often they broke over it."""

    waiting: deque[Result] = field(default_factory=deque)
    done: bool = False
    sha256: str = ""
    breaks: int = 0


@dataclass(slots=True)
class FileResults:
    """What one file holds. `sha256`: its digest, known once all results are taken, if asked for.

    Iterate to the end before the next file's: results come while the workers read.
    """

    file: SourceFile
    _pool: _Pool
    # Of its tasks: those that are not at their end.
    _numbers: deque[int]
    sha256: str = ""

    def __iter__(self) -> Iterator[Article | ReadFailure | ReadSkip | ReadDoubt]:
        for one in self.kept():
            yield one.article() if isinstance(one, KeptArticle) else one
            if isinstance(one, KeptArticle) and one.doubt:
                yield ReadDoubt(self.file.display, one.doubt)

    def kept(self) -> Iterator[Result]:
        """Yield the same, articles as they are kept: the run need not look into them."""
        return self._as_one() if len(self._numbers) > 1 else self._told()

    def _told(self) -> Iterator[Result]:
        """Yield what the tasks gave, one after the other."""
        while self._numbers:
            told = self._pool.told[self._numbers[0]]
            while told.waiting:
                self._pool.held -= 1
                yield told.waiting.popleft()
            if told.done:
                self.sha256 = told.sha256
                del self._pool.told[self._numbers.popleft()]
            else:
                self._pool.listen(self._numbers[0])

    def _as_one(self) -> Iterator[Result]:
        """Yield what the parts of a file gave as if it had been read as a whole."""
        failures: set[ReadFailure] = set()
        doubts: list[ReadDoubt] = []
        empty = True
        for one in self._told():
            empty = False
            if isinstance(one, ReadDoubt):
                doubts.append(one)
            elif one not in failures:  # each part says that a file is gone
                if isinstance(one, ReadFailure):
                    failures.add(one)
                yield one
        if doubts:
            yield together(doubts)
        if empty:
            yield ReadFailure(self.file.display, NOTHING)


def read_in_processes(
    files: Sequence[SourceFile], workers: int, digests: Sequence[bool], rules: Rules
) -> Iterator[FileResults]:
    """Yield the results of each file, as `read_files` tells. Raises: WorkerStartError."""
    pool = _Pool(workers, rules)
    try:
        for results in pool.begin(files, digests):
            yield results
            for _ in results.kept():
                pass  # what the caller left
    finally:
        pool.end()


class _Pool:
    """The workers and what they have told, by task. `held`: results nobody has taken yet."""

    def __init__(self, workers: int, rules: Rules) -> None:
        self.held = 0
        self.told: dict[int, _Told] = {}
        self._due: deque[Task] = deque()
        self._children: list[Child] = []
        self._workers = workers
        self._rules = rules

    def begin(self, files: Sequence[SourceFile], digests: Sequence[bool]) -> list[FileResults]:
        """Take the files to be read; return the results of each."""
        results = []
        for file, digest in zip(files, digests, strict=True):
            numbers: deque[int] = deque()
            for part in self._parts(file):
                numbers.append(len(self._due))
                self._due.append(
                    Task(
                        number=numbers[-1], path=str(file.path), display=file.display,
                        relative=file.relative, digest=digest and part.end is None, part=part,
                    )
                )  # fmt: skip
            results.append(FileResults(file, self, numbers))
        self.told = {number: _Told() for number in range(len(self._due))}
        self._workers = min(self._workers, len(self._due))
        return results

    def _parts(self, file: SourceFile) -> list[Part]:
        if self._workers > 1 and file.size > 2 * PART_BYTES and is_of_lines(file.path):
            return parts_of(file.path, file.relative)
        return [WHOLE]

    def end(self) -> None:
        """End all workers, whatever they do."""
        for child in self._children:
            child.end()
        self._children.clear()

    def listen(self, turn: int) -> None:
        """Take what any worker says, until something new is known of the file whose turn it is."""
        self._hand_out()
        heard = {child.socket: child for child in self._children if not self._is_ahead(child, turn)}
        deadlines = [one.deadline for one in heard.values() if one.deadline is not None]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        for socket in wait(list(heard), patience):
            child = heard[socket]  # type: ignore[index]
            try:
                report = child.hear()
            except (EOFError, OSError):
                self._bury(child)
            else:
                self._take(child, report)
        for child in heard.values():
            if child.is_overdue():
                child.give_up()

    def _is_ahead(self, child: Child, turn: int) -> bool:
        """Tell if a worker has to wait, because it is far ahead of the file whose turn it is."""
        if self.held < HELD_RESULTS or not child.tasks:
            return False
        # After another worker's end its files stand behind later ones here.
        if min(task.number for task in child.tasks) <= turn:
            return False
        child.deadline = None
        return True

    def _hand_out(self) -> None:
        while self._due and len(self._children) < self._workers:
            self._children.append(Child(self._rules))
        # One each in turn, so that the last files are spread over all workers.
        for depth in range(AHEAD):
            for child in self._children:
                if self._due and len(child.tasks) <= depth and not child.retired:
                    child.give(self._due.popleft())
        for child in self._children:
            if child.deadline is None:
                child.expect()

    def _take(self, child: Child, report: Report | None) -> None:
        if report is None:
            return
        told = self.told[report.number]
        told.waiting += report.results
        told.done, told.sha256 = report.done, report.sha256
        self.held += len(report.results)
        if report.retires:
            self._return(child)

    def _bury(self, child: Child) -> None:
        """Replace a worker that has ended, and tell what it ended over."""
        if not child.retired:
            self._blame(child)
        self._return(child)

    def _return(self, child: Child) -> None:
        """Put back what a worker had not begun, and forget it."""
        self._due = deque(sorted([*child.tasks, *self._due], key=lambda task: task.number))
        child.tasks.clear()
        if child in self._children:
            self._children.remove(child)
            child.end()

    def _blame(self, child: Child) -> None:
        reason, transient = child.fate()
        if not child.tasks:
            return
        task = child.tasks.popleft()
        told = self.told[task.number]
        done = task.start + child.told
        if is_archive(Path(task.path)) and not transient and told.breaks < MAX_BREAKS:
            # Some results may not have been told: those are read again, each told at once.
            if task.careful:
                told.breaks += 1
                failure = ReadFailure(task.display, f"page {done + 1} {reason}")
                told.waiting.append(failure)
                self.held += 1
                done += 1
            self._due.appendleft(replace(task, start=done, careful=True))
            return
        if task.part != WHOLE:
            reason = f"{reason}; lines behind {task.part.lines + done} are not read, later ones are"
        elif done:
            reason = f"{reason}; what follows result {done} is not read"
        told.waiting.append(ReadFailure(task.display, reason, transient))
        told.done = True
        self.held += 1
