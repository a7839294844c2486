"""What one document may cost, and the means to hold it to that.

In: nothing.  Out: limits of the calling process, kept by the kernel: C code that never returns to
Python is stopped too.  Source: https://man7.org/linux/man-pages/man2/getrlimit.2.html
"""

from __future__ import annotations

import math
import resource

MEMORY_BYTES = 512 << 20
CPU_S = 10
# A file of many articles gets a second more for so many: feeds are read whole, then item by item.
RESULTS_PER_CPU_S = 20
# A worker that says nothing for so long is ended: a file system that hangs costs no processor time.
SILENCE_S = 60.0
# What a worker may keep between two files; beyond it a fresh one takes over.
KEPT_BYTES = 224 << 20
_PAGE_BYTES = resource.getpagesize()


def confine() -> None:
    """Bound the memory of this process for good; it leaves no core files and starts no others."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def grant_cpu(begun_s: float, results: int) -> None:
    """Give this process the processor time of a file, SIGXCPU ends it after that.

    `begun_s`: the processor time used when the file was begun; `results`: what it has given.
    """
    soft = math.floor(begun_s) + results // RESULTS_PER_CPU_S + CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def held_bytes() -> int:
    """Return the memory that this process occupies now."""
    with open("/proc/self/statm", "rb") as stream:
        return int(stream.read().split()[1]) * _PAGE_BYTES
