"""Measure how long articles take from their file to the store, and from the store to a page.

    python -m tests.benchmarks.storing [--workers 2] SOURCE…

In: files and folders.  Out: for reading and for grouping copies the wall time, the processor time
of the run and of its workers, and the run's peak memory so far; the bytes of the store by table;
the time of ten articles of it, opened for them and kept open (lower decile and median of 300).
Processor times can be compared between runs, wall times only on a machine that does nothing else.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from corpus import ArticleStore
from corpus.copies import CopyTable
from search.indexing.intake import read_sources
from search.results.store_reader import StoreReader

SEED, PAGES, PAGE = 3, 300, 10
SHELF = "index"


@contextmanager
def told(step: str) -> Iterator[None]:
    """Print what a step took."""
    before = time.perf_counter(), _processor(resource.RUSAGE_SELF), _processor(_WORKERS)
    yield
    wall = time.perf_counter() - before[0]
    own, workers = _processor(resource.RUSAGE_SELF) - before[1], _processor(_WORKERS) - before[2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{step:<10}{wall:7.2f} s wall, processor {own:6.2f} s own {workers:6.2f} s workers,"
        f" peak {peak:.0f} MiB",
        flush=True,
    )


_WORKERS = resource.RUSAGE_CHILDREN


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def print_sizes(path: Path) -> None:
    """Print the size of a store and of its largest tables, if this SQLite can tell."""
    print(f"store     {path.stat().st_size / 1e6:7.1f} MB")
    with closing(sqlite3.connect(path)) as database:
        try:
            rows = database.execute(
                "SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC"
            ).fetchall()
        except sqlite3.OperationalError:
            return
    for name, size in rows[:6]:
        print(f"  {name:<20}{size / 1e6:7.1f} MB")


def print_pages(path: Path) -> None:
    """Print how long the articles of a page take."""
    with ArticleStore(path, SHELF, read_only=True) as store:
        kept = list(store.current())
    draw = random.Random(SEED)
    pages = [draw.sample(kept, min(PAGE, len(kept))) for _ in range(PAGES)]

    reader = StoreReader(path, SHELF)

    def opened(page: list[tuple[str, int]]) -> None:
        with ArticleStore(path, SHELF, read_only=True) as store:
            store.get_many(page)

    def kept_open(page: list[tuple[str, int]]) -> None:
        with reader() as store:
            store.get_many(page)

    ways: dict[str, Callable[[list[tuple[str, int]]], None]] = {
        "opened for it": opened, "kept open": kept_open,
    }  # fmt: skip
    for name, way in ways.items():
        times = []
        for page in pages:
            start = time.perf_counter()
            way(page)
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        print(f"ten articles, {name:<14}{times[PAGES // 10]:6.2f} {times[PAGES // 2]:6.2f} ms")


@click.command()
@click.option("--workers", default=2, show_default=True)
@click.argument("sources", nargs=-1, required=True)
def main(workers: int, sources: tuple[str, ...]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.sqlite"
        with ArticleStore(path, SHELF) as store:
            with told("reading"):
                read_sources(sources, store, workers=workers)
            with told("copies"):
                CopyTable(store).update()
            print(f"articles  {store.count():7}")
        print_sizes(path)
        print_pages(path)


if __name__ == "__main__":
    main()
