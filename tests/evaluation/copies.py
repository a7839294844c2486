"""Measure how copies are grouped: made copies of real texts among all real texts.

    python -m tests.evaluation.copies FOLDER [--families 2000] [--peer/--no-peer]

In: a folder with article lines (`*.jsonl`, `*.jsonl.gz`; `id` and `text`), searched in depth.
Out: precision and recall over pairs, processor time and memory; the same for datasketch's
MinHashLSH.

Made from them (fixed seed): so many *families* – a text and 1–20 copies, edited as papers do –,
*series* – reports that differ in numbers and days alone – and *followers*: other reports that
repeat the end of a family's text as their background.  Only texts that resemble no other are taken
for families, found by comparing all runs of eight words, so that every pair of a family, and no
other pair, is right.
Pairs of real texts that are no family are counted apart: nobody knows whether they are copies.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path

import click

from corpus import Article, ArticleStore, Section
from corpus.copies import CopyTable
from tests.benchmarks.indexing import measured
from tests.evaluation.copies_made import edited, follower, series

SEED = 20251
MIN_LETTERS = 700
# Texts that share more of their runs of eight words resemble each other.
OWN_WORDS = 8
RESEMBLES = 0.03
PEER_THRESHOLD, PEER_PERMUTATIONS = 0.5, 128


def read(folder: Path) -> Iterator[Article]:
    """Yield the articles of all line files of a folder."""
    for path in sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.jsonl.gz")]):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in filter(None, data.decode().split("\n")):
            row = json.loads(line)
            if not isinstance(row.get("text"), str) or "id" not in row:
                continue
            stamp = row.get("date")
            paragraphs = tuple(filter(None, row["text"].split("\n")))
            yield Article(
                id=f"{path.name.split('.')[0]}-{row['id']}",
                title=str(row.get("title", "")),
                source=str(row.get("source", "")),
                published=datetime.fromisoformat(stamp) if stamp else None,
                sections=(Section(paragraphs=paragraphs),),
            )


def unlike_all_others(articles: list[Article]) -> list[Article]:
    """Return the articles long enough that share hardly a run of eight words with any other."""
    runs = []
    for article in articles:
        words = " ".join(article.sections[0].paragraphs).lower().split()
        runs.append({hash(tuple(words[i : i + OWN_WORDS])) for i in range(len(words) - OWN_WORDS)})
    count = Counter(run for own in runs for run in own)
    return [
        article
        for article, own in zip(articles, runs, strict=True)
        if sum(map(len, article.sections[0].paragraphs)) >= MIN_LETTERS
        and sum(count[run] > 1 for run in own) <= RESEMBLES * len(own)
    ]


def make(real: list[Article], families: int) -> tuple[list[Article], dict[str, str]]:
    """Return all articles in random order, and the family of each that belongs to one."""
    rnd = random.Random(SEED)
    # What papers add and followers tell is taken from texts that are then left out.
    rnd.shuffle(real)
    reserve, real = real[: len(real) // 8], real[len(real) // 8 :]
    own = [p[:600] for article in reserve for p in article.sections[0].paragraphs if len(p) > 99]
    fit = unlike_all_others(real)
    again = families > len(fit)  # a larger set, for timing: a text serves several families
    made: list[Article] = []
    family_of: dict[str, str] = {}
    for number in range(families):
        origin = fit[number % len(fit)]
        if again:
            origin = replace(origin, id=f"{origin.id}-{number}")
        members = [replace(origin, agencies=rnd.choice([(), ("dpa",), ("AFP",), ("KNA",)]))]
        for copy in range(rnd.randint(1, 20)):
            added = own.pop() if own else ""
            members.append(edited(members[0], f"made-{number:05}-{copy:02}", added, rnd))
        family_of |= {member.id: str(number) for member in members}
        made += members
        if number < len(reserve) // 5:
            made.append(follower(origin, reserve[number], f"follow-{number:05}", rnd))
    made += series(rnd)
    rest = [article for article in real if article.id not in family_of]
    articles = made + rest
    rnd.shuffle(articles)
    return articles, family_of


def judge(groups: Iterable[list[str]], family_of: dict[str, str]) -> dict[str, float]:
    """Return precision and recall over pairs with a made article or a member of a family."""
    right = wrong = real = 0
    for group in groups:
        for one, other in combinations(group, 2):
            mine, theirs = family_of.get(one), family_of.get(other)
            if mine is not None and mine == theirs:
                right += 1
            elif mine is None and theirs is None and not {one[:5], other[:5]} & {"serie", "follo"}:
                real += 1
            else:
                wrong += 1
    sizes = Counter(family_of.values())
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    return {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, pairs),
        "pairs": pairs,
        "wrong": wrong,
        "real": real,
    }


def by_datasketch(articles: list[Article]) -> list[list[str]]:
    """Return the groups of the peer: MinHashLSH alone, words in threes, the usual settings."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=PEER_THRESHOLD, num_perm=PEER_PERMUTATIONS)
    leader = {article.id: article.id for article in articles}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for article in articles:
        words = " ".join(article.sections[0].paragraphs).lower().split()
        hashes = MinHash(num_perm=PEER_PERMUTATIONS)
        hashes.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        for other in lsh.query(hashes):
            leader[find(article.id)] = find(other)
        lsh.insert(article.id, hashes)
    groups = defaultdict(list)
    for name in leader:
        groups[find(name)].append(name)
    return [group for group in groups.values() if len(group) > 1]


def groups_of(path: Path) -> list[list[str]]:
    """Return the groups that a store holds."""
    groups = defaultdict(list)
    with ArticleStore(path, read_only=True) as store:
        for copy in CopyTable(store).all():
            groups[copy.leader].append(copy.id)
    return list(groups.values())


def show(name: str, seconds: float, peak_mib: float, figures: dict[str, float]) -> None:
    """Print a row of the table."""
    memory = f"{peak_mib:7.0f} MiB" if peak_mib else " " * 11
    told = f"P {figures['precision']:.4f}  R {figures['recall']:.4f}"
    wrong = f"{figures['wrong']:.0f} of {figures['pairs']:.0f} pairs wrong"
    others = f"{figures['real']:.0f} others of real texts"
    click.echo(f"{name:26}{seconds:8.1f} s CPU{memory}   {told}  {wrong}, {others}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--families", default=2000, show_default=True)
@click.option("--peer/--no-peer", default=True, show_default=True)
@click.option("--show-wrong", default=0, help="Print so many wrong pairs.")
@click.option("--grouping", is_flag=True, hidden=True, help="FOLDER is a store: group it, no more.")
def main(folder: Path, families: int, peer: bool, show_wrong: int, grouping: bool) -> None:
    """Print the table."""
    if grouping:
        with ArticleStore(folder) as store:
            CopyTable(store).update()
        click.echo(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
        return
    articles, family_of = make(list(read(folder)), families)
    click.echo(
        f"{platform.machine()}, {os.cpu_count()} cores, seed {SEED}: {len(articles)} articles, "
        f"{families} families with {len(family_of)} members"
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "articles.sqlite"
        with ArticleStore(path) as store:
            for start in range(0, len(articles), 1000):
                with store.transaction():
                    for article in articles[start : start + 1000]:
                        store.put(article, "made")
        command = [sys.executable, "-m", "tests.evaluation.copies", str(path), "--grouping"]
        cost = measured(command)
        found = groups_of(path)
    # Not what the system tells of a child: that includes this process, from which it was forked.
    show("corpus.copies", cost.cpu_seconds, int(cost.output) / 1024, judge(found, family_of))
    wrong = (
        (one, other)
        for group in found
        for one, other in combinations(group, 2)
        if family_of.get(one) != family_of.get(other)
    )
    for pair, _ in zip(wrong, range(show_wrong), strict=False):
        click.echo(f"  {pair[0]}  {pair[1]}")
    if peer:
        start = time.process_time()
        found = by_datasketch(articles)
        seconds = time.process_time() - start
        show(f"datasketch MinHashLSH {PEER_THRESHOLD}", seconds, 0, judge(found, family_of))


if __name__ == "__main__":
    main()
