"""`fundstelle index --watch`: an update a batch, a report each, until Ctrl+C.

In: sources and the run that reads them.  Out: reports on stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus import ReadDoubt, ReadFailure, ReadSkip
from search.cli import output as out
from search.cli.options import Place
from search.cli.progress import progress_bar
from search.indexing import IndexReport, Leave, Watcher, keep_updating
from search.opening import RULES, WORDS


def watch_sources(
    place: Place,
    sources: Sequence[str],
    run: Callable[..., IndexReport],
    *,
    prune: bool,
    full: bool,
    form: str,
) -> None:
    """Update until interrupted; `run` brings the index up to date once.

    Raises: KeyboardInterrupt if an update was cut off.
    """
    beside = [place.index.parent / name for name in (WORDS, RULES)]
    watcher = Watcher(sources, beside, prune=prune)
    rebuild, at_work = full, False

    def update(leave: Leave) -> IndexReport:
        nonlocal rebuild, at_work
        at_work = True
        with progress_bar() as progress:
            report = run(full=rebuild, leave=leave, progress=progress)
        rebuild = at_work = False
        return report

    out.note(f"watching {', '.join(sources)}; Ctrl+C ends it")
    known: frozenset[ReadFailure | ReadSkip | ReadDoubt] = frozenset()
    told = False
    try:
        for report in keep_updating(watcher, update, tell=out.note):
            if form == "json":
                out.print_json(report.to_dict())
                sys.stdout.flush()
            else:
                # Every run names all that cannot be read; here each is told once.
                out.print_report(replace(report, others={}) if told else report, known)
                told = True
                known = frozenset((*report.failures, *report.skips, *report.doubts))
    except KeyboardInterrupt:
        if at_work:
            raise
        out.note("ended between two updates")
