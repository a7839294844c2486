"""A worker process as its run sees it: started, asked, listened to, ended.

In: tasks.  Out: reports, and, when the process has died, the reason for a person.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

from corpus.errors import WorkerStartError
from corpus.intake import limits
from corpus.intake.messages import Report, Task, decode_report, encode_rules, encode_task
from corpus.rules import Rules

START_S = 60.0
# A fresh interpreter that inherits nothing but its end of the socket and where modules are. It does
# not look for them itself (-S), which takes a sixth of its start where packages are editable, so
# the home of this one is told too.
_BOOT = """
import json, sys
sys.path[:] = json.loads(sys.argv[2])
from corpus.intake.worker import main
main(int(sys.argv[1]))
"""


def _module_path() -> str:
    return json.dumps([*sys.path, str(Path(__file__).parents[2])])


class Child:
    """One worker process. `tasks`: what it was told and has not finished, oldest first.

    `deadline`: when its silence gets too long, None while nothing is expected of it.
    """

    def __init__(self, rules: Rules) -> None:
        self.tasks: deque[Task] = deque()
        self.deadline: float | None = None
        self.told = 0
        self._silent = False
        self._retired = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed by `end`
        self.socket, theirs = multiprocessing.Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [sys.executable, "-S", "-c", _BOOT, str(theirs.fileno()), _module_path()],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
            )
        self._ready = False
        self._send(encode_rules(rules))

    def give(self, task: Task) -> None:
        """Hand the process one more file."""
        self._send(encode_task(task))
        self.tasks.append(task)
        self.expect()

    def _send(self, message: bytes) -> None:
        with contextlib.suppress(OSError):  # it has died: whoever listens next will notice
            self.socket.send_bytes(message)

    def expect(self) -> None:
        """Begin to wait for a word of the process."""
        patience = limits.SILENCE_S if self._ready else START_S
        self.deadline = time.monotonic() + patience if self.tasks else None

    def hear(self) -> Report | None:
        """Return the report that is waiting, None for a mere greeting.

        Raises: EOFError if the process has died, OSError if its last word was cut off.
        """
        message = self.socket.recv_bytes()
        if not self._ready:
            self._ready = True
            self.expect()
            return None
        report = decode_report(message)
        self.told += len(report.results)
        self._retired = report.retires
        if report.done:
            self.tasks.popleft()
            self.told = 0
        self.expect()
        return report

    def is_overdue(self) -> bool:
        """Tell if the process has been silent for too long."""
        return self.deadline is not None and time.monotonic() > self.deadline

    def give_up(self) -> None:
        """End the process for its silence."""
        self._silent = True
        self._process.kill()

    def fate(self) -> tuple[str, bool]:
        """Return why the process died, and whether another try may do better.

        Raises: WorkerStartError if it never came to read.
        """
        code = self._process.wait()
        if not self._ready:
            self._errors.seek(0)
            said = self._errors.read()[-2000:].decode("utf-8", "replace").strip()
            last = said.splitlines()[-1] if said else f"exit code {code}"
            raise WorkerStartError(f"the reading process cannot start: {last}")
        if self._silent:
            return f"nothing was read of it for {limits.SILENCE_S:.0f} s", True
        if code == -signal.SIGXCPU:
            return f"took more than {limits.CPU_S} s of processor time", False
        if code == -signal.SIGKILL:
            return "its reader was killed by the system (out of memory?)", True
        if code < 0:
            return f"broke its reader ({signal.Signals(-code).name})", False
        return f"its reader ended early (exit code {code})", False

    @property
    def retired(self) -> bool:
        """Tell if the process ended on its own after its last report."""
        return self._retired

    def end(self) -> None:
        """End the process and forget it."""
        self._process.kill()
        self._process.wait()
        self.socket.close()
        self._errors.close()
