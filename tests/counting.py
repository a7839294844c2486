"""Count calls of functions: a measure of work that is the same on every machine.

In: an action.  Out: how many functions it calls in this thread, those of C among them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(action: Callable[[], object]) -> int:
    """Return how many functions an action calls, those of C among them."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count
