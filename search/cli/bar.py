"""Draw how far indexing is, on a terminal.

In: steps with counts.  Out: a bar on stderr that goes when all is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from search.indexing import Progress as Report


class _Speed(ProgressColumn):
    """Items a second, once known."""

    def render(self, task: Task) -> Text:
        """Return the speed of a task."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


@contextmanager
def drawn_bar() -> Iterator[Report]:
    """Yield a progress function that draws a bar with rate and remaining time."""
    stderr = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=stderr, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total or None)
            bar.update(tasks[step], completed=done)

        yield show
