"""Count calls of functions: a measure of work that is the same on every machine.

In: an action.  Out: how many functions it calls, those of C among them, in this thread and in those
it starts.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from itertools import count


def calls(action: Callable[[], object]) -> int:
    """Return how many functions an action calls, those of C among them."""
    counter = count()  # two threads may count at once

    def counted(_: object, event: str, __: object) -> None:
        if event in ("call", "c_call"):
            next(counter)

    threading.setprofile(counted)
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    return next(counter)
