"""The peer of the retrieval report: Lucene with its own German analyser and BM25 as they come.

In: article lines.  Out: ranked ids. It is what a search server does with a field of the type
"german": light stemming, umlauts folded, stop words dropped.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.peers import lucene
from tests.evaluation.peer_texts import texts

# No question asks for a day.
DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Lucene:
    """An index on the disk, asked in a Java process that ends with this one."""

    def __init__(self, lines: Path) -> None:
        self._folder = TemporaryDirectory()
        name = self._folder.name
        dated = ((name, text, DAY) for name, text in texts(lines))
        lucene.write(lucene.command("build", name, own=True), dated)
        answer = lucene.command("answer", name, os.devnull, own=True, top=100)
        self._java = subprocess.Popen(
            answer, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._line()  # "ready"

    def _line(self) -> str:
        assert self._java.stdout
        return self._java.stdout.readline()

    def rank(self, text: str) -> list[str]:
        """Return the ids of the best 100 articles that hold one of the words."""
        assert self._java.stdin
        print("hits", "any", " ".join(text.split()), sep="\t", file=self._java.stdin, flush=True)
        return self._line().split()
