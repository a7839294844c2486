"""Print what every weight and every rule of the ranking is worth, on all judged sets.

    python -m tests.evaluation.ablation FOLDER [SET…] [--quick] [--weights NAME=VALUE[,…]]…

In: FOLDER/<set>/ with articles.jsonl, queries.jsonl, qrels.tsv.  Out: the Markdown table of
search/README.md: nDCG@10, the full system first, then one row a rule switched off or a weight
varied, last SQLite FTS5. A star: the row differs from the first by more than chance (two-sided
paired randomisation test on the queries of the set, p < .05).
`--quick` leaves out the varied weights, `--weights` prints the first row and those asked for:
`--weights PARTS=.6,B=.5`, a row for each time it is given. Each set is indexed once; `--indexes`
names a folder where the indexes stay for the next time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from search.evaluation import Measured, compare, evaluate, measure
from tests.evaluation.fts5_peer import Fts5
from tests.evaluation.judged import JudgedSet, judged_sets
from tests.evaluation.variants import FULL, RULES, VALUES, Variant, applied, with_weights

PEER = "FTS5, stemmed"


def column(judged: JudgedSet, variants: Iterable[Variant], indexes: Path) -> dict[str, str]:
    """Return the cells of one set, row → nDCG@10."""
    cells: dict[str, str] = {}
    full: Measured | None = None
    for variant in variants:
        with applied(variant):
            run = evaluate(judged.service(indexes), judged.queries, judged.qrels)
        full = full or run
        cells[variant.name] = cell(run, full)
        click.echo(f"{judged.name}: {variant.name} {cells[variant.name]}", err=True)
    if full and judged.source.is_file():
        peer = measure(Fts5(judged.source, stemmed=True).rank, judged.queries, judged.qrels)
        cells[PEER] = cell(peer, full)
    return cells


def cell(run: Measured, full: Measured) -> str:
    """Return ".951", with a star where chance does not explain the difference."""
    star = "*" if compare(run, full)["ndcg@10"].significant else ""
    return f"{run.mean():.4f}".removeprefix("0") + star


def number(text: str) -> float:
    """Return a whole number as one: some weights are counts. Raises ValueError."""
    return int(text) if text.isdigit() else float(text)


def asked_weights(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> list[Variant]:
    """Return a variant for each row of NAME=VALUE,…, which may be several."""
    try:
        pairs = [[one.split("=") for one in row.split(",")] for row in given]
        rows = [with_weights(**{name: number(value) for name, value in row}) for row in pairs]
        for row in rows:
            with applied(row):
                pass
    except (ValueError, AttributeError) as error:
        raise click.BadParameter(f"write NAME=VALUE,… with names of weights: {error}") from error
    return rows


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("wanted", nargs=-1, metavar="[SET]…")
@click.option("--quick", is_flag=True, help="Rules only, without the varied weights.")
@click.option("--weights", "tried", multiple=True, callback=asked_weights, help="NAME=VALUE,…")
@click.option("--indexes", type=click.Path(path_type=Path), help="Keep and reuse the indexes here.")
def main(
    folder: Path, wanted: tuple[str, ...], quick: bool, tried: list[Variant], indexes: Path | None
) -> None:
    """Print the table."""
    sets = judged_sets(folder, wanted)
    if not sets:
        raise click.UsageError(f"no judged set in {folder}: <set>/articles.jsonl is needed")
    variants = [FULL, *(tried or (RULES if quick else (*RULES, *VALUES)))]
    with tempfile.TemporaryDirectory() as work:
        columns = [column(judged, variants, indexes or Path(work)) for judged in sets]
    click.echo(f"| | {' | '.join(judged.name for judged in sets)} |")
    click.echo("|---|" + "---|" * len(sets))
    for row in dict.fromkeys(name for cells in columns for name in cells):
        click.echo(f"| {row} | {' | '.join(cells.get(row, '–') for cells in columns)} |")


if __name__ == "__main__":
    main()
