"""What is known of German before any corpus is read, learned once a machine and kept in a cache.

In: simplemma's dictionary.  Out: arrays for `lemmas/`, `particle_verbs.py` and `compounds/`.
Learning takes ten to twenty seconds and 440 MB, reading what was learned a few milliseconds. The
cache may be deleted at any time; where it cannot be written, everything is learned anew.
"""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np

from search.analysis.particle_verbs import VERBS_VERSION, SeparableVerbs
from search.errors import IndexDamagedError
from search.settings import cache_directory
from search.system.arrays import Array, ArrayFile, ArrayWriter, let_go

logger = logging.getLogger(__name__)

_CHECK = "check"
# Raise with every change of what is learned about compounds.
COMPOUNDS_VERSION = "compounds-14"


def learn_german(tell: Callable[[int], None]) -> None:
    """Learn what this machine does not know yet; then `tell` hears 0 before and 1 after."""
    if not _place("german", dictionary_version()).exists():
        tell(0)
        dictionary_arrays()
        tell(1)


def dictionary_version() -> str:
    """Return what was learned from what; part of the index stamp."""
    # Imported here and below: a query must not pay for it.
    from search.analysis.lemmas.table import table_version

    return f"{table_version()} {VERBS_VERSION} {COMPOUNDS_VERSION}"


@cache
def dictionary_arrays() -> Mapping[str, Array]:
    """Return what is known, by name."""
    return _once("german", dictionary_version(), _learn)


@cache
def separable_verbs() -> SeparableVerbs:
    """Return the verbs of the dictionary that part from their particle."""
    return SeparableVerbs(under("verbs/", dictionary_arrays()))


@cache
def dictionary_words() -> Mapping[str, Array]:
    """Return what the dictionary says of its words (`compounds/dictionary.py`)."""
    from search.analysis.compounds.dictionary import WORDS_VERSION
    from search.analysis.lemmas.table import table_version

    return _once("words", f"{table_version()} {WORDS_VERSION}", _sort_out)


def under(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return the arrays whose names begin so, by the rest of their names."""
    return {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}


def _once(name: str, version: str, make: Callable[[], Mapping[str, Array]]) -> Mapping[str, Array]:
    """Return what is kept under a name in this version, made now if it is not there."""
    path = _place(name, version)
    found = _read(path)
    if found is None:
        logger.info("learning German from the dictionary, once on this machine")
        found = make()
        _write(path, found)
    return found


def _place(name: str, version: str) -> Path:
    return cache_directory() / f"{name}-{zlib.crc32(version.encode()):08x}.arrays"


def _learn() -> dict[str, Array]:
    from search.analysis.compounds.learning import learn_compounds
    from search.analysis.lemmas.table import build_lemmas, dictionary_entries
    from search.system import heap

    lemmas = build_lemmas().arrays()
    verbs = SeparableVerbs.learn(dictionary_entries()).arrays()
    dictionary_words()  # made of the same entries, if it is not there
    dictionary_entries.cache_clear()
    heap.give_back()
    return {
        **{f"lemmas/{name}": values for name, values in lemmas.items()},
        **{f"verbs/{name}": values for name, values in verbs.items()},
        **{f"compounds/{name}": values for name, values in learn_compounds({}).arrays().items()},
    }


def _sort_out() -> dict[str, Array]:
    from search.analysis.compounds.dictionary import words_of_dictionary
    from search.analysis.lemmas.table import dictionary_entries

    found = words_of_dictionary(dictionary_entries())
    dictionary_entries.cache_clear()
    return found


def _read(path: Path) -> Mapping[str, Array] | None:
    try:
        file = ArrayFile(path)
        arrays = {name: file[name] for name in file if name != _CHECK}
        sound = int(file[_CHECK][0]) == _checksum(arrays)
        let_go(file[_CHECK])  # of all: each process that reads it would hold 5 MB
        if sound:
            return arrays
        logger.warning("%s is damaged and will be made anew", path)
    except FileNotFoundError:
        pass
    except (OSError, IndexDamagedError) as error:
        logger.warning("cannot read %s (%s); it will be made anew", path, error)
    return None


def _write(path: Path, arrays: Mapping[str, Array]) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ArrayWriter(temporary) as out:
            for name, values in arrays.items():
                out.add(name, values)
            out.add(_CHECK, np.array([_checksum(arrays)], np.uint32))
        temporary.replace(path)
    except OSError as error:
        logger.warning("cannot keep what was learned in %s: %s", path, error)
        with suppress(OSError):
            temporary.unlink()


def _checksum(arrays: Mapping[str, Array]) -> int:
    value = 0
    for name in sorted(arrays):
        value = zlib.crc32(
            np.ascontiguousarray(arrays[name]).data, zlib.crc32(name.encode(), value)
        )
    return value
