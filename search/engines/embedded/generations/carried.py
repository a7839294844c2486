"""A generation on its way to another place: read while it may be removed, taken in as it was.

In: the generations of an index.  Out: the open files of the live one, or a folder whose files
become one.
No reader locks a generation: files that are open can be read when they have no name any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from search.engines.embedded.generations.chain import OPEN_TRIES, Generations, LiveGeneration
from search.engines.embedded.generations.manifest import NAME, verify
from search.engines.embedded.generations.pointer import GENERATION, NOTHING_YET
from search.errors import IndexDamagedError, UsageError


@contextmanager
def held_files(
    generations: Generations,
) -> Iterator[tuple[LiveGeneration, Mapping[str, BinaryIO]]]:
    """Yield the live generation and all its files by name, open for reading.

    Raises: IndexMissingError, IndexDamagedError.
    """
    with ExitStack() as stack:
        yield _opened(generations, stack)


def _opened(
    generations: Generations, stack: ExitStack
) -> tuple[LiveGeneration, Mapping[str, BinaryIO]]:
    for _ in range(OPEN_TRIES):
        live = generations.live()
        with ExitStack() as tried:
            try:
                files = {
                    name: tried.enter_context(open(live.path / name, "rb"))
                    for name in (NAME, *sorted(live.manifest.files))
                }
            except FileNotFoundError:
                continue  # two others were published since, and this one was removed
            except OSError as error:
                raise IndexDamagedError(
                    f"{error.filename} cannot be read: {error.strerror}"
                ) from error
            stack.push(tried.pop_all())
            return live, files
    raise IndexDamagedError(f"files of {live.path} are missing")


@contextmanager
def received(
    generations: Generations, name: str, prove: Callable[[LiveGeneration], None]
) -> Iterator[Path]:
    """Yield a folder; publish what it then holds, manifest and all, under the name it had.

    Args:
        prove: raises IndexDamagedError if what was received cannot be answered from.
    Raises: UsageError if there is a generation already, IndexDamagedError if a file is missing, is
    not as the manifest says, or does not belong there. The caller holds the writer lock.
    """
    if generations.current() is not None or generations.names():
        raise UsageError(f"there is an index in {generations.root} already")
    if not GENERATION.fullmatch(name) or name == NOTHING_YET:
        raise IndexDamagedError(f"{name!r} is no name of a generation")
    build = generations.begin(share=False)
    build.name = name
    try:
        yield build.path
        manifest = verify(build.path, thorough=True)
        prove(LiveGeneration(name, build.path, manifest))
        (build.path / NAME).unlink()  # written again, and by then it would be read-only
        build.publish(manifest.facts)
    except BaseException:
        build.discard()
        raise
