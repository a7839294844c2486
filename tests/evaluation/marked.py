"""Print which words a query marks in the articles it finds, to be read by eye.

    python -m tests.evaluation.marked INDEX WORD… [--most 400] [--words 20]
    python -m tests.evaluation.marked INDEX --draw 100 [--seed 7]

In: an index; words, each a query of its own, or how many are drawn with a fixed seed: as many from
each band of frequency, of the words that the newest articles have and that are no stop words.
Out: a line for each: the articles it finds, then the words that are marked in their titles and
best sections, each with the number of articles where it is; a star where only a part is marked. Of
a query that finds more than `--most` articles so many are read, evenly spread over the ranking,
because words written as typed come first. What a query finds and should not is seen there.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from search import SearchRequest, SearchService, open_service
from search.analysis import STOP_WORDS, words_of
from search.models import ArticleHit, Rule

NEWEST, MOST_FOUND, PAGE = 20_000, 10_000, 25
# Articles that have a drawn word, at least; each band ends where the one before begins.
BANDS = (1_000, 200, 50, 10, 3)


def marked(service: SearchService, query: str, most: int) -> tuple[int, Counter[str]]:
    """Return how many articles a query finds, and in how many of those read each word is marked."""
    found = service.search(SearchRequest(text=query, limit=0, copies=True)).articles
    words: Counter[str] = Counter()
    step = PAGE * max(1, min(found, MOST_FOUND) // most)
    for offset in range(0, min(found, MOST_FOUND), step):
        limit = min(PAGE, MOST_FOUND - offset)
        request = SearchRequest(text=query, limit=limit, offset=offset, copies=True)
        for hit in service.search(request).hits:
            words.update(_words(hit))
    return found, words


def _words(hit: ArticleHit) -> set[str]:
    return {f"{one.found}{'*' * (one.rule is Rule.PART)}" for one in hit.why}


def drawn(service: SearchService, count: int, seed: int) -> Iterator[str]:
    """Yield words of the newest articles, as many of each band, the most frequent band first."""
    articles: Counter[str] = Counter()
    for article in service.newest(NEWEST):
        articles.update({word for text in article.texts() for word in words_of(text)})
    rnd, above = random.Random(seed), NEWEST + 1
    for least in BANDS:
        band = sorted(
            word
            for word, times in articles.items()
            if least <= times < above and word.isalpha() and word.lower() not in STOP_WORDS
        )
        yield from rnd.sample(band, min(count // len(BANDS), len(band)))
        above = least


@click.command()
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("queries", nargs=-1)
@click.option("--draw", default=0, help="How many words to draw.")
@click.option("--seed", default=7, help="Another seed draws other words.")
@click.option("--most", default=400, help="Articles to read of each query.")
@click.option("--words", default=20, help="Words to print of each query.")
def main(
    index: Path, queries: tuple[str, ...], draw: int, seed: int, most: int, words: int
) -> None:
    """Print the lines."""
    service = open_service(index)
    for query in (*queries, *drawn(service, draw, seed)) if draw else queries:
        found, of_query = marked(service, query, most)
        told = ", ".join(f"{word} {count:,}" for word, count in of_query.most_common(words))
        more = f", {len(of_query) - words:,} more" if len(of_query) > words else ""
        click.echo(f"{query} ({found:,}): {told}{more}")


if __name__ == "__main__":
    main()
