"""Do each step of writing an index in a process of its own, if it works on many words.

In: a step and the number of words it works on.  Out: what it makes.
A process finds its input on the disk, leaves its output there, and returns all its memory with its
end; one process for all steps kept a third of it, fragmented. For few words the step itself is
quicker than a process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from search.analysis.vocabulary import LOAD_FROM
from search.system.arrays import Array, ArrayWriter
from search.system.side_by_side import in_a_process


def in_own_process(
    work: Callable[[], Sequence[Array]], words: int, folder: Path
) -> Sequence[Array]:
    """Return the arrays that a step makes. `folder`: where they wait until they are read."""
    return in_a_process(work, folder) if words >= LOAD_FROM else work()


def write_in_own_process(
    step: Callable[[], None], words: int, folder: Path, out: ArrayWriter
) -> None:
    """Do a step that writes into the file of arrays `out`."""

    def work() -> Sequence[Array]:
        step()
        return (out.written(),)

    out.go_on(*in_own_process(work, words, folder))
