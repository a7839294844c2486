"""Measure how well words meet: forms with their lemma, and unrelated words, which must not.

    python -m tests.evaluation.stemming LANG_FOLDER

In: LANG_FOLDER/lemma/unimorph-deu.tsv.gz with form, lemma, features.  Out: one row a way to stem,
then what the lemma table costs.
    meet      share of the forms that share a stem with their lemma
    false     random pairs of lemmas that share a stem, per 20,000; mean over all pairs
    unknown   `meet` when the form itself is struck from the table: what the rules do for new words
"""

from __future__ import annotations

import gzip
import itertools
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import numpy as np

from search.analysis import fold_exact
from search.analysis.lemmas import NOTHING, Lemmas, Readings
from search.analysis.lemmas.table import build_lemmas
from search.analysis.stems import stems

Stemming = Callable[[str], Iterable[str]]
MS = 1000


class Struck(Lemmas):
    """A table that has forgotten one form."""

    form = ""

    def readings(self, form: str) -> Readings:
        """Return the readings of any other form."""
        return NOTHING if form == self.form else super().readings(form)


def pairs_of(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of form and lemma that are one word each."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in itertools.islice(stream, 1, None)]
    return [(form, lemma) for form, lemma, *_ in rows if " " not in form + lemma]


def measure(stemming: Stemming, pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Return `meet`, `false` and words a second."""
    words = sorted({word for pair in pairs for word in pair})
    start = time.perf_counter()
    found = {word: frozenset(stemming(word)) for word in words}
    rate = len(words) / (time.perf_counter() - start)
    meet = statistics.mean(bool(found[form] & found[lemma]) for form, lemma in pairs)
    lemmas = sorted({lemma for _, lemma in pairs})
    shared: Counter[str] = Counter(stem for lemma in lemmas for stem in found[lemma])
    groups: dict[str, list[str]] = {stem: [] for stem, n in shared.items() if n > 1}
    for lemma in lemmas:
        for stem in found[lemma] & groups.keys():
            groups[stem].append(lemma)
    false = {pair for group in groups.values() for pair in itertools.combinations(group, 2)}
    return meet, 20_000 * len(false) / (len(lemmas) * (len(lemmas) - 1) / 2), rate


def cost(lemmas: Lemmas, words: list[str]) -> None:
    """Print what opening and reading the mapped table costs."""
    with tempfile.TemporaryDirectory() as folder:
        names = {name: Path(folder) / f"{i}.npy" for i, name in enumerate(lemmas.arrays())}
        for name, array in lemmas.arrays().items():
            np.save(names[name], array)
        start = time.perf_counter()
        mapped = Lemmas.from_arrays(
            {name: np.load(path, mmap_mode="r") for name, path in names.items()}
        )
        mapped.readings("ging")
        opened = time.perf_counter() - start
        start = time.perf_counter()
        for word in words:
            stems(fold_exact(word), mapped, capital=word[0].isupper())
        looked = time.perf_counter() - start
    size = sum(array.nbytes for array in lemmas.arrays().values())
    click.echo(f"{len(lemmas)} forms, {size / 1e6:.1f} MB; mapped: opened and first word")
    click.echo(f"{opened * MS:.1f} ms, then {looked / len(words) * 1e6:.0f} µs a word")


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def main(folder: Path) -> None:
    """Print the table."""
    pairs = pairs_of(folder / "lemma/unimorph-deu.tsv.gz")
    start = time.perf_counter()
    lemmas = build_lemmas()
    built = time.perf_counter() - start
    start = time.perf_counter()
    lemmas.heat()
    heated = time.perf_counter() - start
    struck = Struck(lemmas.arrays()).heat()

    def table(word: str) -> Iterable[str]:
        exact = fold_exact(word)
        readings = lemmas.readings(exact)
        lemma = readings.capital if word[0].isupper() else readings.lower
        return {*stems(exact), *(stems(lemma) if lemma else ())}

    def unknown(word: str) -> Iterable[str]:
        struck.form = fold_exact(word)
        return stems(struck.form, struck, capital=word[0].isupper())

    ways: dict[str, Stemming] = {
        "Snowball": lambda word: stems(fold_exact(word)),
        "and table": table,
        "and rules": lambda word: stems(fold_exact(word), lemmas, capital=word[0].isupper()),
        "unknown": unknown,
    }
    click.echo(f"{'':12}{'meet':>8}{'false':>8}{'words/s':>10}")
    for name, way in ways.items():
        meet, false, rate = measure(way, pairs)
        click.echo(f"{name:12}{meet:8.4f}{false:8.3f}{rate:10.0f}")
    click.echo(f"table built in {built:.1f} s, read into a dict in {heated:.2f} s")
    cost(lemmas, [form for form, _ in pairs[::10]])


if __name__ == "__main__":
    main()
