"""Print how long suggestions take for beginnings of words that were not asked for before.

    python -m tests.benchmarks.suggestions INDEX

In: an index.  Out: p50, p95, p99 in milliseconds for beginnings of words of the index (fixed seed),
for a second word after the one before it, and for beginnings with a mistake.
"""

from __future__ import annotations

import random
import string
import time
from pathlib import Path

import click
import numpy as np

from search import open_service
from search.engines.base import TEXT_EXACT
from search.query import plan

ASKED = 300


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path))
def main(index: Path) -> None:
    """Print the table."""
    service, rnd = open_service(index), random.Random(7)
    service.warm()
    service.suggest("Wort")
    words = sorted(
        {
            found.term
            for first in string.ascii_lowercase
            for found in service.engine.expand(plan.Wildcard(TEXT_EXACT, f"{first}?????*")).terms
            if found.term.isalpha()
        }
    )

    def beginning(word: str) -> str:
        return word[: rnd.randrange(2, len(word))].capitalize()

    def mistaken(word: str) -> str:
        at = rnd.randrange(2, 5)
        return word[:at] + rnd.choice(string.ascii_lowercase) + word[at + 1 : 6]

    kinds = {
        "beginnings": [beginning(word) for word in rnd.sample(words, ASKED)],
        "after another word": [
            f"{rnd.choice(words)} {beginning(word)}" for word in rnd.sample(words, ASKED)
        ],
        "with a mistake": [mistaken(word) for word in rnd.sample(words, ASKED)],
    }
    click.echo("| suggestions | p50 ms | p95 ms | p99 ms | without any |\n|---|---|---|---|---|")
    for name, texts in kinds.items():
        took, without = [], 0
        for text in texts:
            start = time.perf_counter()
            without += not service.suggest(text)
            took.append((time.perf_counter() - start) * 1000)
        shares = " | ".join(f"{value:.1f}" for value in np.percentile(took, (50, 95, 99)))
        click.echo(f"| {name} | {shares} | {without} of {len(texts)} |")


if __name__ == "__main__":
    main()
