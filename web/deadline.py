"""End a request that takes too long, so that one query cannot hold a worker.

In: a block of work.  Out: its result, or DeadlineExceededError after the time is up.
A timer signal ends the block wherever it is; gunicorn's sync workers run requests in the main
thread, where signals arrive. In other threads (tests, other servers) there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import DeadlineExceededError

DEADLINE_S = 1.0


@contextmanager
def deadline(seconds: float = DEADLINE_S) -> Iterator[None]:
    """Raise DeadlineExceededError in the block after this many seconds of wall time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise DeadlineExceededError(f"the request took longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
