"""Gather the documents of many articles with several processes.

In: ids of articles and where their documents come from.  Out: all of them in one gathering, in the
same order and with the same numbers as if one process had done it.
Each process takes a share of the ids in a row and saves what it has in a folder of its own; this
one takes the first, then absorbs the others. A share whose process ended early is taken once more
by this one: then the error is told by whoever can tell it, or there is none. Processes end with the
run, killed or not: each looks for its parent after every article.
"""

from __future__ import annotations

import logging
import os
import subprocess
from array import array
from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import Names
from search.engines.base import DocumentSource
from search.engines.embedded.writing.gathering import Gathering
from search.engines.embedded.writing.waiting_arrays import aside_at, put_aside
from search.system import heap
from search.system.arrays import Array
from search.system.helper_process import begin

logger = logging.getLogger(__name__)

# A process is there and has loaded numpy after half a second: the time of so many articles.
LEAST_ARTICLES = 1_500
TOLD_EVERY = 50
_LOOK_S = 0.1
_IDS = "ids"


class _Ids(NamedTuple):
    """The ids of articles in a row of UTF-8, and where each ends."""

    data: Array
    ends: Array


def gather(
    gathering: Gathering,
    source: DocumentSource,
    article_ids: Sequence[str],
    folder: Path,
    workers: int,
    progress: Callable[[int], None],
) -> None:
    """Add the documents of articles to a gathering; `folder`: where processes may keep theirs."""
    count = max(1, min(workers, len(article_ids) // LEAST_ARTICLES))
    cuts = [len(article_ids) * part // count for part in range(count + 1)]
    names = article_ids if isinstance(article_ids, Names) else Names(article_ids)
    own, *shares = (names.part(*each) for each in pairwise(cuts))
    parts: list[_Part] = []
    heap.spare()

    def tell(own_done: int) -> None:
        progress(own_done + sum(part.done for part in parts))

    try:
        for number, ids in enumerate(shares):
            parts.append(_Part(source, ids, folder / f"part-{number}"))
        _take(gathering, source, own, tell)
        for part in parts:
            while part.is_at_work():
                tell(len(own))
            if part.is_finished():
                gathering.absorb(part.folder)
            else:
                logger.warning("an indexing process ended early: %s", part.last_words())
                _take(gathering, source, part.article_ids, lambda _: None)
        progress(len(article_ids))
    finally:
        for part in parts:
            part.end()


def _take(
    gathering: Gathering,
    source: DocumentSource,
    article_ids: Sequence[str],
    tell: Callable[[int], None],
) -> None:
    done = 0
    for done, documents in enumerate(source(article_ids), 1):
        gathering.add(documents)
        if done % TOLD_EVERY == 0:
            tell(done)
    tell(done)


def put_ids_aside(article_ids: Names, folder: Path) -> None:
    """Write the ids of a share to its folder."""
    ids = np.frombuffer(article_ids.data, np.uint8), np.frombuffer(article_ids.ends, np.uint32)
    put_aside(_Ids(*ids), folder / _IDS)


def _names(folder: Path) -> Names:
    """Return the ids of a share from its folder."""
    data, ends = aside_at(folder / _IDS, _Ids)()
    return Names.of(data.tobytes(), array("I", ends.tobytes()))


class _Part:
    """A share of the articles and the process that gathers it into `folder`."""

    def __init__(self, source: DocumentSource, article_ids: Names, folder: Path) -> None:
        self.article_ids, self.folder = article_ids, folder
        folder.mkdir()
        put_ids_aside(article_ids, folder)
        self._done = np.memmap(folder / "done", np.int64, "w+", shape=(1,))
        arguments = {"source": asdict(source), "folder": str(folder), "parent": os.getpid()}
        with open(folder / "errors", "wb") as errors:
            self._process = begin(work, arguments, stderr=errors)

    @property
    def done(self) -> int:
        """Return how many articles are done."""
        return int(self._done[0])

    def is_at_work(self) -> bool:
        """Wait a moment and tell whether the process goes on."""
        try:
            self._process.wait(_LOOK_S)
        except subprocess.TimeoutExpired:
            return True
        return False

    def is_finished(self) -> bool:
        """Tell whether the process that has ended did all it should."""
        return self._process.returncode == 0

    def last_words(self) -> str:
        """Return what the process that has ended told last, or the code it ended with."""
        told = (self.folder / "errors").read_text("utf-8", "replace").strip().splitlines()
        return told[-1] if told else f"exit code {self._process.returncode}"

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()


def work(source: dict[str, object], folder: str, parent: int) -> None:
    """Gather the articles whose ids lie in a folder: what a process of a part does."""
    heap.share()
    heap.spare()
    article_ids = _names(Path(folder))
    done = np.memmap(Path(folder) / "done", np.int64, "r+", shape=(1,))
    gathering = Gathering(Path(folder))
    for documents in DocumentSource(**source)(article_ids):  # type: ignore[arg-type]
        gathering.add(documents)
        done[0] += 1
        if os.getppid() != parent:
            return
    gathering.save()
