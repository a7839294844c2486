"""Measure indexing beside Whoosh's own writer on the same fields.

    python -m tests.benchmarks.indexing [--runs 3] [--workers 2] SOURCE…

In: files and folders.  Out: a table of medians: wall time, peak memory, the second run, the ratio.
Each run is a process of its own; ours and the peer's take turns, so both meet the same machine.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

import click

from tests.benchmarks.measuring import Cost, measured


@click.command()
@click.option("--runs", default=3, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--peer/--no-peer", default=True, show_default=True)
@click.argument("sources", nargs=-1, required=True)
def main(runs: int, workers: int, peer: bool, sources: tuple[str, ...]) -> None:
    """Print the table."""
    costs: dict[str, list[Cost]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            index = [sys.executable, "-m", "search", "index", "--index", str(place / "index")]
            index += ["--workers", str(workers), "--format", "json", *sources]
            costs.setdefault("fundstelle index", []).append(measured(index))
            costs.setdefault("… once more, unchanged", []).append(measured(index))
            if peer:
                theirs = [sys.executable, "-m", "tests.benchmarks.whoosh_peer"]
                theirs += [str(place / "peer"), *sources]
                costs.setdefault("Whoosh's own writer", []).append(measured(theirs))
    report = json.loads(costs["fundstelle index"][0].output)
    click.echo(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{runs} runs, medians; {report['articles']} articles, {report['sections']} sections, "
        f"{report['failed']} not readable"
    )
    base = statistics.median(cost.seconds for cost in costs["fundstelle index"])
    for name, rows in costs.items():
        seconds = statistics.median(cost.seconds for cost in rows)
        cpu = statistics.median(cost.cpu_seconds for cost in rows)
        peak = max(cost.peak_mib for cost in rows)
        click.echo(
            f"{name:24} {seconds:8.2f} s {cpu:8.2f} s CPU {peak:6.0f} MiB   x {seconds / base:.3f}"
        )


if __name__ == "__main__":
    main()
