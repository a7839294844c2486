"""Measure queries beside other engines, on the same sections, in one process and one run.

    python -m tests.benchmarks.queries FOLDER [--queries 200] [--whoosh]

In: FOLDER with articles.jsonl and queries.txt (a query a line).  Out: a table: time to index, size,
p50, p95 and p99 of every kind of query. Ours reads a query text, asks all its fields, scores
articles and their sections and counts articles exactly; "page" also counts sections and facets,
reads the texts and makes the snippets. The others get a query made before, and return sections.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import click

from search import SearchRequest, SearchService, index_sources, open_service
from search.models import Sort
from tests.benchmarks.peers import KINDS, SPAN, asked, installed, timed


def show(name: str, kind: str, times: list[float], base: float | None) -> float:
    """Print a row and return its median."""
    ordered = sorted(times)
    middle = statistics.median(times)
    high = [ordered[int(len(ordered) * share)] for share in (0.95, 0.99)]
    ratio = f"x {middle / base:.2f}" if base else ""
    click.echo(f"{name:14}{kind:14}{middle:9.2f}{high[0]:9.2f}{high[1]:9.2f}   {ratio}")
    return middle


def ours(kind: str, words: list[str]) -> SearchRequest:
    """Return a request in our language."""
    text = {
        "all": " UND ".join(words),
        "phrase": f'"{" ".join(words)}"',
        "prefix": f"{words[0][:5]}*",
    }.get(kind, " ODER ".join(words))
    since, until = SPAN[0], SPAN[1] - timedelta(days=1)
    return SearchRequest(
        text=text,
        since=since.isoformat() if kind == "dated" else "",
        until=until.isoformat() if kind == "dated" else "",
        sort=Sort.NEWEST if kind == "newest" else Sort.RELEVANCE,
    )


def measure_ours(service: SearchService, queries: list[list[str]]) -> dict[str, float]:
    """Print our rows; return kind → median of the ranking alone."""
    medians = {}
    for kind in KINDS:
        requests = [ours(kind, words) for words in queries]
        for name, ask in (("", service.ranked_ids), (", page", service.search)):
            for request in requests[:20]:
                ask(request)
            times = [timed(lambda r=request, a=ask: a(r)) for request in requests]  # type: ignore[misc]
            middle = show("fundstelle", f"{kind}{name}", times, None)
            medians.setdefault(kind, middle)
    return medians


def show_whoosh(folder: Path, count: int, medians: dict[str, float]) -> None:
    """Print the rows of stock Whoosh, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.whoosh_queries", str(folder), str(count)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for kind, times in found["times"].items():
        show("Whoosh", kind, times, medians[kind])
    click.echo(f"Whoosh indexed in {found['seconds']:.1f} s, {found['bytes'] / 1e6:.0f} MB")


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--whoosh/--no-whoosh", help="Stock Whoosh too; it indexes for minutes.")
def main(folder: Path, count: int, whoosh: bool) -> None:
    """Print the table."""
    lines = folder / "articles.jsonl"
    queries = asked(folder, count)
    click.echo(
        f"{platform.machine()}, Python {platform.python_version()}, {len(queries)} queries; ms"
    )
    with tempfile.TemporaryDirectory() as work:
        start = time.perf_counter()
        index_sources([lines], index=Path(work) / "index")
        seconds = time.perf_counter() - start
        service = open_service(Path(work) / "index")
        info = service.info()
        store = (Path(work) / "articles.sqlite").stat().st_size
        click.echo(
            f"{'fundstelle':14}{info.sections} sections in {seconds:.1f} s, index "
            f"{info.size_bytes / 1e6:.0f} MB, texts {store / 1e6:.0f} MB"
        )
        peers = []
        for kind_of_peer in installed():
            peer = kind_of_peer(lines, Path(work))
            peers.append(peer)
            click.echo(
                f"{peer.name:14}in {peer.seconds:.1f} s (x {peer.seconds / seconds:.2f}), "
                f"{peer.size() / 1e6:.0f} MB with texts"
            )
        click.echo(
            f"\n{'':14}{'kind':14}{'p50':>9}{'p95':>9}{'p99':>9}   p50 as a multiple of ours"
        )
        medians = measure_ours(service, queries)
        for peer in peers:
            for kind in KINDS:
                asks = [peer.query(kind, words) for words in queries]
                for ask in asks[:20]:
                    ask()
                show(peer.name, kind, [timed(ask) for ask in asks], medians[kind])
        if whoosh:
            show_whoosh(folder, count, medians)


if __name__ == "__main__":
    main()
