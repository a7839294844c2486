"""bm25s with numba: any of some words, nothing else; no positions, no texts, no updates."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer

from tests.benchmarks.peers.base import TOP, sections, tokens

_STEMMER = Stemmer.Stemmer("german")
NAMES = "names.json"


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    names, texts = [], []
    for section in sections(lines):
        names.append(section.name)
        texts.append(section.text)
    found = bm25s.tokenize(
        texts, token_pattern=r"\w+", stopwords=[], stemmer=_STEMMER, show_progress=False
    )
    retriever = bm25s.BM25(backend="numba")
    retriever.index(found, show_progress=False)
    retriever.save(folder, show_progress=False)
    (folder / NAMES).write_text(json.dumps(names))


class Bm25s:
    """The arrays, read into memory."""

    def __init__(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(folder)
        self._retriever.backend = "numba"
        self._names = json.loads((folder / NAMES).read_text())

    def query(self, kind: str, words: Sequence[str]) -> Callable[[], Any]:
        """Return a function that answers a question with numbers of sections and their scores."""
        known = self._retriever.vocab_dict
        terms = [term for term in _STEMMER.stemWords(tokens(words)) if term in known]
        most = min(TOP, len(self._names))
        return lambda: self._retriever.retrieve([terms], k=most, show_progress=False)

    def names(self, hits: Any) -> list[str]:
        """Return the names of sections; where fewer than ten match, others come with score 0."""
        rows = zip(hits.documents[0], hits.scores[0], strict=True)
        return [self._names[int(hit)] for hit, score in rows if score > 0]


open_peer = Bm25s
