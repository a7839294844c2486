"""Print how often verbs stand apart from their particle, and how many more articles that finds.

    python -m tests.evaluation.verbs INDEX [--show 50]

In: an index.  Out: of its newest 3,000 articles, verbs apart in 1,000 words; of the most
frequent verbs the articles that have a form in one word, those that have one in either way, the
ratio. `--show` prints so many places drawn at random, to be judged by eye.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter
from pathlib import Path

import click

from search import open_service
from search.analysis import separated, words_of

VERBS, SAMPLE, SEED = 25, 3_000, 7


@click.command()
@click.argument("index", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--show", default=0, help="Places to print.")
def main(index: Path, show: int) -> None:
    """Print the figures."""
    service = open_service(index)
    analyzer = service.engine.analyzer()
    words, places = 0, []
    as_one: Counter[str] = Counter()  # stem → articles
    either: Counter[str] = Counter()
    for article in service.newest(SAMPLE):
        stems, apart = set(), set()
        for text in article.texts():
            of_text = words_of(text)
            words += len(of_text)
            stems.update(stem for word in of_text for stem in analyzer.spelling[word].stem)
            for verb, particle, whole in separated(text, analyzer.particles.__getitem__):
                apart.add(analyzer.spelling[whole].stem[-1])
                places.append(f"{whole:20} {text[verb[0] : particle[1]]}")
        as_one.update(stems)
        either.update(stems | apart)
    frequent = sorted(either, key=lambda stem: as_one[stem] - either[stem])[:VERBS]
    click.echo(f"{len(places):,} apart, {len(places) / max(1, words) * 1000:.1f} in 1,000 words")
    click.echo(f"{'':20}{'one word':>10}{'either':>10}{'ratio':>8}")
    ratios = []
    for stem in frequent:
        ratios.append(either[stem] / max(1, as_one[stem]))
        click.echo(f"{stem:20}{as_one[stem]:10,}{either[stem]:10,}{ratios[-1]:8.2f}")
    click.echo(f"{'median':40}{statistics.median(ratios):8.2f}")
    for place in random.Random(SEED).sample(places, min(show, len(places))):
        click.echo(place)


if __name__ == "__main__":
    main()
