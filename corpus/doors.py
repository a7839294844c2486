"""Doors of packages: a name is imported when it is first asked for.

In: the modules of a package with the names they give.  Out: its `__getattr__` (PEP 562).
A command of one question starts in a third of a second, half of it importing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def opened(package: str, homes: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Return what imports the names of a package on demand.

    Args:
        package: its name.
        homes: module → its names, "there as here" for one that is called otherwise here.
    """
    found = {}
    for home, names in homes.items():
        for name in names:
            there, _, here = name.partition(" as ")
            found[here or there] = home, there

    def named(name: str) -> object:
        if name not in found:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, there = found[name]
        value = getattr(import_module(home), there)
        setattr(sys.modules[package], name, value)
        return value

    return named
