"""Gather what section documents hold, up to the point where their words are analysed.

In: section documents.  Out: columns and keywords in memory, words as numbers aside on the disk.
Texts are cut into words some hundred sections at a time: then the arrays of `numbering.py` still
fit a processor's cache.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.arrays import Array, ArrayWriter
from search.engines.base import GROUPS, KEYWORD_FIELDS, SectionDocument
from search.engines.embedded.inverter import write_lexicon
from search.engines.embedded.keywords import Keywords
from search.engines.embedded.layout import LENGTH_OF, UNDATED
from search.engines.embedded.numbering import Numbering
from search.engines.embedded.tokens_aside import Group

# 128 KiB to 2 MiB take the same time.
CUT_BYTES = 1 << 19
RUN_TOKENS = 4_000_000
_ARTICLE = "article_id"


class Gathering:
    """The documents of a segment in the making, numbered in the order they come."""

    def __init__(self, folder: Path) -> None:
        self.numbering = Numbering()
        self.groups = {name: Group(name, self.numbering, folder) for name in GROUPS}
        self._lengths = {name: array("I") for name in GROUPS}
        self._columns = {"number": array("i"), "revision": array("i"), "published": array("q")}
        self._keywords = {field: Keywords() for field in (*KEYWORD_FIELDS, _ARTICLE)}
        self._articles: dict[str, None] = {}
        # Blocks that are not cut yet: text, document, place of the group in GROUPS.
        self._texts: list[bytes] = []
        self._docs, self._kinds = array("I"), array("B")
        self._bytes = self._cut_docs = 0

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._articles

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._columns["number"])

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Take all sections of an article."""
        self._articles[documents[0].article_id] = None
        for document in documents:
            self._add(document)
        if self._bytes > CUT_BYTES:
            self._cut()

    def _add(self, document: SectionDocument) -> None:
        doc = len(self)
        self._columns["number"].append(document.number)
        self._columns["revision"].append(document.revision)
        published = document.published
        self._columns["published"].append(UNDATED if published is None else published)
        for kind, name in enumerate(GROUPS):
            for text in document.texts.get(name, ()):
                encoded = str.encode(text, "utf-8", "surrogatepass")
                self._texts.append(encoded)
                self._docs.append(doc)
                self._kinds.append(kind)
                self._bytes += len(encoded)
        self._keywords[_ARTICLE].add((document.article_id,), doc)
        for field, values in document.keywords.items():
            self._keywords[field].add(values, doc)

    def _cut(self) -> None:
        """Cut the texts into words and hand these to their groups."""
        words, counts = self.numbering.number(self._texts)
        docs, kinds = np.array(self._docs, np.int64), np.array(self._kinds)
        kinds_of_words = np.repeat(kinds, counts)
        for kind, (name, group) in enumerate(self.groups.items()):
            mine = kinds == kind
            group.add(words[kinds_of_words == kind], docs[mine], counts[mine])
            lengths = np.bincount(
                docs[mine] - self._cut_docs, counts[mine], len(self) - self._cut_docs
            )
            self._lengths[name].frombytes(lengths.astype(np.uint32).tobytes())
        self._texts.clear()
        del self._docs[:], self._kinds[:]
        self._bytes, self._cut_docs = 0, len(self)
        if sum(group.held for group in self.groups.values()) > RUN_TOKENS:
            for group in self.groups.values():
                group.spill()

    def finish(self) -> None:
        """Put aside what is left: no more documents come."""
        self._cut()
        for group in self.groups.values():
            group.spill()

    def write(self, out: ArrayWriter) -> None:
        """Write all but the words into a segment."""
        for name, values in self._columns.items():
            out.add(name, _as_array(values))
        for name, fields in GROUPS.items():
            out.add(f"length/{LENGTH_OF[next(iter(fields))]}", _as_array(self._lengths[name]))
        write_lexicon("articles", [name.encode() for name in self._articles], out)
        for field, keywords in self._keywords.items():
            keywords.write(field, out)


def _as_array(values: array[int]) -> Array:
    return np.frombuffer(values, values.typecode.replace("I", "u4"))
