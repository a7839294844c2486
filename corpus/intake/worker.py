"""The worker process: reads the files it is told to, within `limits`.

In: tasks.  Out: reports, a file after the other.  Whatever ends the process ends with it: the run
sees the silence and names the file.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.intake import limits
from corpus.intake.messages import (
    Report,
    Result,
    Task,
    decode_rules,
    decode_task,
    encode_report,
)
from corpus.kept import KeptArticle
from corpus.models import Article, ReadDoubt, ReadFailure, ReadSkip
from corpus.readers import prepare, read_file
from corpus.readers.opening import file_digest
from corpus.rules import Rules

BATCH = 64
# Slow results are told soon: the run stores them while the next ones are read.
BATCH_S = 0.5
READY = b"ready"


def main(descriptor: int) -> None:
    """Serve the run at the other end of a socket until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the run's; it closes the socket
    sys.setrecursionlimit(2000)
    warnings.simplefilter("ignore")
    limits.confine()
    with Connection(descriptor) as run, contextlib.suppress(EOFError, BrokenPipeError):
        run.send_bytes(READY)
        rules = decode_rules(run.recv_bytes())
        while True:
            task = decode_task(run.recv_bytes())
            for report in _reports(task, rules):
                run.send_bytes(encode_report(report))
            if report.retires:
                return


def _reports(task: Task, rules: Rules) -> Iterator[Report]:
    """Yield a file's results in batches, the last one marked."""
    batch: list[Result] = []
    told = time.monotonic()
    worn = False
    path = Path(task.path)
    prepare(path)  # before the file counts its time
    begun = time.process_time()
    limits.grant_cpu(begun, 0)
    try:
        columns = rules.columns(path)
        results = read_file(path, task.display, task.relative, task.start, columns, task.part)
        for number, result in enumerate(results, 1):
            batch.append(_told(result, rules, task))
            if number % limits.RESULTS_PER_CPU_S == 0:
                limits.grant_cpu(begun, number)
            late = time.monotonic() - told > BATCH_S
            if task.careful or len(batch) >= BATCH or late:
                yield Report(number=task.number, results=tuple(batch))
                batch.clear()
                told = time.monotonic()
    except MemoryError:
        worn = True
        batch.append(
            ReadFailure(task.display, f"needs more than {limits.MEMORY_BYTES >> 20} MiB of memory")
        )
    worn = worn or limits.held_bytes() > limits.KEPT_BYTES
    sha256 = file_digest(Path(task.path), task.relative) if task.digest else ""
    yield Report(number=task.number, results=tuple(batch), done=True, retires=worn, sha256=sha256)


def _told(result: Article | ReadFailure | ReadSkip | ReadDoubt, rules: Rules, task: Task) -> Result:
    """Return a result as it is told: an article corrected by the rules, ready to be kept."""
    if not isinstance(result, Article):
        return result
    try:
        return KeptArticle.just_read(rules.apply(result))
    except UnicodeEncodeError as error:
        return ReadFailure(task.display, f"text that is no Unicode ({error.reason})")
