"""Names in a row of bytes: some dozen bytes each, where a string takes a hundred.

In: names, each above the one before.  Out: the name of a number, the number of a name. Of names in
any order: whether one is among them.
A hundred thousand strings that come and go leave holes between what stays, some 50 bytes each.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Self, overload

_CODING = ("utf-8", "surrogatepass")


class Names(Sequence[str]):
    """Names by number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._data, self._ends = bytearray(), array("I", [0])
        for name in names:
            self.append(name)

    @classmethod
    def of(cls, data: bytes | bytearray, ends: Iterable[int]) -> Self:
        """Return the names that lie in a row of UTF-8, by where each ends."""
        names = cls()
        names._data += data
        names._ends.extend(ends)
        return names

    @property
    def data(self) -> bytes:
        """Return all names as UTF-8 in a row."""
        return bytes(self._data[self._ends[0] : self._ends[-1]])

    @property
    def ends(self) -> array[int]:
        """Return where each name ends."""
        first, ends = self._ends[0], self._ends[1:]
        return array("I", (end - first for end in ends)) if first else ends

    def part(self, start: int, stop: int) -> Self:
        """Return the names from one number up to another; bytes are shared, not copied."""
        part = type(self)()
        part._data, part._ends = self._data, self._ends[start : stop + 1]
        return part

    def append(self, name: str) -> None:
        """Take a name that is above all that are there."""
        if self._ends[-1] != len(self._data):  # shared, with more behind
            self._data = self._data[: self._ends[-1]]
        self._data += name.encode()
        self._ends.append(len(self._data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, some: int) -> str: ...

    @overload
    def __getitem__(self, some: slice) -> list[str]: ...

    def __getitem__(self, some: int | slice) -> str | list[str]:
        numbers = range(len(self))[some]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        start, end = self._ends[numbers : numbers + 2]
        return self._data[start:end].decode()

    def find(self, name: str) -> int | None:
        """Return the number of a name, None if it is not there."""
        number = bisect_left(self, name)
        return number if number < len(self) and self[number] == name else None


class NameSet:
    """Names in any order, each once, and whether one is among them."""

    def __init__(self) -> None:
        self._data, self._ends = bytearray(), array("I", [0])
        self._make(16)

    def _make(self, places: int) -> None:
        """Give all names a place among so many, a power of two: their number, 0 for a free one."""
        self._places, self._mask = array("I", bytes(4 * places)), places - 1
        for number in range(1, len(self._ends)):
            name = self._data[self._ends[number - 1] : self._ends[number]]
            self._places[self._place(bytes(name))] = number

    def _place(self, name: bytes) -> int:
        """Return the place of a name, or the one that it would get."""
        place = hash(name) & self._mask
        while number := self._places[place]:
            if self._data[self._ends[number - 1] : self._ends[number]] == name:
                break
            place = place + 1 & self._mask
        return place

    def add(self, name: str) -> None:
        """Take a name."""
        data = name.encode(*_CODING)
        place = self._place(data)
        if not self._places[place]:
            self._data += data
            self._ends.append(len(self._data))
            self._places[place] = len(self._ends) - 1
            if 2 * len(self._ends) > self._mask:
                self._make(4 * self._mask + 4)

    def __contains__(self, name: str) -> bool:
        return self._places[self._place(name.encode(*_CODING))] > 0


def ascending(names: Iterable[str]) -> Iterable[str]:
    """Return names, each once, ascending: those in a row are so already."""
    return names if isinstance(names, Names) else sorted(set(names))
