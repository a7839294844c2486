"""Arrays that wait on the disk until all are in.

In: a named tuple of arrays.  Out: what maps the same arrays again, as often as it is asked, in this
process or in another.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

# Any named tuple of arrays.
Aside = TypeVar("Aside", bound=tuple[Any, ...])


def put_aside(arrays: Aside, path: Path) -> Callable[[], Aside]:
    """Write some arrays to the disk; return what maps them again."""
    kind = type(arrays)
    for values, place in zip(arrays, _places(path, kind), strict=True):
        np.save(place, values)
    return aside_at(path, kind)


def aside_at(path: Path, kind: type[Aside]) -> Callable[[], Aside]:
    """Return what maps arrays that `put_aside` wrote."""
    return lambda: kind(*(np.load(place, mmap_mode="r") for place in _places(path, kind)))


def _places(path: Path, kind: type[Aside]) -> list[Path]:
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    return [path.with_name(f"{path.name}-{name}.npy") for name in fields]
