"""Make a corpus of any size of invented words, and queries of six sorts for it.

    python -m tests.benchmarks.corpus FOLDER SECTIONS [SEED]

In: how many sections.  Out: FOLDER/articles.jsonl and FOLDER/queries.txt; the same arguments give
the same bytes. Words are made of German-looking syllables, their frequencies follow Zipf's law
(Zipf, "Human Behavior and the Principle of Least Effort", 1949), a section has 3 to 9 sentences.
Words by the share of sections that hold one: common 2 to 8 %, medium 0.2 to 2 %, rare below.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

BEGINS = "b br d f g gr h k kl l m n p r s sch st t tr w z".split()
MIDDLES = "a e i o u au ei ie ä ö ü".split()
ENDS = "l n r s t ch nd ng rt st ck".split()
WORDS = 60_000
QUERIES = 600
SAMPLE = 20_000


def vocabulary(rnd: random.Random) -> list[str]:
    """Return distinct invented words, the most frequent first and shortest."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = 1 + (len(found) > 60) + (rnd.random() < len(found) / WORDS)
        word = "".join(rnd.choice(BEGINS) + rnd.choice(MIDDLES) for _ in range(syllables))
        found[word + rnd.choice(ENDS) + rnd.choice(["", "", "e", "en", "ung"])] = None
    return list(found)


class Texts:
    """Makes sentences and sections."""

    def __init__(self, rnd: random.Random) -> None:
        self._rnd = rnd
        self.words = vocabulary(rnd)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def some(self, count: int) -> str:
        """Return so many words, the first capitalised."""
        chosen = self._rnd.choices(self.words, cum_weights=self._weights, k=count)
        return " ".join(chosen).capitalize()

    def section(self, heading: bool) -> dict[str, object]:
        """Return a section of an article line."""
        sentences = range(self._rnd.randint(3, 9))
        text = " ".join(f"{self.some(self._rnd.randint(8, 22))}." for _ in sentences)
        return {"heading": self.some(5) if heading else "", "paragraphs": [text]}


def queries(frequency: Counter[str], sampled: int, rnd: random.Random) -> list[str]:
    """Return queries of the six sorts in turn."""
    share = {word: frequency[word] / sampled for word in sorted(frequency)}

    def between(low: float, high: float) -> list[str]:
        # A small corpus has no rare words.
        return [word for word, part in share.items() if low < part <= high] or list(share)

    common, medium, rare = between(0.02, 0.08), between(0.002, 0.02), between(0, 0.002)
    sorts = (
        [medium], [medium] * 2, [common, medium, rare], [common] * 2, [medium] * 4,
        [common] * 3 + [medium] * 3,
    )  # fmt: skip
    return [" ".join(rnd.choice(kind) for kind in sorts[i % 6]) for i in range(QUERIES)]


def make(folder: Path, total: int, seed: int = 7) -> None:
    """Write the two files."""
    rnd = random.Random(seed)
    texts, start = Texts(rnd), datetime(2005, 1, 1, tzinfo=UTC)
    frequency: Counter[str] = Counter()
    folder.mkdir(parents=True, exist_ok=True)
    made = number = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as stream:
        while made < total:
            size = min(rnd.randint(1, 9), total - made)
            sections = [texts.section(heading=n > 0) for n in range(size)]
            if made < SAMPLE:
                for section in sections:
                    words = str(section["paragraphs"]).lower().translate(_ONLY_WORDS).split()
                    frequency.update({word for word in words if len(word) >= 5})
            made += size
            day = start + timedelta(minutes=rnd.randint(0, 11_000_000))
            article = {
                "id": f"b{number}", "source": f"quelle-{number % 40}", "date": day.isoformat(),
                "title": texts.some(6), "topics": [f"ressort-{number % 12}"], "sections": sections,
            }  # fmt: skip
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")
            number += 1
    lines = "\n".join(queries(frequency, min(made, SAMPLE), rnd))
    (folder / "queries.txt").write_text(lines + "\n", "utf-8")


_ONLY_WORDS = str.maketrans("", "", "[]'.")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
