"""Join articles to groups of copies: whatever is a copy of a copy belongs together.

In: pairs worth a look and a way to look at them.  Out: which articles form a group.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

# A text that resembles ever more others without being their copy is one of a series.
MAX_REFUSED = 64


class Groups:
    """Disjoint groups of row numbers; the smallest number stands for its group."""

    def __init__(self, count: int) -> None:
        self._above = array("I", range(count))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._above)

    def find(self, row: int) -> int:
        """Return the smallest row of a row's group."""
        above = self._above
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        one, other = sorted((self.find(one), self.find(other)))
        self._above[other] = one


def join_copies(
    groups: Groups, pairs: Iterable[tuple[int, int]], are_copies: Callable[[int, int], bool]
) -> None:
    """Join the pairs that are copies; pairs already together are not looked at again."""
    refused = bytearray(len(groups))
    for one, other in pairs:
        if max(refused[one], refused[other]) >= MAX_REFUSED:
            continue
        if groups.find(one) == groups.find(other):
            continue
        if are_copies(one, other):
            groups.join(one, other)
        else:
            refused[one] += 1
            refused[other] += 1
