"""The questions of the benchmark: rows of one kind each.

In: a folder with `articles.jsonl` and `queries.txt` (a query a line, six sorts of words in turn as
`corpus.py` writes them).  Out: rows of questions, the same for every engine.
Most random words never stand together: so there are also words of one section, and phrases that
occur, from places of the file by a fixed seed.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import NamedTuple

SORTS = (
    "1 medium word",
    "2 medium",
    "common + medium + rare",
    "2 common",
    "4 medium",
    "3 common + 3 medium",
)
TOGETHER, WITHIN = "all of 2–6 random words", "all of 3 words of a section"
PHRASE, STANDING = "phrase of random words", "phrase that occurs"
PREFIXES, DATED, NEWEST = "first 5 letters", "any, 3 of 21 years", "any, newest first"
OTHERS = (WITHIN, TOGETHER, STANDING, PHRASE, PREFIXES, DATED, NEWEST)
SEED = 7
_PAIR = re.compile(r"\b[A-Za-zÄÖÜäöüß]{4,}(?: [A-Za-zÄÖÜäöüß]{4,}){1,2}\b")
_WORD = re.compile(r"\b[A-Za-zÄÖÜäöüß]{5,}\b")


class Question(NamedTuple):
    """The row it belongs to, its kind (`peers/base.py`), its words."""

    row: str
    kind: str
    words: tuple[str, ...]


def questions(folder: Path, count: int) -> list[Question]:
    """Return `count` questions a row, fewer where there are not so many."""
    texts = (folder / "queries.txt").read_text("utf-8").splitlines()
    queries = [tuple(text.lower().split()) for text in texts if text.split()]
    found = [
        Question(sort, "any", words)
        for turn, sort in enumerate(SORTS)
        for words in queries[turn :: len(SORTS)][:count]
    ]
    many = [words for words in queries if len(words) > 1][:count]
    found += [Question(TOGETHER, "all", words) for words in many]
    found += [Question(PHRASE, "phrase", words) for words in many]
    long = [words for words in queries if len(words[0]) >= 5][:count]
    found += [Question(PREFIXES, "prefix", words[:1]) for words in long]
    found += [Question(DATED, "dated", words) for words in queries[:count]]
    found += [Question(NEWEST, "newest", words) for words in queries[:count]]
    rnd = random.Random(SEED)
    for text in _some_sections(folder / "articles.jsonl", count, rnd):
        words = sorted({word.lower() for word in _WORD.findall(text)})
        if len(words) >= 3:
            found.append(Question(WITHIN, "all", tuple(rnd.sample(words, 3))))
        if phrases := _PAIR.findall(text):
            found.append(Question(STANDING, "phrase", tuple(rnd.choice(phrases).lower().split())))
    return found


def write(asked: list[Question], path: Path) -> None:
    """Write questions as the processes of the engines read them."""
    lines = (f"{one.row}\t{one.kind}\t{' '.join(one.words)}\n" for one in asked)
    path.write_text("".join(lines), "utf-8")


def _some_sections(lines: Path, count: int, rnd: random.Random) -> list[str]:
    """Return the text of a section of each of some articles, at random places of the file."""
    size, found = lines.stat().st_size, []
    with lines.open("rb") as stream:
        for _ in range(count):
            stream.seek(rnd.randrange(size))
            stream.readline()
            line = stream.readline()
            if not line:  # it was within the last line
                stream.seek(0)
                line = stream.readline()
            article = json.loads(line)
            parts = article.get("sections") or [{"paragraphs": [article["text"]]}]
            found.append(rnd.choice(rnd.choice(parts)["paragraphs"]))
    return found
