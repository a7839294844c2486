"""Measure queries beside other engines, on the same sections, in one process and one run.

    python -m tests.benchmarks.queries FOLDER [--queries 200]

In: FOLDER with articles.jsonl and queries.txt (a query a line).  Out: a table: time to index, size,
p50, p95 and p99 of every kind of query. Ours always counts articles and sections exactly, counts
facets, scores articles and their sections; "page" also reads the texts and makes the snippets.
"""

from __future__ import annotations

import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from search import SearchRequest, SearchService, index_sources, open_service
from tests.benchmarks.peers import installed

KINDS = ("any", "all", "phrase", "prefix")


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds of one call."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def show(name: str, kind: str, times: list[float], base: float | None) -> float:
    """Print a row and return its median."""
    ordered = sorted(times)
    middle = statistics.median(times)
    high = [ordered[int(len(ordered) * share)] for share in (0.95, 0.99)]
    ratio = f"x {middle / base:.2f}" if base else ""
    click.echo(f"{name:14}{kind:14}{middle:9.2f}{high[0]:9.2f}{high[1]:9.2f}   {ratio}")
    return middle


def ours(kind: str, words: list[str]) -> str:
    """Return a query in our language."""
    return {
        "any": " ODER ".join(words),
        "all": " UND ".join(words),
        "phrase": f'"{" ".join(words)}"',
        "prefix": f"{words[0][:5]}*",
    }[kind]


def measure_ours(service: SearchService, queries: list[list[str]]) -> dict[str, float]:
    """Print our rows; return kind → median of the ranking alone."""
    medians = {}
    for kind in KINDS:
        requests = [SearchRequest(text=ours(kind, words)) for words in queries]
        for name, ask in (("", service.ranked_ids), (", page", service.search)):
            for request in requests[:20]:
                ask(request)
            times = [timed(lambda r=request, a=ask: a(r)) for request in requests]  # type: ignore[misc]
            middle = show("fundstelle", f"{kind}{name}", times, None)
            medians.setdefault(kind, middle)
    return medians


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=200, show_default=True)
def main(folder: Path, count: int) -> None:
    """Print the table."""
    lines = folder / "articles.jsonl"
    texts = (folder / "queries.txt").read_text("utf-8").splitlines()
    queries = [words for text in texts if len(words := text.split()) and len(words[0]) >= 5][:count]
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


if __name__ == "__main__":
    main()
