"""Arrays that wait on the disk until the step that needs them.

In: an array, or a named tuple of arrays.  Out: a function that maps them again, as often as it is
called, in this process or another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from search.system.arrays import Array, ArrayFile, ArrayWriter, let_go

# Numbers written at a time: of a map no more is read.
_PAGE = 1 << 17
# Any named tuple of arrays.
Aside = TypeVar("Aside", bound=tuple[Any, ...])


class _One(NamedTuple):
    values: Array


def put_one_aside(values: Array, path: Path) -> Callable[[], Array]:
    """Write an array to the disk; return what maps it again."""
    put_aside(_One(values), path)
    return one_at(path)


def one_at(path: Path) -> Callable[[], Array]:
    """Return what maps an array that `put_one_aside` wrote."""
    load = aside_at(path, _One)
    return lambda: load().values


def put_aside(arrays: Aside, path: Path) -> Callable[[], Aside]:
    """Write some arrays to the disk; return what maps them again."""
    return put_pieces_aside([arrays], path)


def put_pieces_aside(pieces: Sequence[Aside], path: Path) -> Callable[[], Aside]:
    """Write arrays of which there are pieces, at least one; return what maps them as a whole."""
    kind = type(pieces[0])
    with ArrayWriter(path) as out:
        for name, values in zip(_names(kind), zip(*pieces, strict=True), strict=True):
            room = out.room(name, values[0].dtype.str[1:], sum(map(len, values)))
            for some in values:
                for first in range(0, len(some), _PAGE):
                    room.append(some[first : first + _PAGE])
                    let_go(some)
    return aside_at(path, kind)


def aside_at(path: Path, kind: type[Aside]) -> Callable[[], Aside]:
    """Return what maps arrays that `put_aside` wrote."""
    directory = ArrayFile(path).directory

    def load() -> Aside:
        # Mapped anew each time: pages that were read would count as memory of this process.
        saved = ArrayFile(path, directory)
        return kind(*(saved[name] for name in _names(kind)))

    return load


def _names(kind: type[Aside]) -> tuple[str, ...]:
    names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    return names
