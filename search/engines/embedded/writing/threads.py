"""Do jobs in threads, in order: numpy lets others run while it works.

In: a function and what to call it with, time after time.  Out: what it returned, in that order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Made = TypeVar("Made")
THREADS = 2


def each(work: Callable[..., Made], jobs: Iterable[tuple[Any, ...]]) -> Iterator[Made]:
    """Yield what threads make of some jobs, in order; a few are ahead: what waits takes memory."""
    ahead: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for job in jobs:
            ahead.append(pool.submit(work, *job))
            if len(ahead) > THREADS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
