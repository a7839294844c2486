"""Verify a generation in a child process, while this one imports what will answer.

In: a generation's directory.  Out: whether the child found it sound.
A question from the command line spends as long on checksums (215 MB: 50 ms) as on importing numpy.
A thread would not help: whoever imports holds the interpreter's lock.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from search.engines.embedded.generations.manifest import verify

# The pids of the children by what they look at.
_children: dict[Path, int] = {}


def begin(directory: Path) -> None:
    """Begin to verify a generation; what is wrong with it is found out later."""
    # A child of a process with threads could meet a lock that nobody will open.
    if threading.active_count() > 1 or directory in _children:
        return
    pid = os.fork()
    if pid:
        _children[directory] = pid
        return
    status = 1
    try:
        verify(directory)
        status = 0
    finally:
        os._exit(status)


def found_sound(directory: Path) -> bool:
    """Wait for the child that looks at a generation; False if there is none or it found fault."""
    pid = _children.pop(directory, None)
    return pid is not None and os.waitpid(pid, 0)[1] == 0
