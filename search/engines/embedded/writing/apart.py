"""Do the steps of writing one by one in processes of their own.

In: a step and the number of words it works on.  Out: what it makes.
What a step takes grows with the words. In one process a third of it stayed, in holes of what came
later; so each of many words has a process, which finds on the disk what it needs and leaves there
what it makes. Of few words that would take longer than the step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from search.analysis.vocabulary import LOAD_FROM
from search.system.arrays import Array, ArrayWriter
from search.system.side_by_side import in_a_process


def apart(work: Callable[[], Sequence[Array]], words: int, folder: Path) -> Sequence[Array]:
    """Return the arrays that a step makes; `folder`: where they may lie."""
    return in_a_process(work, folder) if words >= LOAD_FROM else work()


def write_apart(step: Callable[[], None], words: int, folder: Path, out: ArrayWriter) -> None:
    """Do a step that writes into a file of arrays."""

    def work() -> Sequence[Array]:
        step()
        return (out.written(),)

    out.go_on(*apart(work, words, folder))
