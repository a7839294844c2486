"""Run the command in this process, which spares its start: half a second and more.

In: its arguments.  Out: its exit code and what it printed.
"""

from __future__ import annotations

import contextlib
import io
import signal
from dataclasses import dataclass

from search import cli

# What ends by itself is waited for so long; on a busy machine much takes ten times its time.
PATIENCE_S = 300.0


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def call(*arguments: object) -> Outcome:
    """Run the command."""
    out, err, handler = io.StringIO(), io.StringIO(), signal.getsignal(signal.SIGTERM)
    code: int | str | None = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli.main([*map(str, arguments)])
    except SystemExit as exit_:
        code = exit_.code
    finally:
        signal.signal(signal.SIGTERM, handler)
    assert isinstance(code, int)
    return Outcome(code, out.getvalue(), err.getvalue())
