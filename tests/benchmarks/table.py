"""All benchmarks beside all peers; writes the tables of `tests/benchmarks/README.md`.

    python -m tests.benchmarks.table WORK [CORPUS…] [--only PART] [--engine NAME]
                                     [--rounds 3] [--queries 100]

In: a folder for indexes and figures; corpora (folders as `corpus.py` makes them).  Out: the part of
the README between its markers. Every part of every corpus keeps what it measured in
WORK/CORPUS/PART.json, so a part, or one engine, can be run again alone (what is not of our own run
is starred); without a corpus the tables are written anew from what is there.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import click

from tests.benchmarks import report
from tests.benchmarks.measuring import machine
from tests.benchmarks.parts import PARTS, Bench
from tests.benchmarks.peers import lucene
from tests.benchmarks.peers.base import sections
from tests.benchmarks.peers.tool import OURS, PEERS, Tool
from tests.benchmarks.questions import SEED

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- tables -->", "<!-- /tables -->"
FACTS = "facts.json"
ENGINES = list(dict.fromkeys(tool.folder for tool in (*OURS, *PEERS)))


def run(bench: Bench, parts: tuple[str, ...], left_out: dict[str, str]) -> None:
    """Run parts on a corpus; keep their figures, those of other engines from before as well."""
    before = _read(bench.work / FACTS)
    versions = {tool.label: tool.version() for tool in bench.tools if not tool.ours}
    facts = {
        "machine": machine(),
        "sections": before.get("sections") or sum(1 for _ in sections(bench.lines)),
        "bytes": bench.lines.stat().st_size,
        "questions": len(bench.questions),
        "rounds": bench.rounds,
        "seed": SEED,
        "versions": {**before.get("versions", {}), **versions},
        "left_out": left_out,
    }
    _write(bench.work / FACTS, facts)
    started = int(time.time())
    for part in parts:
        click.echo(f"{bench.corpus.name}: {part}", err=True)
        path = bench.work / f"{part}.json"
        found = {name: {**figures, "run": started} for name, figures in PARTS[part](bench).items()}
        _write(path, {**_read(path), **found})


def corpora_of(work: Path) -> list[report.Corpus]:
    """Return what was kept of each corpus, by rising size."""
    found = [
        report.Corpus(
            path.parent.name,
            _read(path),
            {part: _read(path.with_name(f"{part}.json")) for part in PARTS},
        )
        for path in work.glob(f"*/{FACTS}")
    ]
    return sorted(found, key=lambda corpus: int(corpus.facts["sections"]))


def rewritten(text: str, tables: str) -> str:
    """Return a README with other tables between its markers."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def _read(path: Path) -> dict[str, Any]:
    """Return what was kept; nothing if nothing was."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def _chosen(names: tuple[str, ...]) -> tuple[list[Tool], dict[str, str]]:
    """Return the engines of some names that are at hand, and why others are not."""
    absent = {tool.label: reason for tool in PEERS if (reason := tool.missing())}
    asked = [tool for tool in (*OURS, *PEERS) if not names or tool.folder in names]
    return [tool for tool in asked if tool.label not in absent], absent


@click.command()
@click.argument("work", type=click.Path(path_type=Path))
@click.argument("corpora", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--only", "parts", type=click.Choice(list(PARTS)), multiple=True)
@click.option("--engine", "names", type=click.Choice(ENGINES), multiple=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--queries", "count", default=100, show_default=True, help="Questions a row.")
@click.option("--readme", default=README, type=click.Path(path_type=Path), hidden=True)
def main(
    work: Path, corpora: tuple[Path, ...], parts: tuple[str, ...], names: tuple[str, ...],
    rounds: int, count: int, readme: Path,
) -> None:  # fmt: skip
    """Run the parts and write the tables."""
    # What pip installed has bytecode: ours keeps it, too, from the first time it is imported on.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if corpora:
        lucene.fetch()
    tools, absent = _chosen(names)
    for corpus in corpora:
        place = work.absolute() / corpus.resolve().name
        bench = Bench(corpus.absolute(), place, tools, count=count, rounds=rounds)
        run(bench, parts or tuple(PARTS), absent)
    tables = report.report(corpora_of(work))
    readme.write_text(rewritten(readme.read_text("utf-8"), tables), "utf-8")


if __name__ == "__main__":
    main()
