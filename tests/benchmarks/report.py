"""The tables of the benchmark, from what its parts kept.

In: by corpus, the figures of each part (`parts.py`) and what was left out.  Out: Markdown.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.peers.tool import OURS, PAGE, PEERS, SECTIONS, Tool
from tests.benchmarks.questions import SORTS

TOOLS = (*OURS, *PEERS)
SHARES = (0.5, 0.95, 0.99)
ALL_SORTS = "all six together"


@dataclass(frozen=True)
class Corpus:
    """What is known of a corpus. `parts`: name → by engine, its figures; `facts`: of the run."""

    name: str
    facts: Mapping[str, Any]
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, part: str, tool: Tool) -> Mapping[str, Any]:
        """Return the figures of an engine; empty where there are none."""
        found = self.parts.get(part, {}).get(tool.name, {})
        return found if "error" not in found else {}

    def label(self, part: str, tool: Tool) -> str:
        """Return the name of an engine, starred if it was not measured in the run with ours."""
        runs = {self.of(part, ours).get("run") for ours in OURS} - {None}
        return tool.label + "*" * (bool(runs) and self.of(part, tool).get("run") not in runs)

    def known(self, part: str) -> list[Tool]:
        """Return the engines with figures of a part."""
        return [tool for tool in TOOLS if self.of(part, tool)]


def figure(value: float) -> str:
    """Return a number with three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2 if value >= 1 else 3}f}"


def shares(values: Iterable[float]) -> list[float]:
    """Return p50, p95 and p99."""
    ordered = sorted(values)
    return [
        statistics.median(ordered),
        *(ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in SHARES[1:]),
    ]


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def times(corpus: Corpus, tool: Tool, row: str, which: str = "best") -> list[float]:
    """Return the milliseconds of a row; of all six sorts for their common one."""
    found = corpus.of("latency", tool).get(which, {})
    if row == ALL_SORTS:
        return [value for sort in SORTS for value in found.get(sort, [])]
    return list(found.get(row, []))


def rows_of(corpus: Corpus) -> list[str]:
    """Return the rows of the questions, the sum of the six sorts after them."""
    known = corpus.known("latency")
    named = dict.fromkeys(row for tool in known for row in corpus.of("latency", tool)["best"])
    others = [row for row in named if row not in SORTS]
    return [*(sort for sort in SORTS if sort in named), ALL_SORTS, *others]


def indexing(corpus: Corpus) -> str:
    """Return the table of indexing."""
    ours = corpus.of("indexing", SECTIONS)
    base, cpu_base = (
        statistics.median(ours.get(key, [float("nan")])) for key in ("seconds", "cpu_seconds")
    )
    sections, rows = corpus.facts["sections"], []
    for tool in corpus.known("indexing"):
        found = corpus.of("indexing", tool)
        texts = f" (texts {figure(found['texts_bytes'] / 1e6)})" if "texts_bytes" in found else ""
        steps = [("", "`fundstelle index`" if tool.ours else corpus.label("indexing", tool))]
        steps += [("step_", "… its last step, store → searchable")] if tool.ours else []
        for step, name in steps:
            seconds = statistics.median(found[f"{step}seconds"])
            cpu = statistics.median(found[f"{step}cpu_seconds"])
            rows.append(
                [
                    name, f"{figure(seconds)} (× {figure(seconds / base)})",
                    f"{figure(cpu)} (× {figure(cpu / cpu_base)})",
                    figure(sections / seconds), figure(found[f"{step}peak_mib"]),
                    "" if step else figure(found["bytes"] / 1e6) + texts,
                ]
            )  # fmt: skip
    head = [
        "JSON lines → searchable",
        "s (of ours)",
        "CPU s (of ours)",
        "sections/s",
        "peak MiB",
        "MB",
    ]
    return table(head, rows)


def latency(corpus: Corpus, which: str = "best") -> str:
    """Return the table of milliseconds: p50, p95, p99."""
    known = corpus.known("latency")
    rows = []
    for row in rows_of(corpus):
        found = [times(corpus, tool, row, which) for tool in known]
        rows.append([row, *(" · ".join(map(figure, shares(f))) if f else "–" for f in found)])
    return table(["ms: p50 · p95 · p99", *(corpus.label("latency", tool) for tool in known)], rows)


def ratios(corpus: Corpus) -> str:
    """Return the table of ours at the same job as a multiple of each peer's, p50 and p99."""
    known = [tool for tool in corpus.known("latency") if not tool.ours]
    rows = []
    for row in rows_of(corpus):
        ours = times(corpus, SECTIONS, row)
        cells = []
        for tool in known:
            theirs = times(corpus, tool, row)
            both = (
                [a / b for a, b in zip(shares(ours), shares(theirs), strict=True) if b]
                if (ours and theirs)
                else []
            )
            cells.append(f"{figure(both[0])} · {figure(both[2])}" if len(both) == 3 else "–")
        rows.append([row, *cells])
    return table(
        ["p50 · p99, as a multiple of", *(corpus.label("latency", tool) for tool in known)], rows
    )


def serving(corpus: Corpus) -> str:
    """Return the table of two processes at a time, memory, and the first answer."""
    rows = []
    for tool in TOOLS:
        found, started = corpus.of("load", tool), corpus.of("cold", tool).get("seconds")
        if found or started:
            cells = [figure(found[key]) if found else "–" for key in ("rate", "private_mib")]
            cells.append(figure(statistics.median(started)) if started else "–")
            same = corpus.of("agreement", tool).get("share")
            cells.append("–" if same is None else f"{same:.0%}")
            rows.append([corpus.label("load", tool), *cells])
    head = [
        "",
        "queries/s, two processes",
        "private MiB of one",
        "cold query, s",
        "of our ten best",
    ]
    return table(head, rows)


def site(corpus: Corpus) -> str:
    """Return a sentence about the pages under load."""
    found = corpus.of("site", PAGE)
    if not found:
        return ""
    memory = " and ".join(figure(size) for size in found["private_mb"])
    return (
        f"HTTP, `GET /suche`, 2 workers, wrk with 4 connections: {figure(found['rate'])} pages/s, "
        f"p50 {figure(found['p50'])} ms, p99 {figure(found['p99'])} ms, {found['errors']} errors, "
        f"private memory {memory} MB."
    )


def left_out(corpus: Corpus) -> str:
    """Return what could not be measured, and why."""
    said = [f"{name}: {reason}" for name, reason in corpus.facts["left_out"].items()]
    measured = {tool for part in corpus.parts for tool in corpus.known(part)}
    said += [
        f"{tool.label}: not measured"
        for tool in PEERS
        if tool not in measured and tool.label not in corpus.facts["left_out"]
    ]
    for part, found in corpus.parts.items():
        said += [
            f"{tool.label} ({part}): {found[tool.name]['error']}"
            for tool in TOOLS
            if "error" in found.get(tool.name, {})
        ]
    return f"Left out – {'; '.join(said)}." if said else "No engine was left out."


def growth(corpora: list[Corpus]) -> str:
    """Return the table of the largest corpus as a multiple of the smallest."""
    small, large = corpora[0], corpora[-1]
    rows = []
    for tool in TOOLS:
        queries = [times(corpus, tool, ALL_SORTS) for corpus in (small, large)]
        built = [corpus.of("indexing", tool) for corpus in (small, large)]
        cells = []
        for values in (
            [statistics.median(found) for found in queries if found],
            [statistics.median(found["seconds"]) for found in built if found],
            [found["peak_mib"] for found in built if found],
        ):
            cells.append(f"× {figure(values[1] / values[0])}" if len(values) == 2 else "–")
        if set(cells) != {"–"}:
            rows.append([tool.label, *cells])
    times_more = large.facts["sections"] / small.facts["sections"]
    head = [f"{figure(times_more)} times the sections", "p50 of OR", "indexing time", "its memory"]
    return table(head, rows)


def report(corpora: list[Corpus]) -> str:
    """Return all tables, the corpora by rising size."""
    blocks = []
    for corpus in corpora:
        facts = corpus.facts
        versions = ", ".join(" ".join(pair) for pair in facts["versions"].items() if all(pair))
        blocks += [
            f"## {facts['sections']:,} sections, {facts['bytes'] / 1e6:,.0f} MB of article lines",
            f"{facts['machine']}; {facts['questions']} questions, seed {facts['seed']}, "
            f"{facts['rounds']} rounds; {versions}. {left_out(corpus)}",
        ]
        if corpus.known("indexing"):
            blocks.append(indexing(corpus))
        if corpus.known("latency"):
            blocks += [latency(corpus), "Ours at the same job, beside each:", ratios(corpus)]
            blocks += ["Asked for the first time in the process:", latency(corpus, "first")]
        blocks += [serving(corpus), site(corpus)]
    if len(corpora) > 1:
        blocks += ["## Growth", growth(corpora)]
    return "\n\n".join(filter(None, blocks))
