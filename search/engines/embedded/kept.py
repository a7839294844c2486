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
    """Values by key; when they outgrow `room` bytes, those go first that nobody asked for again.

    A query asks for a hundred: who finds a value only marks it, without the lock. The oldest of
    those without a mark goes; a mark is worth one more round (second chance, Corbató 1968).
    """

    def __init__(self, room: int) -> None:
        self._room, self._taken = room, 0
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._asked_again: set[Hashable] = set()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of a key, computed if it is not there."""
        kept = self._values.get(key)
        if kept is not None:
            self._asked_again.add(key)
            return kept
        value = make()
        with self._lock:
            if key not in self._values:
                self._taken += value.nbytes + _OVERHEAD
                while self._taken > self._room and self._values:
                    self._let_go()
                self._values[key] = value
        return value

    def _let_go(self) -> None:
        """Drop the oldest value, or take its mark from it."""
        key, oldest = self._values.popitem(last=False)
        if key in self._asked_again:
            self._asked_again.discard(key)
            self._values[key] = oldest
        else:
            self._taken -= oldest.nbytes + _OVERHEAD

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values
