"""End a request that takes too long, so that one query cannot hold a worker.

In: a block of work.  Out: its result, or DeadlineExceededError after the time is up.
What counts is the time that this process works: on a busy machine a second by the clock can be a
fifth of that, and the query is not to blame. By the clock five seconds end it too.
Timer signals end the block wherever it is; gunicorn's sync workers run requests in the main thread,
where signals arrive. In other threads (tests, other servers) there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import DeadlineExceededError

DEADLINE_S = 1.0
# So much longer may it wait, for a disk or for its turn; gunicorn's own limit is ten seconds.
PATIENCE = 5
_TIMERS = ((signal.ITIMER_PROF, signal.SIGPROF, 1), (signal.ITIMER_REAL, signal.SIGALRM, PATIENCE))


@contextmanager
def deadline(seconds: float = DEADLINE_S) -> Iterator[None]:
    """Raise DeadlineExceededError in the block after so many seconds of work.

    After PATIENCE times as many seconds by the clock as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise DeadlineExceededError(f"the request took longer than {seconds} s")

    before = [signal.signal(number, ring) for _, number, _ in _TIMERS]
    for timer, _, times in _TIMERS:
        signal.setitimer(timer, seconds * times)
    try:
        yield
    finally:
        for timer, _, _ in _TIMERS:
            signal.setitimer(timer, 0)
        for (_, number, _), handler in zip(_TIMERS, before, strict=True):
            signal.signal(number, handler)
