"""The engines by name, how each is started, and why one is left out.

In: a name.  Out: its commands, and a process that answers lines (`__main__.py` tells which).
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType

from tests.benchmarks.peers import lucene
from tests.benchmarks.peers.base import KINDS

DEBIAN_PYTHON = "/usr/bin/python3"
MODULE = "tests.benchmarks.peers"


@dataclass(frozen=True)
class Tool:
    """An engine under test. `name`: its module, for ours with the job; `kinds`: what it can do."""

    name: str
    label: str
    version: Callable[[], str]
    missing: Callable[[], str] = lambda: ""
    kinds: tuple[str, ...] = KINDS
    python: Callable[[], str] = lambda: sys.executable

    @property
    def ours(self) -> bool:
        """Tell whether this is our engine."""
        return self.name.startswith("fundstelle")

    @property
    def folder(self) -> str:
        """Return the name of the folder of its index; our jobs share one."""
        return self.name.partition(":")[0]

    def command(self, action: str, *args: object) -> list[str]:
        """Return the command of an action of `__main__.py`."""
        texts = [str(arg) for arg in args]
        if self.name == "lucene" and action != "build":
            return lucene.command(action, *texts)
        return [self.python(), "-m", MODULE, self.name, action, *texts]

    def building(self, lines: Path, folder: Path) -> list[str]:
        """Return the command that indexes a file of article lines in an empty folder."""
        if not self.ours:
            return self.command("build", lines, folder)
        index = [sys.executable, "-m", "search", "index", "--format", "json"]
        return [*index, "--index", str(folder / "index"), str(lines)]

    def asking(self, folder: Path, kind: str, words: list[str]) -> list[str]:
        """Return the command that answers one question from the start; ours is `any` as typed."""
        if not self.ours:
            return self.command("ask", folder, kind, *words)
        search = [sys.executable, "-m", "search", "search", "--index", str(folder / "index")]
        return [*search, " ODER ".join(words)]


def _package(*names: str) -> Callable[[], str]:
    """Return a function that tells why packages cannot be used."""

    def missing() -> str:
        absent = [name for name in names if not importlib.util.find_spec(name)]
        return f"{', '.join(absent)} not installed (`pip install -e '.[bench]'`)" if absent else ""

    return missing


@cache
def _xapian() -> tuple[str, str]:
    """Return a Python that has Xapian, and Xapian's version; empty if there is none."""
    for python in (sys.executable, DEBIAN_PYTHON):
        told = "import sys, xapian; assert sys.version_info >= (3, 11); print(xapian.__version__)"
        try:
            done = subprocess.run([python, "-c", told], capture_output=True, text=True, check=False)
        except OSError:
            continue
        if not done.returncode:
            return python, done.stdout.strip()
    return "", ""


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _ours(job: str, label: str) -> Tool:
    return Tool(f"fundstelle:{job}", label, lambda: version("fundstelle"))


SECTIONS = _ours("sections", "Fundstelle, same job")
RANKING = _ours("ranking", "Fundstelle, full ranking")
PAGE = _ours("page", "Fundstelle, whole page")
OURS = (SECTIONS, RANKING, PAGE)
PEERS = (
    Tool("tantivy_py", "tantivy-py", lambda: version("tantivy"), _package("tantivy")),
    Tool("lucene", "Lucene", lambda: lucene.VERSION, lucene.missing),
    Tool(
        "bm25s_py", "bm25s", lambda: version("bm25s"), _package("bm25s", "numba"), kinds=("any",)
    ),
    Tool(
        "xapian_py", "Xapian", lambda: _xapian()[1],
        lambda: "" if _xapian()[0] else "no Python has it (Debian: apt install python3-xapian)",
        python=lambda: _xapian()[0],
    ),
    Tool("fts5", "SQLite FTS5", _sqlite),
    Tool("whoosh_stock", "stock Whoosh", lambda: version("whoosh")),
)  # fmt: skip


class Answering:
    """A process that answers lines; it ends with the `with` block."""

    def __init__(self, tool: Tool, folder: Path, questions: Path) -> None:
        self.tool = tool
        command = tool.command("answer", folder, questions)
        self._said = TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said,
            text=True, encoding="utf-8",
        )  # fmt: skip
        self.pid = self._process.pid

    def __enter__(self) -> Answering:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
        self._said.close()

    def send(self, *parts: object) -> None:
        """Send a command."""
        assert self._process.stdin
        print(*parts, sep="\t", file=self._process.stdin, flush=True)

    def receive(self) -> str:
        """Return the reply. Raises RuntimeError with its last words if the process ended."""
        assert self._process.stdout
        reply = self._process.stdout.readline()
        if not reply:
            code = self._process.wait()
            self._said.seek(0)
            last = self._said.read().decode(errors="replace").rstrip().rpartition("\n")[2]
            raise RuntimeError(f"{self.tool.label} ended with {code}: {last}")
        return reply.rstrip("\n")

    def ready(self) -> Answering:
        """Wait until the index is open."""
        reply = self.receive()
        if reply != "ready":
            raise RuntimeError(f"{self.tool.label} said {reply!r}")
        return self

    def times(self, row: str) -> list[float]:
        """Return the milliseconds of each question of a row."""
        self.send("time", row)
        return [float(one) for one in self.receive().split()]

    def rate(self, seconds: float, rows: list[str]) -> float:
        """Ask the questions of some rows over and over for so long; return how many a second."""
        self.send("rate", seconds, *rows)
        count, took = map(float, self.receive().split())
        return count / took

    def hits(self, kind: str, words: list[str]) -> list[str]:
        """Return the names of what answers a question."""
        self.send("hits", kind, " ".join(words))
        return self.receive().split()
