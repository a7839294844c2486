"""The values of a keyword field, as they come with documents, and their postings.

In: values with the number of their document.  Out: the sorted lexicon and postings of the field.
Values are numbered as they come; a pair of value and document is eight bytes, however many values
there are (ids of articles are a field too).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

from search.arrays import ArrayWriter
from search.engines.embedded.inverter import write_lexicon


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

    def write(self, field: str, out: ArrayWriter) -> None:
        """Write lexicon and postings."""
        terms = list(self._numbers)
        order = sorted(range(len(terms)), key=terms.__getitem__)
        write_lexicon(field, [terms[number] for number in order], out)
        ranks = np.empty(len(terms), np.int64)
        ranks[order] = np.arange(len(terms))
        of = ranks[np.frombuffer(self._of, np.uint32)]
        counts = np.bincount(of, minlength=len(terms))
        out.add(f"{field}/first", np.concatenate(([0], np.cumsum(counts))).astype(np.uint64))
        docs = np.frombuffer(self._docs, np.uint32)
        out.add(f"{field}/docs", docs[np.argsort(of, kind="stable")])
