"""How fast do pages become stored articles? Beside trafilatura, which only gives their text.

    python -m tests.benchmarks.intake [--rounds 3] FOLDER…

In: folders of saved pages.  Out: a table, pages a second of wall time: ours from the file to the
committed store, as `fundstelle index` does it, with one worker on one core, with one and two
workers on two cores; trafilatura (Markdown, default settings) on one core, from the file to the
text.  Every round runs each once, a process each; the best round of each counts, because all else
on the machine only slows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import ArticleStore, SourceFile, find_files
from corpus.readers.decoding import read_whole
from search.indexing.intake import read_sources


def pages_of(folders: list[str]) -> list[SourceFile]:
    """Return the saved pages below folders."""
    found = (item for item in find_files(folders) if isinstance(item, SourceFile))
    return [item for item in found if ".htm" in item.path.name]


def ours(folders: list[str], workers: int) -> float:
    """Read pages into a new store; return the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(item.path) for item in pages_of(folders)]
        start = time.perf_counter()
        with ArticleStore(Path(folder) / "articles.sqlite") as store:
            tally = read_sources(names, store, workers=workers)
            seconds = time.perf_counter() - start
            assert tally.new == store.count()
    return seconds


def trafilatura(folders: list[str]) -> float:
    """Extract the text of pages; return the seconds."""
    from trafilatura import extract  # type: ignore[import-not-found]

    files = pages_of(folders)
    extract("<html><body><p>Ein Satz.</p></body></html>", output_format="markdown")
    start = time.perf_counter()
    for file in files:
        with file.path.open("rb") as stream:
            extract(read_whole(stream), output_format="markdown")
    return time.perf_counter() - start


TOOLS: dict[str, tuple[int, Callable[[list[str]], float]]] = {
    "trafilatura, one core": (1, trafilatura),
    "one worker, one core": (1, lambda folders: ours(folders, 1)),
    "one worker, two cores": (2, lambda folders: ours(folders, 1)),
    "two workers, two cores": (2, lambda folders: ours(folders, 2)),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.tool:
        cores, run = TOOLS[args.tool]
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-cores:])
        print(run(args.folders))
        return
    pages = len(pages_of(args.folders))
    speeds: dict[str, list[float]] = {}
    for _ in range(args.rounds):
        for tool in TOOLS:
            command = [sys.executable, "-m", "tests.benchmarks.intake", "--tool", tool]
            done = subprocess.run([*command, *args.folders], stdout=subprocess.PIPE, check=True)
            speeds.setdefault(tool, []).append(pages / float(done.stdout))
    best = {tool: max(values) for tool, values in speeds.items()}
    print(f"{pages} pages, {args.rounds} rounds, {os.cpu_count()} cores, pages/s of the best round")
    for tool, values in speeds.items():
        print(f"{tool:24}{best[tool]:8.1f}   ({', '.join(f'{one:.1f}' for one in values)})")
    peer, one, shared, two = best.values()
    print(f"one core: × {one / peer:.2f} of trafilatura")
    print(f"two workers: × {two / one:.2f} of one on one core, × {two / shared:.2f} of one on two")


if __name__ == "__main__":
    main()
