"""How well are saved pages read, and how fast? Ours beside trafilatura, where it is importable.

    python -m tests.evaluation.extraction FOLDER [--all] [--worst 10]

In: a folder of pages with a `gold.jsonl` beside them, one object a page: `file` and either
`sections` [{headline: […], paragraphs: […]}] with `title`, `publishing_date`, `summary`, or
`with` and `without`, strings that must and must not be in the text; pages marked `is_news: false`
count with --all only.  Out: a table.  Body: token precision, recall, F1, averaged over pages;
headings: exact but for case and punctuation, over all pages; title, date, teaser: share of the
pages where ours agrees (date: to the minute, teaser: token F1 of at least 0.8).  Pages a second:
one core, files in memory, the readers alone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableArticleError
from corpus.readers.decoding import decode_page, read_whole
from corpus.readers.page import read_page

WORDS = re.compile(r"\w+")
MARKED = re.compile(r"^\s*(#{1,6})\s+(.*)$")
TEASER_F1 = 0.8


@dataclass
class Reading:
    """What one tool made of a page."""

    title: str = ""
    teaser: str = ""
    published: datetime | None = None
    headings: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def ours(raw: bytes) -> Reading:
    """Return what the page reader gives."""
    article = read_page(decode_page(raw))
    return Reading(
        article.title,
        article.teaser,
        article.published,
        [section.heading for section in article.sections if section.heading],
        [text for section in article.sections for text in section.paragraphs],
    )


def trafilatura(raw: bytes) -> Reading:
    """Return what trafilatura gives as Markdown with its default settings."""
    found = Reading()
    text = importlib.import_module("trafilatura").extract(raw, output_format="markdown") or ""
    for line in text.replace("**", "").replace("`", "").split("\n"):
        if heading := MARKED.match(line):
            found.headings.append(heading[2])
        elif line.strip():
            found.body.append(line)
    return found


def tokens(text: str | None) -> list[str]:
    """Return the words in lower case."""
    return WORDS.findall((text or "").lower())


def plain(text: str | None) -> str:
    """Return the words in lower case, a blank between them."""
    return " ".join(tokens(text))


def shares(found: Iterable[str], gold: Iterable[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of two bags."""
    ours_, theirs = Counter(found), Counter(gold)
    same = (ours_ & theirs).total()
    p, r = same / max(1, ours_.total()), same / max(1, theirs.total())
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def minute(moment: datetime | None) -> datetime | None:
    """Return a wall-clock time without seconds."""
    return moment.replace(second=0, microsecond=0, tzinfo=None) if moment else None


class Tally:
    """The figures of one tool over a set."""

    def __init__(self) -> None:
        self.body: list[tuple[float, float, float, str]] = []
        self.headings: list[Counter[str]] = [Counter(), Counter()]
        self.same_headings = 0
        self.agree = {name: [0, 0] for name in ("title", "date", "teaser")}
        self.strings = {name: [0, 0] for name in ("with", "without")}
        self.failed = 0
        self.seconds = 0.0
        self.misses: list[str] = []

    def add(self, gold: dict[str, Any], read: Reading) -> None:
        """Count one page."""
        if "sections" in gold:
            self._sections(gold, read)
        else:
            self._strings(gold, read)
        self._agree("title", gold.get("title"), plain(gold.get("title")) == plain(read.title))
        if stamp := gold.get("publishing_date"):
            day = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
            self._agree("date", stamp, minute(day) == minute(read.published))
        if summary := gold.get("summary"):
            close = shares(tokens(read.teaser), tokens(" ".join(summary)))[2] >= TEASER_F1
            self._agree("teaser", summary, close)

    def _sections(self, gold: dict[str, Any], read: Reading) -> None:
        wanted = [
            w for part in gold["sections"] for text in part["paragraphs"] for w in tokens(text)
        ]
        figures = shares([w for text in read.body for w in tokens(text)], wanted)
        self.body.append((*figures, gold["file"]))
        heads = (plain(h) for part in gold["sections"] for h in part["headline"])
        expected = Counter(head for head in heads if head)
        found = Counter(head for h in read.headings if (head := plain(h)))
        self.same_headings += (found & expected).total()
        self.headings[0] += found
        self.headings[1] += expected

    def _strings(self, gold: dict[str, Any], read: Reading) -> None:
        text = " ".join(" ".join([read.title, read.teaser, *read.headings, *read.body]).split())
        for name in self.strings:
            for string in gold.get(name, ()):
                held = " ".join(string.split()) in text
                self.strings[name][0] += held
                self.strings[name][1] += 1
                if held == (name == "without"):
                    self.misses.append(f"{gold['file']}: {name} {string!r}")

    def _agree(self, name: str, given: object, same: bool) -> None:
        if given:
            self.agree[name][0] += same
            self.agree[name][1] += 1

    def rows(self, pages: int) -> dict[str, str]:
        """Return the table's rows, without those that the set cannot tell."""
        rows = {"pages failed": str(self.failed)}
        if self.body:
            p, r = (sum(one[i] for one in self.body) / len(self.body) for i in (0, 1))
            rows["body P / R / F1"] = triple(p, r)
            found, gold = (max(1, bag.total()) for bag in self.headings)
            rows["headings P / R / F1"] = triple(
                self.same_headings / found, self.same_headings / gold
            )
        for name, (same, total) in (self.strings | self.agree).items():
            if total:
                label = {"with": "must-have", "without": "must-not"}.get(name, name)
                rows[label] = f"{same / total:.3f} ({same}/{total})"
        rows["pages/s"] = f"{pages / max(1e-9, self.seconds):.1f}"
        return rows


def triple(p: float, r: float) -> str:
    """Return precision, recall and their F1 as text."""
    return f"{p:.3f} / {r:.3f} / {2 * p * r / max(1e-9, p + r):.3f}"


def measure(folder: Path, tool: Callable[[bytes], Reading], everything: bool) -> tuple[Tally, int]:
    """Return the figures of one tool over a folder, and how many pages it holds."""
    tally, pages = Tally(), 0
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        if not everything and gold.get("is_news") is False:
            continue
        pages += 1
        with (folder / gold["file"]).open("rb") as stream:
            raw = read_whole(stream)
        start = time.process_time()
        try:
            read = tool(raw)
        except (UnreadableArticleError, RecursionError) as error:
            tally.failed += 1
            tally.misses.append(f"{gold['file']}: {error}")
            read = Reading()
        tally.seconds += time.process_time() - start
        tally.add(gold, read)
    return tally, pages


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="count pages that are no news, too")
    parser.add_argument("--worst", type=int, default=0, help="name our worst pages and misses")
    args = parser.parse_args()
    tools = {"ours": ours}
    if importlib.util.find_spec("trafilatura"):
        tools["trafilatura"] = trafilatura
    columns, pages = {}, 0
    for name, tool in tools.items():
        tally, pages = measure(args.folder, tool, args.all)
        columns[name] = tally.rows(pages)
        if name == "ours" and args.worst:
            for p, r, f, file in sorted(tally.body, key=lambda one: one[2])[: args.worst]:
                print(f"{f:.3f} P {p:.3f} R {r:.3f} {file}")
            print(*tally.misses, sep="\n")
    print(f"{args.folder}: {pages} pages")
    print(f"{'':22}" + "".join(f"{name:>24}" for name in columns))
    for row in columns["ours"]:
        print(f"{row:22}" + "".join(f"{column.get(row, '–'):>24}" for column in columns.values()))


if __name__ == "__main__":
    main()
