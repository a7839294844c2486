"""Ask the C library for less memory: one heap for all threads, large arrays beside it, and back
what is free.

glibc gives each thread a heap of its own, and what one has freed no other gets: two threads that
sort and pack large arrays in turn hold the memory of four. What is freed below something that is
still held stays with the process until it is asked back. Arrays from a size on are mapped each
alone and go back at once; glibc raises that size to 32 MiB as such arrays go, and a table that
grows then leaves holes. Elsewhere nothing is changed.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

# <malloc.h>
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
# What is smaller is used again and again: with 5 MB writing postings took a tenth more processor
# time than with 8 (one run each, on a busy machine). So much may be free at the end of the heap:
# else it would be given back and asked for again.
MAPPED_BYTES, FREE_BYTES = 8 << 20, 32 << 20
# Another C library has no such functions, or there is none to be asked.
_ABSENT = (AttributeError, OSError, TypeError)


# The same where few arrays are large and they come once: that learning takes 77 MB instead of 83.
SPARING_MAPPED_BYTES, SPARING_FREE_BYTES = 1 << 20, 4 << 20


def share() -> None:
    """Let threads that begin from now on share the heap, and map large arrays."""
    _set(_M_ARENA_MAX, 1)
    _set(_M_MMAP_THRESHOLD, MAPPED_BYTES)
    _set(_M_TRIM_THRESHOLD, FREE_BYTES)


def spare() -> None:
    """Map smaller arrays, too, and keep less that is free: in a process that ends soon."""
    _set(_M_MMAP_THRESHOLD, SPARING_MAPPED_BYTES)
    _set(_M_TRIM_THRESHOLD, SPARING_FREE_BYTES)


def _set(parameter: int, value: int) -> None:
    with suppress(*_ABSENT):
        ctypes.CDLL(None).mallopt(parameter, value)


def give_back() -> None:
    """Give the system what is free: worth it after a step that took much more than it left."""
    with suppress(*_ABSENT):
        ctypes.CDLL(None).malloc_trim(0)
