"""The values of a keyword field, as they come with documents, and their postings.

In: values with the number of their document.  Out: the sorted lexicon and postings of the field.
Values are numbered as they come; a pair of value and document is eight bytes on the disk, however
many values there are (ids of articles are a field too).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.engines.embedded.segments.lexicon import write_lexicon
from search.engines.embedded.writing.columns import Column
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.runs import Run
from search.system.arrays import Array, ArrayFile, ArrayWriter


class Keywords:
    """The values of one field; its pairs lie in a folder once they are put aside."""

    def __init__(self, field: str, folder: Path) -> None:
        self._field = field
        self._numbers: dict[bytes, int] = {}
        self._of, self._docs = (Column(folder / f"{field}-{name}", "u4") for name in ("of", "docs"))
        # Of the pairs that are not aside yet.
        self._fresh_of, self._fresh_docs = array("I"), array("I")

    def add(self, values: Iterable[str], doc: int) -> None:
        """Take the values of a document; one that is there twice counts once."""
        for value in dict.fromkeys(values):
            number = self._numbers.setdefault(value.encode(), len(self._numbers))
            self._fresh_of.append(number)
            self._fresh_docs.append(doc)

    def put_aside(self) -> None:
        """Put pairs on the disk: in memory they would grow with the corpus."""
        for column, fresh in ((self._of, self._fresh_of), (self._docs, self._fresh_docs)):
            column.append(np.array(fresh, np.uint32))
            del fresh[:]

    def write(self, documents: int, out: ArrayWriter) -> None:
        """Write lexicon and postings; `documents`: how many the segment has."""
        self.put_aside()
        values = list(self._numbers)
        write_keywords(self._field, values, self._of.all(), self._docs.all(), documents, out)

    def save(self, out: ArrayWriter) -> None:
        """Write what is not in the folder, for `absorb`."""
        self.put_aside()
        values = list(self._numbers)
        out.add(f"{self._field}/values", np.frombuffer(b"".join(values), np.uint8))
        out.add(f"{self._field}/sizes", np.array(list(map(len, values)), np.uint32))

    def absorb(self, folder: Path, saved: ArrayFile, base: int) -> None:
        """Take in what `save` wrote, and the pairs that were put aside in a folder.

        `base`: the number of its first document here.
        """
        self.put_aside()
        values = cut(saved[f"{self._field}/values"], saved[f"{self._field}/sizes"])
        ours = [self._numbers.setdefault(value, len(self._numbers)) for value in values]
        numbers = np.array(ours, np.uint32)
        self._of.absorb(folder, numbers.take)
        self._docs.absorb(folder, lambda docs: docs + np.uint32(base))


def write_keywords(
    field: str, values: Sequence[bytes], of: Array, docs: Array, documents: int, out: ArrayWriter
) -> None:
    """Write lexicon and postings of a field whose words are whole values.

    Args:
        values: each once.
        of, docs: place of a value in `values` and a document that has it; documents ascend.
    Raises: ValueError if a value is there twice.
    """
    order = np.array(sorted(range(len(values)), key=values.__getitem__), np.uint32)
    for one, other in pairwise(order.tolist()):
        if values[one] == values[other]:
            raise ValueError(f"{field} {values[one].decode()!r} was added twice in one batch")
    write_lexicon(field, [values[number] for number in order.tolist()], out)
    sizes = np.bincount(of, minlength=len(values))
    by_size = np.argsort(sizes, kind="stable")
    ranks = np.empty(len(values), np.uint32)
    ranks[by_size] = np.arange(len(values), dtype=np.uint32)
    docs = docs[np.argsort(ranks.take(of), kind="stable")]
    del of, ranks  # not as long as lists are packed
    run = Run(
        np.arange(len(values)), sizes[by_size], sizes[by_size], np.zeros(len(values), np.int64),
        docs, np.ones(len(docs), np.uint8), np.empty(0, np.uint8),
    )  # fmt: skip
    numbers = np.empty(len(values), np.uint32)
    numbers[by_size] = write_lists(f"{field}/forms", sizes[by_size], [run], documents, out)
    out.add(f"{field}/list_of", numbers[order])


def cut(data: Array, sizes: Array) -> list[bytes]:
    """Return strings of so many bytes each that lie in a row."""
    whole, ends = data.tobytes(), np.cumsum(sizes, dtype=np.int64).tolist()
    return [whole[start:end] for start, end in pairwise([0, *ends])]
