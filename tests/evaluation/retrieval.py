"""Measure retrieval on every judged set of a folder, beside stock Whoosh, SQLite FTS5 and Lucene.

    python -m tests.evaluation.retrieval FOLDER [SET…] [--indexes DIR]

In: FOLDER/<set>/ with articles.jsonl, queries.jsonl, qrels.tsv.  Out: a table, one row a system;
`p`: how often chance would set ours and the peer at least so far apart in nDCG@10 (paired
randomisation test). All systems get the same texts and queries in the same run. Lucene is left out
where its jars (`mvn`) or a JDK are missing.
Without FOLDER: our own judged sample topics on the sample articles.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

from search.evaluation import MEASURES, Measured, compare, evaluate, measure
from tests.benchmarks.peers import lucene
from tests.evaluation.fts5_peer import Fts5
from tests.evaluation.judged import JudgedSet, judged_sets, sample_topics
from tests.evaluation.lucene_peer import Lucene
from tests.evaluation.whoosh_peer import StockWhoosh

Rank = Callable[[str], list[str]]
LUCENE = "Lucene, German"
PEERS: dict[str, Callable[[Path], Rank]] = {
    LUCENE: lambda lines: Lucene(lines).rank,
    "Whoosh, German": lambda lines: StockWhoosh(lines).rank,
    "FTS5": lambda lines: Fts5(lines, stemmed=False).rank,
    "FTS5, stemmed": lambda lines: Fts5(lines, stemmed=True).rank,
}


def show(place: str, system: str, run: Measured, ours: Measured | None = None) -> None:
    """Print a row; `ms`: mean time of a query with its whole ranking."""
    values = "".join(f"{run.mean(name):12.4f}" for name in MEASURES)
    count = len(run.scores)
    each = run.seconds / max(1, count) * 1000
    chance = f"{compare(ours, run)[MEASURES[0]].p:10.4f}" if ours else ""
    click.echo(f"{place:18}{system:16}{count:8}{values}{each:9.2f}{chance}")


def report(judged: JudgedSet, indexes: Path) -> None:
    """Print the rows of one set."""
    ours = evaluate(judged.service(indexes), judged.queries, judged.qrels)
    show(judged.name, "fundstelle", ours)
    if judged.source.is_dir():
        return
    for name in PEERS:
        if name == LUCENE and lucene.missing():
            continue
        show(judged.name, name, peer_run(name, judged), ours)


def peer_run(name: str, judged: JudgedSet) -> Measured:
    """Measure a peer in a process of its own: beside our engine Whoosh may unpickle nothing."""
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        return apart.submit(_measured, name, judged).result()


def _measured(name: str, judged: JudgedSet) -> Measured:
    return measure(PEERS[name](judged.source), judged.queries, judged.qrels)


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@click.argument("wanted", nargs=-1, metavar="[SET]…")
@click.option("--indexes", type=click.Path(path_type=Path), help="Keep our indexes there.")
def main(folder: Path | None, wanted: tuple[str, ...], indexes: Path | None) -> None:
    """Print the table."""
    lucene.fetch()
    if why := lucene.missing():
        click.echo(f"Left out - {LUCENE}: {why}.")
    head = "".join(f"{name:>12}" for name in MEASURES)
    click.echo(f"{'set':18}{'system':16}{'queries':>8}{head}{'ms':>9}{'p':>10}")
    with tempfile.TemporaryDirectory() as work:
        for judged in judged_sets(folder, wanted) if folder else [sample_topics()]:
            report(judged, indexes or Path(work))


if __name__ == "__main__":
    main()
