"""What every engine under test does: read the same sections, answer the same kinds of question.

In: article lines.  Out: sections; the kinds; the protocol of an engine.
All rank by BM25 over German stems, and answer with the ten best sections. Kinds:
    any       one of the words; the best ten
    all       all of them
    phrase    one after the other
    prefix    a word that begins with the first five letters of the first one
    dated     any, within `SPAN` of days
    newest    any, the newest ten
Only the standard library is imported here: Debian's Python runs this for Xapian.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

KINDS = ("any", "all", "phrase", "prefix", "dated", "newest")
WORD = re.compile(r"\w+")
TOP = 10
PREFIX = 5
# From the first day to before the second.
SPAN = (date(2018, 1, 1), date(2021, 1, 1))
# The same room for what is not yet written, where an engine lets it be set.
WRITER_BYTES = 256_000_000


class Section(NamedTuple):
    """The unit that is found. `name`: article id, "#", number; `text` begins with the heading."""

    name: str
    text: str
    published: datetime


class Peer(Protocol):
    """An engine opened on its folder. It is built by the function `build` of its module."""

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question; what can be prepared is done before."""

    def names(self, hits: Any) -> list[str]:
        """Return the names of what was found, best first."""


def sections(lines: Path) -> Iterator[Section]:
    """Yield every section of a file of article lines; an article without a date is of day 0."""
    with lines.open(encoding="utf-8") as stream:
        for line in stream:
            article = json.loads(line)
            published = datetime.fromisoformat(article.get("date") or "1970-01-01").astimezone(UTC)
            parts = article.get("sections") or [{"paragraphs": [article["text"]]}]
            for number, part in enumerate(parts):
                head = article.get("title", "") if number == 0 else part.get("heading", "")
                text = " ".join([head, *part["paragraphs"]])
                yield Section(f"{article['id']}#{number}", text, published)


def moments() -> tuple[datetime, datetime]:
    """Return the first moment of `SPAN` and the first after it."""
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in SPAN)
    return first, last


def tokens(words: Sequence[str]) -> list[str]:
    """Return the lower-case tokens of some words."""
    return WORD.findall(" ".join(words).lower())
