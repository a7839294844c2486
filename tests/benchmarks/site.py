"""Measure the site under load: pages a second, their latency, errors, memory of each process.

    python -m tests.benchmarks.site INDEX QUERIES [--seconds 10] [--connections 4] [--workers 2]

In: the directory of an index, a file of queries (one a line; the first 200 distinct ones are
used).  Out: one line. The site is started as the README tells, `fundstelle serve`; wrk asks for
result pages, each query in turn, after one round that is not counted. Memory is what a process
shares with no other (`Private_*` of /proc/PID/smaps_rollup).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import click

START_LIMIT_S = 60
QUERIES = 200
# wrk asks by a script of Lua; its threads do not share variables, so there is one thread.
SCRIPT = """
local paths, turn = {{{paths}}}, 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


class Load(NamedTuple):
    """What wrk and the kernel told: pages a second, milliseconds, answers not in order, MB."""

    rate: float
    p50: float
    p99: float
    errors: int
    private_mb: tuple[float, ...]


def private_mb(pid: int) -> float:
    """Return the memory that a process shares with no other, in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.M)) / 1000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(index: Path, workers: int) -> Iterator[tuple[str, int]]:
    """Serve an index; yield the address and the pid of the first process."""
    port = _free_port()
    command = [sys.executable, "-m", "search", "serve", "--index", str(index), "--port", str(port)]
    options = ["--workers", str(workers)]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as site:
        try:
            assert site.stderr is not None
            told = site.stderr.readline()
            address = told.removeprefix("Fundstelle is at ").partition("/ ")[0]
            end = time.monotonic() + START_LIMIT_S
            while True:
                try:
                    urlopen(f"{address}/healthz", timeout=10).close()
                    break
                except (URLError, OSError):
                    if site.poll() is not None or time.monotonic() > end:
                        raise
                    time.sleep(0.1)
            yield address, site.pid
        finally:
            site.terminate()


def _number(report: str, pattern: str, default: str = "0") -> str:
    found = re.search(pattern, report)
    return found[1] if found else default


def _milliseconds(report: str, share: str) -> float:
    found = re.search(rf"{share}%\s+([\d.]+)(us|ms|s|m)\b", report)
    return float(found[1]) * UNITS[found[2]] if found else float("nan")


def measure(
    index: Path, queries: list[str], *, seconds: int, connections: int, workers: int
) -> Load:
    """Serve an index, ask for result pages for some seconds, return the figures."""
    paths = [f"/suche?q={quote(query)}" for query in queries]
    with served(index, workers) as (address, pid), tempfile.TemporaryDirectory() as folder:
        for path in paths * workers:  # which worker answers is chance; each has its own memory
            urlopen(address + path, timeout=30).read()
        script = Path(folder) / "queries.lua"
        script.write_text(SCRIPT.format(paths=",".join(f'"{path}"' for path in paths)))
        wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script)]
        report = subprocess.run([*wrk, address], check=True, capture_output=True, text=True).stdout
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        memory = tuple(private_mb(int(child)) for child in children)
    sockets = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", report
    )
    errors = int(_number(report, r"Non-2xx or 3xx responses: (\d+)"))
    errors += sum(map(int, sockets.groups())) if sockets else 0
    return Load(
        rate=float(_number(report, r"Requests/sec:\s+([\d.]+)")),
        p50=_milliseconds(report, "50"),
        p99=_milliseconds(report, "99"),
        errors=errors,
        private_mb=memory,
    )


def read_queries(path: Path) -> list[str]:
    """Return the first distinct queries of a file."""
    return list(dict.fromkeys(filter(None, path.read_text("utf-8").splitlines())))[:QUERIES]


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path))
@click.argument("queries", type=click.Path(exists=True, path_type=Path))
@click.option("--seconds", default=10, show_default=True)
@click.option("--connections", default=4, show_default=True)
@click.option("--workers", default=2, show_default=True)
def main(index: Path, queries: Path, seconds: int, connections: int, workers: int) -> None:
    """Print the figures."""
    if not shutil.which("wrk"):
        raise click.ClickException("this needs wrk (Debian: apt install wrk)")
    asked = read_queries(queries)
    load = measure(index, asked, seconds=seconds, connections=connections, workers=workers)
    memory = ", ".join(f"{size:.0f}" for size in load.private_mb)
    click.echo(
        f"{len(asked)} queries, {workers} workers, {connections} connections, {seconds} s, "
        f"{os.cpu_count()} cores: {load.rate:.0f} pages/s, p50 {load.p50:.1f} ms, "
        f"p99 {load.p99:.1f} ms, {load.errors} errors, private memory {memory} MB"
    )


if __name__ == "__main__":
    main()
