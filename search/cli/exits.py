"""Exit codes: every error becomes one line on stderr and the code that `search/README.md` lists.

In: a click command.  Out: never returns. Codes of our own errors stand in `search/errors.py`.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import sys
from typing import NoReturn, TextIO

import click

from corpus import CorpusError, SourceMissingError, StoreDamagedError
from search.cli import output as out
from search.errors import FundstelleError

EXIT_USAGE, EXIT_DAMAGED, EXIT_INTERNAL, EXIT_DISK, EXIT_INTERRUPTED = 2, 65, 70, 74, 130


def run_and_exit(command: click.Command, arguments: list[str] | None) -> NoReturn:
    """Run a command to its end; SIGTERM is heard like Ctrl+C."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    stdout = sys.stdout
    try:
        try:
            command.main(arguments, standalone_mode=False)
        finally:
            _flush(stdout)
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption) and _takes_a_query(error.ctx):
            out.note("A query with a minus stands between quotes: 'Kampf -Macht', or behind --")
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted; the index is as it was before", EXIT_INTERRUPTED)
    except FundstelleError as error:
        _fail(str(error), error.exit_code)
    except SourceMissingError as error:
        _fail(str(error), EXIT_USAGE)
    except StoreDamagedError as error:
        _fail(str(error), EXIT_DAMAGED)
    except CorpusError as error:
        _fail(str(error), EXIT_DISK)
    except SystemExit:
        # Where the reader of a pipe has gone, click puts another stream in the place of this one
        # and ends with 1, which means no hits here.
        if sys.stdout is not stdout:
            sys.exit(0)
        raise
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or _nameless(error)}: {error.strerror}", EXIT_DISK)
    except Exception as error:
        if logging.getLogger().isEnabledFor(logging.INFO):
            logging.exception("internal error")
        _fail(f"internal error ({type(error).__name__}: {error}); -v shows where", EXIT_INTERNAL)
    sys.exit(0)


def _takes_a_query(context: click.Context | None) -> bool:
    return context is not None and any(one.name == "query" for one in context.command.params)


def _flush(stdout: TextIO) -> None:
    """Write what output is still held: when Python ends it would fail with a code of its own."""
    try:
        if not stdout.closed:
            stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):  # what is left goes nowhere, or it fails once more
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        raise


def _nameless(error: OSError) -> str:
    """Return where an error may have come from that names no file."""
    if error.errno != errno.ENOSPC:
        return "system"
    import tempfile

    files = f"temporary files in {tempfile.gettempdir()}"
    # Neither names itself; a terminal is never full.
    return files if sys.stdout.isatty() else f"standard output or {files}"


def _fail(message: str, code: int) -> NoReturn:
    out.note(f"fundstelle: {message}")
    sys.exit(code)
