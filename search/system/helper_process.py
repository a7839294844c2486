"""A process of our own interpreter that does one function's work beside this one.

In: a function of a module and what to call it with, as JSON can hold it.  Out: the process.
A forked process would share this one's locks and threads; a new one is there after half a second.
Ctrl+C is the run's, which ends its helpers itself.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import IO

_BOOT = f"""
import json, sys
order = json.load(sys.stdin)
sys.path[:] = order.pop("sys_path")
from {__name__} import obey
obey(**order)
"""


def begin(
    work: Callable[..., None],
    arguments: Mapping[str, object],
    *,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Begin to do `work`, a function of a module; one that ends at once is told by its code."""
    process = subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-c", _BOOT], stdin=subprocess.PIPE, stdout=stdout, stderr=stderr
    )
    names = {"module": work.__module__, "name": work.__name__}
    order = {"sys_path": sys.path, **names, "arguments": arguments}
    assert process.stdin is not None  # noqa: S101  for mypy
    with suppress(BrokenPipeError), process.stdin as told:
        told.write(json.dumps(order).encode())
    return process


def obey(module: str, name: str, arguments: dict[str, object]) -> None:
    """Do what was ordered: what the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    getattr(import_module(module), name)(**arguments)
