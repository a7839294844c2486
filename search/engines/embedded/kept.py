"""Keep what was computed last, as long as there is room for it.

In: keys and how to compute their values.  Out: values, computed once while they are kept.
Threads share it: two may compute the same value side by side, none ever sees half of one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """A value that knows its size."""

    @property
    def nbytes(self) -> int:
        """The bytes of its arrays."""


V = TypeVar("V", bound=Sized)

# What an entry takes beside its arrays: keys, objects, the arrays' heads.
_OVERHEAD = 1024


class Kept(Generic[V]):
    """Values by key; when they outgrow `room` bytes, those go that were not asked for longest."""

    def __init__(self, room: int) -> None:
        self._room, self._taken = room, 0
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of a key, computed if it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._taken += value.nbytes + _OVERHEAD
            while self._taken > self._room and len(self._values) > 1:
                _, oldest = self._values.popitem(last=False)
                self._taken -= oldest.nbytes + _OVERHEAD
        return value

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values
