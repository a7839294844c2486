"""Print what it costs to ask many saved searches of a batch of new articles.

    python -m tests.benchmarks.alerts WORK CORPUS [--searches 200] [--batch 500] [--rounds 3]

In: a folder for the index and a corpus (`corpus.py`).  Out: seconds to index the last articles of
the corpus as a batch; medians of the rounds, in seconds of wall and processor time: the whole
command, and in a process that is there already asking all searches and telling what was found; how
many new articles that is; memory of the command.
The searches are the first queries of the corpus. All are reported before the batch comes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click

from corpus import ArticleStore
from search import index_sources, open_service
from search.alerts import Asking, News, Reports, SavedSearch, news, read_searches
from search.opening import SEARCHES
from search.results.copies import Foldings
from search.settings import default_store
from search.understood import site_now
from tests.benchmarks.measuring import Cost, machine, measured


def command(index: Path) -> Cost:
    """Run `fundstelle alerts` in a process of its own; it must find something."""
    options = ("--peek", "--format", "jsonl", "--index", str(index))
    return measured([sys.executable, "-m", "search", "alerts", *options])


def prepare(work: Path, corpus: Path, searches: int, batch: int) -> tuple[Path, float]:
    """Index a corpus but for a batch, note all searches as reported, index the batch.

    Returns: the index, seconds that the batch took.
    """
    work.mkdir(parents=True, exist_ok=True)
    index = work / "index"
    lines = (corpus / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    texts = (corpus / "queries.txt").read_text("utf-8").splitlines()
    for name, part in (("old", lines[:-batch]), ("new", lines[-batch:])):
        (work / f"{name}.jsonl").write_text("".join(part), "utf-8")
    index_sources([work / "old.jsonl"], index=index, workers=2)
    asked = [json.dumps(text, ensure_ascii=False) for text in texts if text.strip()][:searches]
    tables = (f'[[suche]]\nname = "{n}"\nfrage = {text}\n' for n, text in enumerate(asked))
    (index.parent / SEARCHES).write_text("".join(tables), "utf-8")
    with ArticleStore(default_store(index), index.name, read_only=True) as store:
        engine = open_service(index).engine
        with engine.steady():
            found = news(_searches(index), {}, Asking(engine, store, Foldings("first").of(store)))
        Reports(index).write({one.search.name: one.reported for one in found})
    report = index_sources([work / "new.jsonl"], index=index, workers=2)
    return index, report.seconds


def _searches(index: Path) -> tuple[SavedSearch, ...]:
    return read_searches(index.parent / SEARCHES, site_now())


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of wall and processor time that a function takes."""
    wall, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - own


@click.command()
@click.argument("work", type=click.Path(file_okay=False, path_type=Path))
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--searches", default=200, show_default=True)
@click.option("--batch", default=500, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(work: Path, corpus: Path, searches: int, batch: int, rounds: int) -> None:
    """Print a table of medians."""
    index, indexed = prepare(work, corpus, searches, batch)
    costs = [command(index) for _ in range(rounds)]
    peak = max(cost.peak_mib for cost in costs)
    service = open_service(index)
    found: list[News] = []
    times: dict[str, list[tuple[float, float]]] = {"asking": [], "telling": []}
    with (
        service.engine.steady(),
        ArticleStore(default_store(index), index.name, read_only=True) as store,
    ):
        asking = Asking(service.engine, store, Foldings("first").of(store))
        known, asked = Reports(index).read(), _searches(index)

        def ask() -> None:
            found[:] = news(asked, known, asking)

        for _ in range(rounds):
            times["asking"].append(timed(ask))
            times["telling"].append(timed(lambda: [list(one.hits) for one in found]))
    info, hits = service.info(), sum(one.count for one in found)
    click.echo(f"{machine()}; {info.articles:,} articles, {info.sections:,} sections")
    click.echo(
        f"{len(asked)} searches, batch of {batch} articles, indexed in {indexed:.1f} s; "
        f"{hits:,} times an article is news for a search; memory {peak:.0f} MiB"
    )
    click.echo("| | wall s | processor s |\n|---|---|---|")
    rows = {"whole command": [(cost.seconds, cost.cpu_seconds) for cost in costs], **times}
    rows["asking, first time"] = times["asking"][:1]
    for name, took in rows.items():
        wall, own = map(median, zip(*took, strict=True))
        click.echo(f"| {name} | {wall:.2f} | {own:.2f} |")


if __name__ == "__main__":
    main()
