"""What an index knows about words, beside its segments.

In: a generation's directory.  Out: its vocabulary, mapped. The file is shared unchanged from one
generation to the next.
"""

from __future__ import annotations

from pathlib import Path

from search.analysis import Vocabulary
from search.system.arrays import ArrayFile

VOCABULARY = "vocabulary.arrays"


def read_vocabulary(directory: Path) -> Vocabulary:
    """Return the vocabulary of an index. Raises IndexDamagedError."""
    arrays = ArrayFile(directory / VOCABULARY)
    return Vocabulary.from_arrays({name: arrays[name] for name in arrays})
