"""Arrays that wait on the disk until all are in.

In: a named tuple of arrays.  Out: what maps the same arrays again, as often as it is asked.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

# Any named tuple of arrays.
Aside = TypeVar("Aside", bound=tuple[Any, ...])


def put_aside(arrays: Aside, path: Path) -> Callable[[], Aside]:
    """Write some arrays to a file; return what maps them again."""
    kind = type(arrays)
    with open(path, "wb") as stream:
        for values in arrays:
            stream.write(np.ascontiguousarray(values).data)
    facts = [(values.dtype, len(values)) for values in arrays]

    def mapped() -> Aside:
        found, start = [], 0
        with open(path, "rb") as stream:
            size = stream.seek(0, io.SEEK_END)
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        for dtype, count in facts:
            found.append(np.frombuffer(data, dtype, count, start))
            start += count * dtype.itemsize
        return kind(*found)

    return mapped
