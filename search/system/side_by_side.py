"""Do the pieces of a job side by side in forked processes.

In: how many pieces, what makes the arrays of a piece of its number.  Out: these, in order.
Children share what the parent holds (copy on write); what they make comes back as arrays mapped
from a file without a name, never as objects. The numbers of the pieces wait in a pipe: whoever is
free takes the next, the parent too if it helps; what it makes waits in a file, too.

A bar that is being drawn on a terminal has a thread. Forking beside it is safe, because a child
only computes and writes its own file: it takes no lock that the thread may hold.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np
import numpy.typing as npt

from search.errors import FundstelleError
from search.system.arrays import let_go
from search.system.on_disk import nameless, save, saved

logger = logging.getLogger(__name__)

Array = npt.NDArray[Any]
Work = Callable[[int], Sequence[Array]]

# The number of a piece is a byte in the pipe.
MOST_PIECES = 256
_LOOK_S = 0.1


class WorkerDiedError(FundstelleError):
    """A process that helped has died; the message says of what."""


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0))


class SideBySide:
    """A job that has begun; a context, at whose end no process of it is left.

    Args:
        pieces: at most MOST_PIECES.
        helpers: processes beside this one; with 0 nothing begins before `results`.
        folder: where what is made waits, see `on_disk.py`.
    """

    def __init__(self, work: Work, pieces: int, helpers: int, folder: Path | None = None) -> None:
        self._work, self._pieces, self._folder = work, pieces, folder
        self._queue, feed = os.pipe()
        with open(feed, "wb") as stream:
            stream.write(bytes(range(pieces)))
        self._children: dict[int, IO[bytes]] = {}
        for _ in range(helpers):
            self._begin()

    def _begin(self) -> None:
        file = nameless(self._folder)  # closed by `results` or at the end
        parent, pid = os.getpid(), os.fork()
        if pid:
            self._children[pid] = file
            return
        status = 1
        gc.disable()  # a collection would copy what is shared, and find nothing
        try:
            _end_with(parent)
            self._do(file)
            status = 0
        except BaseException:
            file.seek(0)
            file.truncate()
            file.write(traceback.format_exc().encode())
            file.flush()
        finally:
            os._exit(status)

    def _do(self, file: IO[bytes]) -> None:
        """Do the pieces that nobody has taken, into a file."""
        while number := os.read(self._queue, 1):
            arrays = self._work(number[0])
            for values in (np.array([number[0], len(arrays)]), *arrays):
                save(values, file)
        file.flush()

    def results(self, *, help_too: bool = True) -> list[Sequence[Array]]:
        """Help with what is left, unless not wanted, wait for the rest. Raises WorkerDiedError."""
        found: dict[int, Sequence[Array]] = {}
        if help_too:
            with nameless(self._folder) as file:
                self._do(file)
                found.update(_pieces(file))
        for pid, file in list(self._children.items()):
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            del self._children[pid]
            with file:
                file.seek(0)
                if status:
                    raise WorkerDiedError(_fate(status, file.read().decode(errors="replace")))
                found.update(_pieces(file))
        return [found[number] for number in range(self._pieces)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._queue)
        for pid, file in self._children.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            file.close()


def in_a_process(
    work: Callable[[], Sequence[Array]], folder: Path | None = None
) -> Sequence[Array]:
    """Return what a piece of work makes in a process of its own: at its end all memory it took is
    given back, of which some would stay in holes of this one.

    If that dies it is done here: then the error is told here, or there is none.
    """
    try:
        with SideBySide(lambda _: work(), 1, 1, folder) as job:
            return job.results(help_too=False)[0]
    except WorkerDiedError as error:
        logger.warning("%s", error)
        return work()


def _end_with(parent: int) -> None:
    """Look now and then for a parent that was killed: nobody will ask, its locks are held here."""

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_S, _LOOK_S)


def _pieces(file: IO[bytes]) -> Iterator[tuple[int, Sequence[Array]]]:
    arrays = saved(file)
    for head in arrays:
        piece, count = head.tolist()
        let_go(head)  # with it the system maps what is around: of 250 pieces some 10 MB
        yield piece, list(islice(arrays, count))


def _fate(status: int, said: str) -> str:
    if status == -signal.SIGKILL:
        return "a process that helps was killed by the system (out of memory?)"
    if status < 0:
        return f"a process that helps died ({signal.Signals(-status).name})"
    return f"a process that helps failed:\n{said}"
