"""The parts of the benchmark: each asks every engine, in turn, and returns plain values.

In: a corpus, the engines, a folder for their indexes.  Out: by engine what is kept as JSON.
Whatever is compared is measured in one run, and the order of the engines turns with every round,
so that a busy machine slows all of them. An engine that fails is told with its error.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import questions as asked
from tests.benchmarks import site
from tests.benchmarks.measuring import Cost, held_mib, measured
from tests.benchmarks.peers.tool import OURS, PAGE, SECTIONS, Answering, Tool

# What takes longer is not done again in the next round: an index, a row of questions.
PATIENCE_S = 60.0
ROW_PATIENCE_MS = 6000.0
# How long each is asked before times count, and while its questions are counted.
WARM_S = 3.0
# So little that every question is asked once.
ONCE_S = 1e-6
COLD_RUNS = 10
# Questions of a row whose answers are compared.
COMPARED = 5
Found = dict[str, Any]
STORE = "articles.sqlite"
# What a dictionary tells is worked out once a machine, and belongs to no round.
LEARNS_GERMAN = [sys.executable, "-m", "search", "split", "Haustür"]


class Bench:
    """One corpus, the engines, where they put their indexes, how often each is asked."""

    def __init__(
        self, corpus: Path, work: Path, tools: Sequence[Tool], *, count: int, rounds: int
    ) -> None:
        self.corpus, self.work, self.tools, self.rounds = corpus, work, tools, rounds
        self.questions = asked.questions(corpus, count)
        self.rows = dict.fromkeys(one.row for one in self.questions)
        self._file = work / "questions.tsv"
        work.mkdir(parents=True, exist_ok=True)
        asked.write(self.questions, self._file)

    @property
    def lines(self) -> Path:
        """The file of article lines."""
        return self.corpus / "articles.jsonl"

    def folder(self, tool: Tool) -> Path:
        """Return the folder of the index of an engine."""
        return self.work / tool.folder

    def rows_of(self, tool: Tool) -> list[str]:
        """Return the rows that an engine can answer."""
        kinds = {one.row: one.kind for one in self.questions}
        return [row for row in self.rows if kinds[row] in tool.kinds]

    def answering(self, tool: Tool) -> Answering:
        """Return a process of an engine."""
        return Answering(tool, self.folder(tool), self._file)

    def turned(self, turn: int) -> list[Tool]:
        """Return the engines in the order of a round, ours first or last."""
        return list(self.tools if turn % 2 == 0 else reversed(self.tools))


@contextmanager
def guarded(found: Found, tool: Tool) -> Iterator[None]:
    """Keep an error as that of the engine; the others go on."""
    try:
        yield
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        found[tool.name] = {"error": str(error)[:200]}


def indexing(bench: Bench) -> Found:
    """Index the corpus with every engine: seconds, processor seconds, peak MiB, bytes."""
    found: Found = {tool.name: {} for tool in bench.tools if tool not in OURS[1:]}
    measured(LEARNS_GERMAN)
    for turn in range(bench.rounds):
        for tool in bench.turned(turn):
            if tool.name not in found:
                continue  # one index serves all our jobs
            kept = found[tool.name]
            if "error" not in kept and max(kept.get("seconds", []), default=0) <= PATIENCE_S:
                with guarded(found, tool):
                    _index(bench, tool, kept)
    return found


def _index(bench: Bench, tool: Tool, kept: Found) -> None:
    folder = bench.folder(tool)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _keep(kept, "", measured(tool.building(bench.lines, folder)))
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    kept["bytes"] = sum(sizes.values())
    if tool.ours:
        kept["texts_bytes"] = sizes[folder / STORE]
        index = [sys.executable, "-m", "search", "index", "--full", "--format", "json"]
        cost = measured([*index, "--index", str(folder / "index")])
        _keep(kept, "step_", cost)
        kept["sections"] = json.loads(cost.output)["sections"]


def _keep(kept: Found, prefix: str, cost: Cost) -> None:
    kept.setdefault(f"{prefix}seconds", []).append(cost.seconds)
    kept.setdefault(f"{prefix}cpu_seconds", []).append(cost.cpu_seconds)
    kept[f"{prefix}peak_mib"] = max(kept.get(f"{prefix}peak_mib", 0.0), cost.peak_mib)


def latency(bench: Bench) -> Found:
    """Ask every question: milliseconds the first time, and the quickest of some rounds, by row."""
    found: Found = {tool.name: {"first": {}, "best": {}} for tool in bench.tools}
    with ExitStack() as stack:
        running = {}
        for tool in bench.tools:
            with guarded(found, tool):
                running[tool.name] = stack.enter_context(bench.answering(tool)).ready()
        for turn in range(bench.rounds + 1):
            for row in bench.rows:
                for tool in bench.turned(turn):
                    kept = found[tool.name]
                    if "error" not in kept and row in bench.rows_of(tool):
                        with guarded(found, tool):
                            _time(running[tool.name], kept, row)
            for tool in bench.tools if turn == 0 else ():
                if "error" not in found[tool.name]:
                    with guarded(found, tool):
                        running[tool.name].rate(WARM_S, bench.rows_of(tool))
    return found


def _time(process: Answering, kept: Found, row: str) -> None:
    """Keep the times of a row: the first, then the least of each question.

    But for the first times a row is asked before it is timed: else its first question, in every
    round the same, is that on which the processor's caches hold another engine.
    """
    before = kept["best"].get(row, [])
    if row not in kept["first"]:
        kept["first"][row] = process.times(row)
    elif sum(before) <= ROW_PATIENCE_MS:
        process.rate(ONCE_S, [row])
        times = process.times(row)
        kept["best"][row] = [*map(min, before, times)] if before else times


def load(bench: Bench) -> Found:
    """Ask with two processes at a time: questions a second, private MiB of one of them."""
    found: Found = {}
    for tool in bench.tools:
        with guarded(found, tool):
            found[tool.name] = _load(bench, tool)
    return found


def _load(bench: Bench, tool: Tool) -> Found:
    rows = [row for row in bench.rows_of(tool) if row in asked.SORTS]
    with bench.answering(tool) as one, bench.answering(tool) as two:
        both = [one.ready(), two.ready()]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda process: process.rate(ONCE_S, bench.rows_of(tool)), both))
            rates = list(pool.map(lambda process: process.rate(WARM_S, rows), both))
        memory = [held_mib(process.pid, r"Private_\w+") for process in both]
    return {"rate": sum(rates), "private_mib": max(memory)}


def cold(bench: Bench) -> Found:
    """Answer one question from the start of a process to its end: seconds of each run."""
    tools = [tool for tool in bench.tools if not tool.ours or tool == PAGE]
    found: Found = {tool.name: {"seconds": []} for tool in tools}
    question = next(one for one in bench.questions if one.row == asked.SORTS[1])
    for turn in range(COLD_RUNS):
        for tool in bench.turned(turn):
            kept = found.get(tool.name, {"error": "no command line of its own"})
            if "error" in kept or sum(kept["seconds"]) > PATIENCE_S:
                continue
            command = tool.asking(bench.folder(tool), question.kind, list(question.words))
            with guarded(found, tool):
                kept["seconds"].append(measured(command).seconds)
    return found


def pages(bench: Bench) -> Found:
    """Ask our site for pages under wrk."""
    if not shutil.which("wrk"):
        return {PAGE.name: {"error": "wrk is not installed (Debian: apt install wrk)"}}
    queries = site.read_queries(bench.corpus / "queries.txt")
    found: Found = {}
    with guarded(found, PAGE):
        index = bench.folder(PAGE) / "index"
        figures = site.measure(index, queries, seconds=10, connections=4, workers=2)
        found[PAGE.name] = figures._asdict()
    return found


def agreement(bench: Bench) -> Found:
    """Ask some questions of each row: how much of our ten best sections a peer finds, 0 to 1."""
    some: dict[str, list[asked.Question]] = {}
    for question in bench.questions:
        some.setdefault(question.row, []).append(question)
    asked_of_all = [question for row in some.values() for question in row[:COMPARED]]
    found: Found = {}
    with bench.answering(SECTIONS) as process:
        process.ready()
        ours = {one: process.hits(one.kind, list(one.words)) for one in asked_of_all}
    for tool in bench.tools:
        if tool.ours:
            continue
        with guarded(found, tool), bench.answering(tool) as process:
            process.ready()
            shares = [
                len({*process.hits(one.kind, list(one.words))} & {*hits}) / len(hits)
                for one, hits in ours.items()
                if hits and one.kind in tool.kinds and one.kind != "prefix"  # all score alike
            ]
            found[tool.name] = {"share": sum(shares) / len(shares)}
    return found


PARTS: dict[str, Callable[[Bench], Found]] = {
    "indexing": indexing,
    "latency": latency,
    "agreement": agreement,
    "load": load,
    "cold": cold,
    "site": pages,
}
