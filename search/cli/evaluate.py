"""The command that measures retrieval quality on judged queries and compares runs.

In: arguments.  Out: means on stdout; the scores of every query in a file, if asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from search.cli import output as out
from search.cli.options import Place, format_option, place_options
from search.errors import UsageError


@click.command()
@click.option(
    "--queries", type=click.Path(path_type=Path), required=True, help='JSON lines {"id", "text"}.'
)
@click.option(
    "--qrels",
    type=click.Path(path_type=Path),
    required=True,
    help="TSV query-id, article-id, relevance.",
)
@click.option(
    "--per-query", type=click.Path(path_type=Path), help="Write the scores of every query (TSV)."
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path),
    help="Such a file of another run: print the differences and whether they may be chance.",
)
@format_option("text", "json")
@place_options
def evaluate(
    place: Place,
    queries: Path,
    qrels: Path,
    per_query: Path | None,
    compare: Path | None,
    form: str,
) -> None:
    """Measure retrieval quality on judged queries.

    Example: fundstelle evaluate --queries q.jsonl --qrels r.tsv --compare before.tsv
    """
    from search import evaluation

    # What is wrong with a file is told before minutes of queries.
    topics, grades = evaluation.read_queries(queries), evaluation.read_qrels(qrels)
    if topics.keys().isdisjoint(grades):
        raise UsageError(f"no query of {queries} is judged in {qrels}: their ids must agree")
    other = evaluation.read_run(compare) if compare else None
    run = evaluation.evaluate(place.service(), topics, grades)
    if per_query:
        evaluation.write_run(per_query, run)
    differences = evaluation.compare(run, other) if other else {}
    figures: dict[str, Any] = run.figures()
    if form == "json":
        told = {name: d._asdict() for name, d in differences.items()}
        out.print_json({**figures, "compared": told} if told else figures)
        return
    for name, value in figures.items():
        d = differences.get(name)
        beside = f"  {d.difference:+.4f}  p {d.p:.4f}{' *' if d.significant else ''}" if d else ""
        click.echo(f"{name:12} {value}{beside}")
