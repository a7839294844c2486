"""The values of a keyword field, as they come with documents, and their postings.

In: values with the number of their document.  Out: the sorted lexicon and postings of the field.
Values are numbered as they come; a pair of value and document is eight bytes, however many values
there are (ids of articles are a field too).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from search.engines.embedded.segments.lexicon import write_lexicon
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.runs import Run
from search.system.arrays import Array, ArrayFile, ArrayWriter


class Keywords:
    """The values of one field."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._of, self._docs = array("I"), array("I")

    def add(self, values: Iterable[str], doc: int) -> None:
        """Take the values of a document; one that is there twice counts once."""
        for value in dict.fromkeys(values):
            self._of.append(self._numbers.setdefault(value.encode(), len(self._numbers)))
            self._docs.append(doc)

    def write(self, field: str, documents: int, out: ArrayWriter) -> None:
        """Write lexicon and postings; `documents`: how many the segment has."""
        of, docs = (np.frombuffer(values, np.uint32) for values in (self._of, self._docs))
        write_keywords(field, list(self._numbers), of, docs, documents, out)

    def save(self, field: str, out: ArrayWriter) -> None:
        """Write what was taken, for `absorb`."""
        out.add(f"{field}/values", np.frombuffer(b"".join(self._numbers), np.uint8))
        out.add(f"{field}/sizes", np.array(list(map(len, self._numbers)), np.uint32))
        out.add(f"{field}/of", np.frombuffer(self._of, np.uint32))
        out.add(f"{field}/docs", np.frombuffer(self._docs, np.uint32))

    def absorb(self, field: str, saved: ArrayFile, base: int) -> None:
        """Take in what `save` wrote; `base`: the number of its first document here."""
        values = cut(saved[f"{field}/values"], saved[f"{field}/sizes"])
        ours = [self._numbers.setdefault(value, len(self._numbers)) for value in values]
        self._of.frombytes(np.array(ours, np.uint32).take(saved[f"{field}/of"]).tobytes())
        self._docs.frombytes((saved[f"{field}/docs"] + np.uint32(base)).tobytes())


def write_keywords(
    field: str, values: Sequence[bytes], of: Array, docs: Array, documents: int, out: ArrayWriter
) -> None:
    """Write lexicon and postings of a field whose words are whole values.

    Args:
        values: each once.
        of, docs: place of a value in `values` and a document that has it; documents ascend.
    Raises: ValueError if a value is there twice.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    for one, other in pairwise(order):
        if values[one] == values[other]:
            raise ValueError(f"{field} {values[one].decode()!r} was added twice in one batch")
    write_lexicon(field, [values[number] for number in order], out)
    sizes = np.bincount(of, minlength=len(values))
    by_size = np.argsort(sizes, kind="stable")
    ranks = np.empty(len(values), np.int64)
    ranks[by_size] = np.arange(len(values))
    run = Run(
        np.arange(len(values)), sizes[by_size], sizes[by_size], np.zeros(len(values), np.int64),
        docs[np.argsort(ranks[of], kind="stable")], np.ones(len(docs), np.uint8),
        np.empty(0, np.uint8),
    )  # fmt: skip
    numbers = np.empty(len(values), np.uint32)
    numbers[by_size] = write_lists(f"{field}/forms", sizes[by_size], [run], documents, out)
    out.add(f"{field}/list_of", numbers[order])


def cut(data: Array, sizes: Array) -> list[bytes]:
    """Return strings of so many bytes each that lie in a row."""
    whole, ends = data.tobytes(), np.cumsum(sizes, dtype=np.int64).tolist()
    return [whole[start:end] for start, end in pairwise([0, *ends])]
