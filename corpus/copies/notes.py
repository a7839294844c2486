"""Notes: what grouping keeps of a text, taken by whoever reads the text for something else.

In: articles as they are read.  Out: the same articles, and a note of each: beside it, or in a file
of a folder, one file a reader, from which all of them come back.
To fetch and unpack every text once more takes longer than to hash it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import tee
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.copies.relation import MIN_WORDS
from corpus.copies.sample import Sample, sample
from corpus.copies.shingles import shingle_hashes, text_of
from corpus.copies.sketch import Sketch, sketch
from corpus.errors import StoreError
from corpus.models import Article

# Revision and number of words; bytes of id, source, sketch and sample, which follow in a row.
_HEAD = struct.Struct("<6I")
_NUMBERS = "<u4"
_NONE = np.empty(0, np.uint64)


class Note(NamedTuple):
    """What is kept of a revision of an article; the sketch of a text of few words is empty."""

    id: str
    revision: int
    words: int
    source: str
    sketch: Sketch
    sample: Sample


def with_notes(articles: Iterable[tuple[int, Article]]) -> Iterator[tuple[int, Article, Note]]:
    """Yield (revision, article) as they come, each with its note."""
    # Some dozen articles are hashed at once: no more of them are there.
    found, texts = tee(articles)
    hashed = shingle_hashes(text_of(article) for _, article in texts)
    for (revision, article), (words, hashes) in zip(found, hashed, strict=True):
        kept = sketch(hashes if words >= MIN_WORDS else _NONE)
        note = Note(article.id, revision, words, article.source, kept, sample(hashes))
        yield revision, article, note


def noted(articles: Iterable[tuple[int, Article]], folder: Path) -> Iterator[tuple[int, Article]]:
    """Yield (revision, article) as they come, by ascending id; leave their notes in a folder.

    Raises: StoreError if it is full.
    """
    # Imported here: a query must not pay for it.
    from tempfile import NamedTemporaryFile

    try:
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            for revision, article, note in with_notes(articles):
                file.write(_packed(note))
                yield revision, article
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error


def notes_in(folder: Path) -> Iterator[Note]:
    """Yield the notes that readers left, each once, by ascending id.

    A reader that was killed leaves half a note, and another reads the same articles once more.
    Raises: StoreError.
    """
    last = None
    try:
        for note in merge(*map(_read, folder.iterdir()), key=attrgetter("id")):
            if note.id != last:
                yield note
            last = note.id
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error


def _packed(note: Note) -> bytes:
    parts = (
        note.id.encode(), note.source.encode(),
        note.sketch.astype(_NUMBERS).tobytes(), note.sample.astype(_NUMBERS).tobytes(),
    )  # fmt: skip
    return b"".join((_HEAD.pack(note.revision, note.words, *map(len, parts)), *parts))


def _read(path: Path) -> Iterator[Note]:
    with open(path, "rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            revision, words, *sizes = _HEAD.unpack(head)
            name, source, kept, chosen = (file.read(size) for size in sizes)
            if len(chosen) < sizes[-1]:
                return
            numbers = (np.frombuffer(some, _NUMBERS) for some in (kept, chosen))
            yield Note(name.decode(), revision, words, source.decode(), *numbers)
