"""Print how often the right word is offered for a mistyped one.

    python -m tests.evaluation.spelling INDEX TYPOS

In: an index; TYPOS: a heading, then lines of mistyped and right word, a tab between. Only pairs
whose right word is in the index and whose mistyped one is not are counted. Beside them stand words
of the index with one mistake made by chance (fixed seed), and words that are rare but right.
The peer offers the word with the fewest mistakes, of those the most frequent.
"""

from __future__ import annotations

import random
import string
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from search import open_service
from search.analysis import fold_exact
from search.engines.base import TEXT_EXACT, TEXT_STEM, SearchEngine
from search.query import plan
from search.query.patterns import edits_allowed
from search.ways.proposals import corrections

MADE = 500
Pairs = Sequence[tuple[str, str]]
Offer = Callable[[str], list[str]]


def mistyped(word: str, rnd: random.Random) -> str:
    """Return a word with a letter more, fewer, doubled or another one, or two exchanged."""
    at = rnd.randrange(1, len(word))
    letter = rnd.choice(string.ascii_lowercase)
    match rnd.randrange(5):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + letter + word[at:]
        case 2:
            return word[:at] + letter + word[at + 1 :]
        case 3:
            return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]


def words_of(engine: SearchEngine, least: int, most: int) -> list[str]:
    """Return some words of the index that are in `least` to `most` sections."""
    found = (
        one.term
        for first in string.ascii_lowercase
        for one in engine.expand(plan.Wildcard(TEXT_EXACT, f"{first}?????*")).terms
        if least <= one.sections <= most and one.term.isalpha()
    )
    return sorted(set(found))


def told(name: str, pairs: Pairs, offer: Offer, engine: SearchEngine) -> str:
    """Return a row of the table."""
    terms, first, among = engine.analyzer().terms, 0, 0
    start = time.perf_counter()
    for typed, meant in pairs:
        stems = [terms[word].stem[-1] for word in offer(typed)[:3]]
        first += stems[:1] == [terms[meant].stem[-1]]
        among += terms[meant].stem[-1] in stems
    each = (time.perf_counter() - start) / len(pairs)
    shares = f"{first / len(pairs):.3f} | {among / len(pairs):.3f}"
    return f"| {name} | {len(pairs)} | {shares} | {each * 1000:.1f} |"


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path))
@click.argument("typos", type=click.Path(exists=True, path_type=Path))
def main(index: Path, typos: Path) -> None:
    """Print the table, and how many rare words are doubted."""
    engine = open_service(index).engine
    terms, rnd = engine.analyzer().terms, random.Random(7)

    def asked_for(typed: str, meant: str) -> bool:
        right = engine.frequencies(TEXT_EXACT, [fold_exact(meant)])[0]
        return bool(right) and not any(engine.frequencies(TEXT_STEM, terms[typed].stem))

    def closest(word: str) -> list[str]:
        exact = fold_exact(word)
        near = engine.expand(plan.Similar(TEXT_EXACT, exact, edits_allowed(exact))).terms
        return [found.term for found in near]

    def offered(word: str) -> list[str]:
        return [one.word for one in corrections(word, engine)]

    lines = typos.read_text("utf-8").splitlines()[1:]
    real = [pair for line in lines if asked_for(*(pair := tuple(line.split("\t")[:2])))]
    common, rare = words_of(engine, 5, 10**9), words_of(engine, 1, 3)
    chosen = [word.capitalize() for word in rnd.sample(common, min(MADE, len(common)))]
    made = [p for word in chosen if asked_for(*(p := (mistyped(word, rnd), word)))]
    click.echo("| | pairs | first | among three | ms a word |\n|---|---|---|---|---|")
    for name, pairs in (("typos of a list", real), ("mistakes by chance", made)):
        click.echo(told(f"{name}: Fundstelle", pairs, offered, engine))
        click.echo(told(f"{name}: closest, most frequent", pairs, closest, engine))
    sample = rnd.sample(rare, min(MADE, len(rare)))
    doubted = sum(bool(corrections(word.capitalize(), engine)) for word in sample)
    click.echo(f"\nrare words of the index that are doubted: {doubted} of {len(sample)}")


if __name__ == "__main__":
    main()
