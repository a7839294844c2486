"""Set a full ranked query beside a plain one on the stem field alone.

    python -m tests.benchmarks.ranked_query INDEX QUERIES [--queries 200] [--rounds 5]

In: the directory of an index and a file with a query a line.  Out: p50, p95 and p99 in
milliseconds, and each p50 as a multiple of the plain query's:
    full      what a reader's words become: exact, stem, parts and title fields, neighbouring words,
              articles scored as a whole and by their best section, exact counts, facets
    ids       the same without counting sections and facets
    plain     the ten best articles by the stems of the words, scored and chosen the same way
    sections  the ten best sections by the same stems: no articles, no counts, most never scored
The engine is asked with the plan made; each query is asked by every kind in turn, so that a busy
machine slows all of them, and the quickest of its rounds counts. Words are in the caches.
"""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import click

from search import SearchRequest, SearchService, open_service
from search.analysis import tokenize
from search.engines.base import TEXT_STEM, Question
from search.query import plan


def stems_only(service: SearchService, text: str) -> plan.Plan:
    """Return any of the words of a text, by their stems in the text field."""
    terms = service.engine.analyzer().terms
    words = dict.fromkeys(stem for token in tokenize(text) for stem in terms[token.text].stem)
    return plan.AnyOf(tuple(plan.AnyTerm((plan.WeightedTerm(TEXT_STEM, word),)) for word in words))


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path))
@click.argument("queries", type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(index: Path, queries: Path, count: int, rounds: int) -> None:
    """Print the table."""
    service = open_service(index)
    service.warm()
    engine = service.engine
    texts = [text for text in queries.read_text("utf-8").splitlines() if text.strip()][:count]
    times: dict[str, list[float]] = {}
    for text in texts:
        full, plain = service.plan(SearchRequest(text=text)), stems_only(service, text)
        asks: dict[str, Callable[[], object]] = {
            "full": lambda p=full: engine.answer(Question(plan=p)),  # type: ignore[misc]
            "ids": lambda p=full: engine.answer(Question(plan=p, facets=False, counted=False)),  # type: ignore[misc]
            "plain": lambda p=plain: engine.answer(Question(plan=p, facets=False, counted=False)),  # type: ignore[misc]
            "sections": lambda p=plain: engine.best_sections(Question(plan=p)),  # type: ignore[misc]
        }
        quickest = dict.fromkeys(asks, float("inf"))
        for _ in range(rounds + 1):
            for kind, ask in asks.items():
                start = time.perf_counter()
                ask()
                quickest[kind] = min(quickest[kind], time.perf_counter() - start)
        for kind, seconds in quickest.items():
            times.setdefault(kind, []).append(seconds * 1000)
    click.echo(
        f"{platform.machine()}, Python {platform.python_version()}, {service.info().sections} "
        f"sections, {len(texts)} queries, best of {rounds} rounds; ms"
    )
    click.echo(f"{'':10}{'p50':>8}{'p95':>8}{'p99':>8}   p50 as a multiple of plain, of sections")
    bases = [statistics.median(times[kind]) for kind in ("plain", "sections")]
    for kind, found in times.items():
        ordered, middle = sorted(found), statistics.median(found)
        high = [ordered[int(len(ordered) * share)] for share in (0.95, 0.99)]
        ratios = "".join(f"   x {middle / base:.2f}" for base in bases)
        click.echo(f"{kind:10}{middle:8.2f}{high[0]:8.2f}{high[1]:8.2f}{ratios}")


if __name__ == "__main__":
    main()
