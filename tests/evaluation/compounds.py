"""Measure the compound splitter beside PyPI's compound-split on the same words.

    python -m tests.evaluation.compounds FOLDER_LANG [FOLDER_NEWS]

In: FOLDER_LANG/compounds/{germanet-compounds,cdec-nouns}.tsv; FOLDER_NEWS with *.jsonl.gz, the
corpus to learn from (without it: the sample articles).  Out: a table, one row a splitter:
  head       compounds with a border where the gold head begins
  split      running-text compounds that are split
  exact      running-text compounds split at the gold borders, one letter off allowed
  oversplit  running-text words that are no compounds and are split all the same
  words/s    new words a second in one process
"every 59th article": learned from a small archive, of 300 articles.
compound-split is in the extra `bench`; without it its row says so.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from corpus import read_file
from search.analysis import words_of
from search.analysis.compounds import CompoundModel
from search.analysis.compounds.learning import learn_compounds

SAMPLE, SEED = 4000, 7
# Of each article come two texts.
TEXTS, NTH = 2, 59
ARTICLES = Path(__file__).parent.parent.parent / "corpus/articles"
Splitter = Callable[[str], list[str]]


def rows(path: Path) -> list[list[str]]:
    """Return the lines of a table without its head."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def borders(word: str, parts: list[str]) -> list[int]:
    """Return where each part but the first begins, -1 for one that does not stand there."""
    found, at = [], 0
    for number, part in enumerate(parts):
        at = word.lower().find(part.lower()[:4], at)
        if at < 0:
            return [-1]
        if number:
            found.append(at)
        at += max(1, min(len(part), 3))
    return found


def is_head(tail: str, head: str) -> bool:
    """Tell whether the rest of a word is a form of the head."""
    tail, head = tail.lower(), head.lower()
    short = min(len(tail), len(head))
    begins = short >= 3 and tail[:short] == head[:short]
    return tail == head or (begins and abs(len(tail) - len(head)) <= 3)


def measure(split: Splitter, compounds: list[list[str]], text: list[list[str]]) -> list[float]:
    """Return head, split, exact, oversplit and words a second."""
    start = time.perf_counter()
    answers = [split(row[0]) for row in compounds]
    speed = len(answers) / (time.perf_counter() - start)
    heads = sum(
        any(
            at > 0 and is_head(word[at:], head)
            for at in borders(word, parts)
            for head in heads.split("|")
        )
        for parts, (word, _, heads) in zip(answers, compounds, strict=True)
    )
    done, exact, over = [], [], []
    for word, gold in text:
        parts = split(word)
        if "|" not in gold:
            over.append(len(parts) > 1)
        elif "|" in gold.split(" ; ")[0]:
            done.append(len(parts) > 1)
            got = borders(word, parts)
            wanted = [borders(word, one.split("|")) for one in gold.split(" ; ")]
            exact.append(
                any(
                    len(got) == len(one)
                    and all(a >= 0 <= b and abs(a - b) <= 1 for a, b in zip(got, one, strict=True))
                    for one in wanted
                )
            )
    shares = [sum(values) / len(values) for values in (done, exact, over)]
    return [heads / len(compounds), *shares, speed]


def texts(news: Path | None) -> Iterator[str]:
    """Yield titles and texts of the corpus."""
    if news is None:
        for path in sorted(p for p in ARTICLES.rglob("*") if p.is_file()):
            for article in read_file(path, path.name, path.name):
                for section in getattr(article, "sections", ()):
                    yield from (section.heading, *section.paragraphs)
        return
    for path in sorted(news.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield from (article.get("title") or "", article.get("text") or "")


def show(name: str, values: list[float]) -> None:
    """Print a row."""
    click.echo(f"{name:24}" + "".join(f"{v:10.3f}" for v in values[:-1]) + f"{values[-1]:12,.0f}")


@click.command()
@click.argument("lang", type=click.Path(exists=True, path_type=Path))
@click.argument("news", required=False, type=click.Path(exists=True, path_type=Path))
def main(lang: Path, news: Path | None) -> None:
    """Print the table."""
    gold = rows(lang / "compounds/germanet-compounds.tsv")
    gold = random.Random(SEED).sample(gold, min(SAMPLE, len(gold)))
    text = rows(lang / "compounds/cdec-nouns.tsv")
    words, few = Counter(), Counter()
    for number, block in enumerate(texts(news)):
        found = words_of(block)
        words.update(found)
        if number // TEXTS % NTH == 0:
            few.update(found)
    small = Counter()
    for word, count in words.items():
        small[word.lower()] += count
    names = ("head", "split", "exact", "oversplit")
    click.echo(f"{len(words):,} different words; {len(gold)} compounds, {len(text)} other rows")
    click.echo(f"{'':24}" + "".join(f"{name:>10}" for name in names) + f"{'words/s':>12}")
    before = learn_compounds({})
    start = time.process_time()
    model = learn_compounds(words, before=before).loaded()
    learned = time.process_time() - start
    arrays = model.arrays()

    def parts(of: CompoundModel, lower: bool = False) -> Splitter:
        return lambda word: [p.text for p in of.split(word.lower() if lower else word).parts]

    show("fundstelle", measure(parts(model), gold, text))
    show("… words in lower case", measure(parts(model, lower=True), gold, text))
    show("… mapped arrays", measure(parts(CompoundModel.from_arrays(arrays)), gold, text))
    show(
        "… corpus in lower case",
        measure(parts(learn_compounds(small, before=before).loaded()), gold, text),
    )
    archive = learn_compounds(few, before=before).loaded()
    show("… every 59th article", measure(parts(archive), gold, text))
    show("… dictionary alone", measure(parts(before.loaded()), gold, text))
    try:
        from compound_split import char_split
    except ImportError:
        click.echo("compound-split            not installed: pip install 'fundstelle[bench]'")
    else:

        def peer(word: str) -> list[str]:
            score, first, rest = char_split.split_compound(word)[0]
            return [first, rest] if score > 0 else [word]

        show("compound-split", measure(peer, gold, text))
    size = sum(array.nbytes for array in arrays.values()) / 1e6
    click.echo(f"learned in {learned:.1f} s of CPU; arrays {size:.1f} MB")


if __name__ == "__main__":
    main()
