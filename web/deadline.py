"""End a request that takes too long, so that one query cannot hold a worker.

In: a block of work.  Out: its result, or DeadlineExceededError after the time is up.
What counts is the time that this process works: on a busy machine a second by the clock can be a
fifth of that, and the query is not to blame. By the clock some seconds more end it too.
Timer signals end the block wherever it is; gunicorn's sync workers run requests in the main thread,
where signals arrive. In other threads (tests, other servers) there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import DeadlineExceededError

# Of a page, and of a file with as many hits as twenty pages.
DEADLINE_S, DOWNLOAD_S = 1.0, 3.0
# So much longer may it wait, for a disk or for its turn; gunicorn's own limit is ten seconds.
PATIENCE_S = 4.0
_WORK, _CLOCK = (signal.ITIMER_PROF, signal.SIGPROF), (signal.ITIMER_REAL, signal.SIGALRM)


@contextmanager
def deadline(seconds: float = DEADLINE_S) -> Iterator[None]:
    """Raise DeadlineExceededError in the block after so many seconds of work.

    After PATIENCE_S more by the clock as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise DeadlineExceededError(f"the request took longer than {seconds} s")

    limits = {_WORK: seconds, _CLOCK: seconds + PATIENCE_S}
    before = {number: signal.signal(number, ring) for _, number in limits}
    for (timer, _), limit in limits.items():
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for timer, _ in limits:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
