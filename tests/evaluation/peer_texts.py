"""What the peers of the retrieval report are given of an article: all of its text, in one field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path


def texts(lines: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each article of a JSON lines file."""
    with lines.open(encoding="utf-8") as stream:
        for line in stream:
            article = json.loads(line)
            parts = [article.get("title", ""), article.get("teaser", ""), article.get("text", "")]
            for section in article.get("sections", ()):
                parts += [section.get("heading", ""), *section["paragraphs"]]
            yield article["id"], " ".join(parts)
