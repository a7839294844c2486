"""Set the engine on a cluster beside the embedded one.

    python -m tests.benchmarks.cluster WORK CORPUS [--queries 200] [--rounds 3] [--shards 1]

In: a folder for indexes and a corpus (`corpus.py`).  Out: wall time of a full build from the store
and of an update by ten articles; milliseconds of a whole page (p50, p95, p99), the quickest of the
rounds counting, each query asked of both engines in turn; how many answers are the same: ids,
order, counts, facets, sections, scores to 1e-5.
The cluster is one of $FUNDSTELLE_OPENSEARCH_URL, else a node of its own with 1 GiB of heap.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from search import SearchRequest, SearchService, open_service
from search.models import SearchResults
from search.opening import index_sources
from tests.benchmarks.measuring import machine
from tests.opensearch.cluster import Cluster, missing, prepare

ENGINES = ("embedded", "opensearch")
URL = "FUNDSTELLE_OPENSEARCH_URL"
CHANGED = 10


@contextlib.contextmanager
def a_cluster() -> Iterator[None]:
    """See that there is a cluster, as the setting tells or one of our own."""
    if os.environ.get(URL):
        yield
        return
    if reason := missing():
        raise click.ClickException(reason)
    prepare()
    # Long enough for the compiler that short tests do without.
    with (
        tempfile.TemporaryDirectory() as folder,
        Cluster(Path(folder), jvm=("-XX:TieredStopAtLevel=4",)) as cluster,
    ):
        os.environ[URL] = f"{cluster.url}/benchmark"
        yield


def changed(lines: Path, into: Path) -> Path:
    """Write the first articles of a corpus with other titles."""
    with lines.open(encoding="utf-8") as stream:
        articles = [json.loads(line) for line in islice(stream, CHANGED)]
    for article in articles:
        article["title"] = f"{article.get('title', '')} (geändert)"
    into.write_text("".join(f"{json.dumps(article)}\n" for article in articles), "utf-8")
    return into


def same(one: SearchResults, two: SearchResults) -> bool:
    """Tell whether two answers are the same to a reader."""

    def told(found: SearchResults) -> object:
        hits = [(h.id, [s.id for s in h.sections], h.more_sections, h.copies) for h in found.hits]
        return hits, found.articles, found.sections, found.copies, found.facets

    scores = zip(one.hits, two.hits, strict=False)
    return told(one) == told(two) and all(abs(a.score - b.score) <= 1e-5 for a, b in scores)


def timed(
    services: dict[str, SearchService], texts: list[str], rounds: int
) -> dict[str, list[float]]:
    """Return the quickest of the rounds of each query, milliseconds."""
    best: dict[str, list[float]] = {name: [float("inf")] * len(texts) for name in services}
    for turn in range(rounds + 1):
        order = list(services)[:: -1 if turn % 2 else 1]
        for number, text in enumerate(texts):
            for name in order:
                start = time.perf_counter()
                services[name].search(SearchRequest(text=text))
                took = (time.perf_counter() - start) * 1000
                if turn:  # the first round warms
                    best[name][number] = min(best[name][number], took)
    return best


@click.command()
@click.argument("work", type=click.Path(file_okay=False, path_type=Path))
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--shards", default=1, show_default=True)
def main(work: Path, corpus: Path, count: int, rounds: int, shards: int) -> None:
    """Print the table."""
    os.environ["FUNDSTELLE_OPENSEARCH_SHARDS"] = str(shards)
    lines, texts = (
        corpus / "articles.jsonl",
        (corpus / "queries.txt").read_text("utf-8").split("\n"),
    )
    texts = [text for text in texts if text.strip()][:count]
    work.mkdir(parents=True, exist_ok=True)
    took: dict[str, list[float]] = {}
    with a_cluster():
        index_sources([lines], index=work / "index")  # read into the store, once for both
        for name in ENGINES:
            full = index_sources([], index=work / "index", engine=name, full=True, workers=2)
            took[name] = [full.seconds]
        other = changed(lines, work / "changed.jsonl")
        for name in ENGINES:
            report = index_sources([other], index=work / "index", engine=name)
            took[name].append(report.seconds)
        services = {name: open_service(work / "index", engine=name) for name in ENGINES}
        equal = sum(
            same(*(service.search(SearchRequest(text=text)) for service in services.values()))
            for text in texts
        )
        times = timed(services, texts, rounds)
    click.echo(
        f"{machine()}; {full.articles:,} articles, {full.sections:,} sections, {shards} shards"
    )
    click.echo("engine      full build s  update s   p50 ms   p95 ms   p99 ms")
    for name in ENGINES:
        cuts = statistics.quantiles(times[name], n=100)
        p50, p95, p99 = statistics.median(times[name]), cuts[94], cuts[98]
        build, update = took[name]
        click.echo(f"{name:10}{build:14.1f}{update:10.2f}{p50:9.2f}{p95:9.2f}{p99:9.2f}")
    medians = [statistics.median(times[name]) for name in ENGINES]
    click.echo(f"p50 on the cluster: {medians[1] / medians[0]:.2f} times the embedded engine's")
    click.echo(f"same answers: {equal} of {len(texts)}")


if __name__ == "__main__":
    main()
