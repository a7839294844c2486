"""All benchmarks beside all peers; writes the tables of `tests/benchmarks/README.md`.

    python -m tests.benchmarks.table WORK [CORPUS…] [--only PART] [--rounds 3] [--queries 100]
                                     [--without NAME]

In: a folder for indexes and figures; corpora (folders as `corpus.py` makes them).  Out: the part of
the README between its markers. Every part of every corpus keeps what it measured in
WORK/CORPUS/PART.json, so a part can be run again alone; without a corpus the tables are written
anew from what is there.
"""

from __future__ import annotations

import json
from pathlib import Path

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


def run(bench: Bench, parts: tuple[str, ...], left_out: dict[str, str]) -> None:
    """Run parts on a corpus and keep their figures beside the indexes."""
    facts = {
        "machine": machine(),
        "sections": sum(1 for _ in sections(bench.lines)),
        "bytes": bench.lines.stat().st_size,
        "questions": len(bench.questions),
        "rounds": bench.rounds,
        "seed": SEED,
        "versions": ", ".join(
            f"{tool.label} {tool.version()}" for tool in bench.tools if not tool.ours
        ),
        "left_out": left_out,
    }
    _write(bench.work / FACTS, facts)
    for part in parts:
        click.echo(f"{bench.corpus.name}: {part}", err=True)
        _write(bench.work / f"{part}.json", PARTS[part](bench))


def corpora_of(work: Path) -> list[report.Corpus]:
    """Return what was kept of each corpus, by rising size."""
    found = [
        report.Corpus(
            path.parent.name,
            json.loads(path.read_text("utf-8")),
            {
                part: json.loads(kept.read_text("utf-8"))
                for part in PARTS
                if (kept := path.with_name(f"{part}.json")).exists()
            },
        )
        for path in work.glob(f"*/{FACTS}")
    ]
    return sorted(found, key=lambda corpus: int(corpus.facts["sections"]))


def rewritten(text: str, tables: str) -> str:
    """Return a README with other tables between its markers."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def _chosen(without: tuple[str, ...]) -> tuple[list[Tool], dict[str, str]]:
    """Return the engines at hand, and why the others are left out."""
    absent = {tool.label: "not asked for" for tool in PEERS if tool.name in without}
    absent |= {
        tool.label: reason
        for tool in PEERS
        if tool.label not in absent and (reason := tool.missing())
    }
    return [tool for tool in (*OURS, *PEERS) if tool.label not in absent], absent


@click.command()
@click.argument("work", type=click.Path(path_type=Path))
@click.argument("corpora", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--only", "parts", type=click.Choice(list(PARTS)), multiple=True)
@click.option("--without", type=click.Choice([tool.name for tool in PEERS]), multiple=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--queries", "count", default=100, show_default=True, help="Questions a row.")
@click.option("--readme", default=README, type=click.Path(path_type=Path), hidden=True)
def main(
    work: Path, corpora: tuple[Path, ...], parts: tuple[str, ...], without: tuple[str, ...],
    rounds: int, count: int, readme: Path,
) -> None:  # fmt: skip
    """Run the parts and write the tables."""
    if corpora:
        lucene.fetch()
    tools, absent = _chosen(without)
    for corpus in corpora:
        place = work.absolute() / corpus.resolve().name
        bench = Bench(corpus.absolute(), place, tools, count=count, rounds=rounds)
        run(bench, parts or tuple(PARTS), absent)
    tables = report.report(corpora_of(work))
    readme.write_text(rewritten(readme.read_text("utf-8"), tables), "utf-8")


if __name__ == "__main__":
    main()
