"""What a process costs: time of the clock and of the processors, memory with all its children.

In: a command.  Out: its costs and its output; for a running process its private memory.
Memory is looked at ten times a second, less often where looking takes more than a hundredth of the
time: what the process and its descendants hold, a page that several share counted once (`Pss` of
/proc/PID/smaps_rollup). `ru_maxrss` tells of the largest child alone, and counts shared pages with
each.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

EVERY_S = 0.1
# So many times as long as a look took is waited until the next.
PAUSE = 100


class Cost(NamedTuple):
    """What a command took: seconds of wall and processor time, peak MiB, its output."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    output: str


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for one in found:
        with suppress(OSError):  # it ended
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return found


def held_mib(pid: int, kind: str = "Pss") -> float:
    """Return the memory of a process of some kinds, in MiB; 0 if it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(size) for size in re.findall(rf"^{kind}:\s+(\d+) kB", text, re.M)) / 1024


def measured(command: list[str]) -> Cost:
    """Run a command to its end. Raises CalledProcessError."""
    peak, ended = 0.0, threading.Event()

    def watch(pid: int) -> None:
        nonlocal peak
        pause = EVERY_S
        while not ended.wait(pause):
            # Its own processor time: on a busy machine the clock goes on without it.
            start = time.thread_time()
            peak = max(peak, sum(map(held_mib, tree(pid))))
            pause = max(EVERY_S, PAUSE * (time.thread_time() - start))

    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        watcher = threading.Thread(target=watch, args=(process.pid,))
        watcher.start()
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # A process that ends before it is looked at is one alone.
    peak = peak or usage.ru_maxrss / 1024
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak, output)


def machine() -> str:
    """Return one line about the machine."""
    import numpy

    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"numpy {numpy.__version__}"
    )
