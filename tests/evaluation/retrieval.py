"""Measure retrieval on every judged set of a folder, beside SQLite FTS5 in the same run.

    python -m tests.evaluation.retrieval FOLDER [SET…]

In: FOLDER/<set>/ with articles.jsonl, queries.jsonl, qrels.tsv.  Out: a table, one row a system.
Without FOLDER: our own judged sample topics on the sample articles.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from search import evaluation, index_sources, open_service
from tests.evaluation.fts5_peer import Fts5

ROOT = Path(__file__).parent.parent.parent
MEASURES = ("ndcg@10", "mrr@10", "recall@10", "recall@100")


def show(place: str, system: str, figures: dict[str, float]) -> None:
    """Print a row; `ms`: mean time of a query with its whole ranking."""
    values = "".join(f"{figures[name]:12.4f}" for name in MEASURES)
    each = figures["seconds"] / max(1, figures["queries"]) * 1000
    click.echo(f"{place:18}{system:22}{figures['queries']:8.0f}{values}{each:9.2f}")


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@click.argument("wanted", nargs=-1, metavar="[SET]…")
def main(folder: Path | None, wanted: tuple[str, ...]) -> None:
    """Print the table."""
    head = "".join(f"{name:>12}" for name in MEASURES)
    click.echo(f"{'set':18}{'system':22}{'queries':>8}{head}{'ms':>9}")
    with tempfile.TemporaryDirectory() as work:
        if folder is None:
            judged = ROOT / "corpus/judgments"
            index = Path(work) / "sample"
            index_sources([ROOT / "corpus/articles"], index=index)
            queries = evaluation.read_queries(judged / "topics.jsonl")
            qrels = evaluation.read_qrels(judged / "qrels.tsv")
            figures = evaluation.evaluate(open_service(index), queries, qrels)
            show("sample topics", "fundstelle", figures)
            return
        for place in sorted(path.parent for path in folder.glob("*/articles.jsonl")):
            if wanted and place.name not in wanted:
                continue
            queries = evaluation.read_queries(place / "queries.jsonl")
            qrels = evaluation.read_qrels(place / "qrels.tsv")
            index = Path(work) / place.name
            lines = place / "articles.jsonl"
            index_sources([lines], index=index)
            figures = evaluation.evaluate(open_service(index), queries, qrels)
            show(place.name, "fundstelle", figures)
            for name, stemmed in (("FTS5", False), ("FTS5, stemmed", True)):
                peer = Fts5(lines, stemmed=stemmed)
                show(place.name, name, evaluation.measure(peer.rank, queries, qrels))


if __name__ == "__main__":
    main()
