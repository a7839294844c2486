"""Sums by number, where most numbers have none: four bytes each, and some columns for the others.

In: what is to be added to a column of a number.  Out: the sums of a number.
"""

from __future__ import annotations

from array import array


class Sums:
    """Some columns of sums by number."""

    def __init__(self, numbers: int, width: int) -> None:
        """`numbers`: all are below it; `width`: how many columns there are."""
        self._row, self._width = array("I", bytes(4 * numbers)), width  # from 1; 0: no sums
        self._sums = array("d")

    def add(self, number: int, column: int, value: float) -> None:
        """Add to a sum of a number."""
        row = self._row[number]
        if not row:
            self._sums.frombytes(bytes(8 * self._width))
            row = self._row[number] = len(self._sums) // self._width
        self._sums[(row - 1) * self._width + column] += value

    def of(self, number: int) -> list[float]:
        """Return the sums of a number; nothing if it has none."""
        end = self._row[number] * self._width
        return self._sums[end - self._width : end].tolist() if end else []

    def __getitem__(self, number: int) -> float:
        """Return the first sum of a number, 0 if it has none."""
        row = self._row[number]
        return self._sums[(row - 1) * self._width] if row else 0.0
