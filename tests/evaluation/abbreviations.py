"""Print for how many abbreviations the found articles give a name, and what both find together.

    python -m tests.evaluation.abbreviations INDEX [--list]

In: an index.  Out: of the words in capitals that stand in brackets in its articles, those offered
with a name and how many articles more that finds. The other way round each name is asked for, too:
how many lead back. `--list` prints each, to be judged by eye.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from search import SearchRequest, SearchService, open_service
from search.models import Way, WayOut
from search.ways.introductions import brackets

LEAST_ARTICLES = 5
SAMPLE = 5_000


def shorts(service: SearchService) -> list[str]:
    """Return words with two capitals in brackets in LEAST_ARTICLES of the newest, by frequency."""
    articles: Counter[str] = Counter()
    for article in service.newest(SAMPLE):
        found = {short for text in article.texts() for short, _ in brackets(text)}
        articles.update(short for short in found if sum(map(str.isupper, short)) > 1)
    return [short for short, count in articles.most_common() if count >= LEAST_ARTICLES]


def offers(service: SearchService, text: str) -> tuple[int, list[WayOut]]:
    """Return how many articles a query finds, and its other names."""
    found = service.search(SearchRequest(text=text))
    return found.articles, [way for way in found.ways_out if way.way is Way.NAME]


def rows(service: SearchService) -> Iterator[tuple[str, int, str, int, bool]]:
    """Yield abbreviation, its articles, its name, the articles of both, whether that leads back."""
    for short in shorts(service):
        articles, ways = offers(service, short)
        if not ways:
            yield short, articles, "", articles, False
            continue
        name = ways[0].label
        _, back = offers(service, f'"{name}"')
        yield short, articles, name, ways[0].articles, any(way.label == short for way in back)


@click.command()
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--list", "listed", is_flag=True, help="Print each abbreviation with its name.")
def main(index: Path, listed: bool) -> None:
    """Print the figures."""
    asked = list(rows(open_service(index)))
    named = [row for row in asked if row[2]]
    if listed:
        for short, articles, name, both, back in asked:
            click.echo(f"{short}\t{articles}\t{name}\t{both}\t{'back' if back else ''}")
    if not named:
        raise click.UsageError("no abbreviation has a name here")
    growth = statistics.median(both / articles for _, articles, _, both, _ in named)
    back = sum(back for *_, back in named)
    click.echo(
        f"{len(asked)} abbreviations, {len(named)} offered with a name: "
        f"median {growth:.2f} times the articles; {back} names lead back"
    )


if __name__ == "__main__":
    main()
