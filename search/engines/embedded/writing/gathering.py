"""Gather what section documents hold, up to the point where their words are analysed.

In: section documents.  Out: the values of keywords in memory, which documents have them, columns
(`columns.py`) and words as numbers aside on the disk; the same of a gathering that another process
did (`gathering_parts.py`), behind one's own.
Words get numbers list by list (`word_lists.py`): a list that is full is put aside.
Texts are cut into words some hundred sections at a time: then the arrays of `numbering.py` still
fit a processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from search.engines.base import GROUPS, KEYWORD_FIELDS, SectionDocument
from search.engines.embedded.segments.layout import LENGTH_OF, UNDATED
from search.engines.embedded.segments.lexicon import write_lexicon
from search.engines.embedded.writing.columns import Column
from search.engines.embedded.writing.keywords import Keywords, cut, write_keywords
from search.engines.embedded.writing.numbering import Numbering
from search.engines.embedded.writing.tokens_aside import Group, Runs
from search.engines.embedded.writing.waiting_arrays import aside_at
from search.engines.embedded.writing.word_lists import AllWords, WordList, merged, put_list_aside
from search.system import heap
from search.system.arrays import ArrayFile, ArrayWriter

# More take no less time but more memory, some 25 bytes each; fewer than 300,000 take longer.
CUT_LETTERS = 3 << 17
RUN_TOKENS = 450_000
# What is kept of each document, and of each article: the bytes of its id and how many these are.
_DOCUMENTS = {"number": "i4", "revision": "i4", "published": "i8"}
_ARTICLES = {"article_ids": "u1", "article_sizes": "u4"}
_LENGTHS = {name: f"length/{LENGTH_OF[next(iter(fields))]}" for name, fields in GROUPS.items()}
SAVED = "gathered.arrays"


class Gathering:
    """The documents of a segment in the making, numbered in the order they come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbering = Numbering()
        self._lists: list[Callable[[], WordList]] = []
        self._groups = {name: Group(name, folder) for name in GROUPS}
        kinds = {**_DOCUMENTS, **dict.fromkeys(_LENGTHS.values(), "u4")}
        self._columns, self._articles = (
            {name: Column(folder / name.replace("/", "-"), kind) for name, kind in some.items()}
            for some in (kinds, _ARTICLES)
        )
        self._documents = 0
        # Of what is not cut yet: the columns of its documents, the ids of its articles.
        self._fresh: dict[str, list[int]] = {name: [] for name in _DOCUMENTS}
        self._fresh_ids: list[bytes] = []
        self._keywords = {field: Keywords(field, folder) for field in KEYWORD_FIELDS}
        # Blocks that are not cut yet, and how many each group of each document has.
        self._texts: list[str] = []
        self._blocks: list[int] = []
        self._size = self._cut_docs = 0

    def __len__(self) -> int:
        """Return the number of documents."""
        return self._documents

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Take all sections of an article. Raises ValueError if they are not numbered so."""
        numbers = [document.number for document in documents]
        if numbers != list(range(len(documents))) or not documents:
            raise ValueError(f"sections must be numbered from 0 without gaps, not {numbers}")
        self._fresh_ids.append(documents[0].article_id.encode())
        for document in documents:
            self._add(document)
        if self._size > CUT_LETTERS:
            self._cut()

    def _add(self, document: SectionDocument) -> None:
        doc = len(self)
        self._documents += 1
        published = UNDATED if document.published is None else document.published
        facts = {"number": document.number, "revision": document.revision, "published": published}
        for name, fresh in self._fresh.items():
            fresh.append(facts[name])
        for name in GROUPS:
            texts = document.texts.get(name, ())
            self._texts += texts
            self._blocks.append(len(texts))
            self._size += sum(map(len, texts))
        for field, values in document.keywords.items():
            self._keywords[field].add(values, doc)

    def _cut(self) -> None:
        """Cut the texts into words and hand these to their groups."""
        if not self._blocks:
            return
        words, counts = self._numbering.number(self._texts)
        rows = np.repeat(np.arange(len(self._blocks)), self._blocks)
        docs, kinds = np.divmod(rows, len(GROUPS))
        kinds_of_words = np.repeat(kinds, counts)
        for kind, (name, group) in enumerate(self._groups.items()):
            mine = kinds == kind
            group.add(words[kinds_of_words == kind], docs[mine] + self._cut_docs, counts[mine])
            lengths = np.bincount(docs[mine], counts[mine], len(self) - self._cut_docs)
            self._columns[_LENGTHS[name]].append(lengths)
        for name, facts in self._fresh.items():
            self._columns[name].append(np.array(facts))
            facts.clear()
        self._articles["article_ids"].append(np.frombuffer(b"".join(self._fresh_ids), np.uint8))
        self._articles["article_sizes"].append(np.array(list(map(len, self._fresh_ids))))
        self._fresh_ids.clear()
        self._texts.clear()
        self._blocks.clear()
        self._size, self._cut_docs = 0, len(self)
        held = sum(group.held for group in self._groups.values())
        if held > RUN_TOKENS or self._numbering.is_full:
            self._put_aside(whole=self._numbering.is_full)

    def finish(self) -> tuple[AllWords, dict[str, Runs]]:
        """Return all words, and what maps those of each group: no more documents come."""
        self._put_aside(whole=True)
        del self._numbering  # its tables would be there as long as the others work
        words, numbers = merged(self._lists, self._folder)
        return words, {name: group.runs(numbers) for name, group in self._groups.items()}

    def _put_aside(self, *, whole: bool) -> None:
        """Put the words of the texts aside; `whole`: and the list that their numbers are of."""
        self._cut()
        for group in self._groups.values():
            group.spill(len(self._lists))
        for keywords in self._keywords.values():
            keywords.put_aside()
        if whole and len(self._numbering):
            words, self._numbering = self._numbering.texts(), Numbering()
            heap.give_back()  # the tables are gone before as much is needed to sort
            path = self._folder / f"words-{len(self._lists)}"
            self._lists.append(put_list_aside(words, path))
            del words
        heap.give_back()  # growing tables left holes: 63 of 223 MiB after 100,000 articles

    def save(self) -> None:
        """Write all that is not aside yet beside it, for `absorb`: no more documents come."""
        self._put_aside(whole=True)
        with ArrayWriter(self._folder / SAVED) as out:
            for keywords in self._keywords.values():
                keywords.save(out)
            for name, group in self._groups.items():
                out.add(f"runs/{name}", np.array([words for words, _ in group.aside], np.int64))
            out.add("counts", np.array([len(self), len(self._lists)]))

    def absorb(self, folder: Path) -> None:
        """Take in behind its own documents what another gathering saved in a folder."""
        self._put_aside(whole=True)
        saved, base, lists = ArrayFile(folder / SAVED), len(self), len(self._lists)
        for name, group in self._groups.items():
            group.absorb(folder, (saved[f"runs/{name}"] + lists).tolist(), base)
        documents, count = saved["counts"].tolist()
        for number in range(count):
            self._lists.append(aside_at(folder / f"words-{number}", WordList))
        for column in (*self._columns.values(), *self._articles.values()):
            column.absorb(folder)
        self._documents += documents
        for keywords in self._keywords.values():
            keywords.absorb(folder, saved, base)
        self._cut_docs = len(self)

    def write(self, out: ArrayWriter) -> None:
        """Write all but the words into a segment. Raises ValueError if an article came twice."""
        for name, column in self._columns.items():
            column.write(name, out)
        articles = cut(*(column.all() for column in self._articles.values()))
        write_lexicon("articles", articles, out)
        is_first = self._columns["number"].all() == 0
        # Passed on and not kept: a number a document each.
        write_keywords(
            "article_id", articles, np.cumsum(is_first, dtype=np.uint32) - np.uint32(1),
            np.arange(len(self), dtype=np.uint32), len(self), out,
        )  # fmt: skip
        for keywords in self._keywords.values():
            keywords.write(len(self), out)

    def forget(self) -> None:
        """Forget what `write` has written."""
        self._keywords.clear()
