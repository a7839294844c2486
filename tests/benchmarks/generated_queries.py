"""Ask an index thousands of generated queries, and tell the slowest.

    python -m tests.benchmarks.generated_queries INDEX [--count 20000] [--seed 1]

In: the directory of an index.  Out: how many were answered or refused by a limit; median, p99 and
maximum in seconds of wall time and of CPU time (a busy machine lengthens the first alone); the
slowest queries; how much memory grew. Any other error ends the run.
"""

from __future__ import annotations

import platform
import resource
import statistics
import time
from pathlib import Path

import click

from search import SearchRequest, open_service
from search.errors import QueryError
from tests.generated import queries

BAR_S = 1.0


def peak_mib() -> float:
    """Return the highest memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path))
@click.option("--count", default=20_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(index: Path, count: int, seed: int) -> None:
    """Print the figures."""
    service = open_service(index)
    service.warm()
    service.search(SearchRequest(text="die"))
    before, times, refused = peak_mib(), [], 0
    for text in queries(count, seed):
        start, cpu = time.perf_counter(), time.process_time()
        try:
            service.search(SearchRequest(text=text))
        except QueryError:
            refused += 1
            continue
        times.append((time.perf_counter() - start, time.process_time() - cpu, text))
    click.echo(
        f"{platform.machine()}, Python {platform.python_version()}, {service.info().sections} "
        f"sections, seed {seed}: {len(times)} answered, {refused} refused by a limit"
    )
    for name, seconds in (
        ("wall", sorted(wall for wall, _, _ in times)),
        ("CPU", sorted(cpu for _, cpu, _ in times)),
    ):
        click.echo(
            f"{name:5} median {statistics.median(seconds):.4f} s, "
            f"p99 {seconds[int(len(seconds) * 0.99)]:.3f} s, max {seconds[-1]:.3f} s, "
            f"{sum(s > BAR_S for s in seconds)} above {BAR_S} s"
        )
    click.echo(f"memory + {peak_mib() - before:.0f} MiB; wall and CPU seconds of the slowest:")
    for wall, cpu, text in sorted(times, reverse=True)[:10]:
        click.echo(f"{wall:8.3f} {cpu:8.3f}  {text}")


if __name__ == "__main__":
    main()
