"""Ask the C library for less memory: one heap for all threads, and back what is free.

glibc gives each thread a heap of its own, and what one has freed no other gets: two threads that
sort and pack large arrays in turn hold the memory of four. What is freed below something that is
still held stays with the process until it is asked back. Elsewhere nothing is changed.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

# <malloc.h>
_M_ARENA_MAX = -8
# Another C library has no such functions, or there is none to be asked.
_ABSENT = (AttributeError, OSError, TypeError)


def share() -> None:
    """Let threads that begin from now on share the heap."""
    with suppress(*_ABSENT):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system what is free: worth it after a step that took much more than it left."""
    with suppress(*_ABSENT):
        ctypes.CDLL(None).malloc_trim(0)
