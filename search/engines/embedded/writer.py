"""Write whole articles into a Whoosh index that nobody reads yet.

In: analysed section documents.  Out: a Whoosh index in a private build directory; publishing it is
`generations.py`'s part. Whoosh sees each document only after every field of it is ready, and any
error cancels the whole build: a half document cannot come to be.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from whoosh import index

from search.engines.base import SectionDocument
from search.engines.embedded.postings import PlainCodec
from search.engines.embedded.runs import replace_pool
from search.engines.embedded.schema import LENGTH_FIELDS, UNDATED, build_schema

logger = logging.getLogger(__name__)

# Memory of Whoosh's posting pool before it spills a sorted run; the peak is three times that.
POOL_MB = 128
WHOOSH_LOCK = "MAIN_WRITELOCK"


class WhooshWriter:
    """The `IndexWriter` port on a build directory."""

    def __init__(self, directory: Path, *, fresh: bool) -> None:
        schema = build_schema()
        self._directory = directory
        self._index = (
            index.create_in(directory, schema)
            if fresh
            else index.open_dir(directory, schema=schema)
        )
        # Whoosh reads compound files into memory as a whole.
        self._writer = self._index.writer(codec=PlainCodec(), compound=False)
        replace_pool(self._writer, POOL_MB)
        self._fresh = fresh
        self._added: set[str] = set()

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article, replacing what the index holds of it."""
        numbers = [document.number for document in documents]
        if numbers != list(range(len(documents))) or not documents:
            raise ValueError(f"sections must be numbered from 0 without gaps, not {numbers}")
        article_id = documents[0].article_id
        if article_id in self._added:
            raise ValueError(f"article {article_id!r} was added twice in one batch")
        self._added.add(article_id)
        self.remove(article_id)
        for values in [_whoosh_values(document) for document in documents]:
            self._writer.add_document(**values)

    def remove(self, article_id: str) -> None:
        """Remove an article; one that is not there is no error."""
        if not self._fresh:
            self._writer.delete_by_term("article_id", article_id)

    def finish(self) -> None:
        """Write the segment and Whoosh's table of contents."""
        self._writer.commit(merge=False)
        self._index.close()
        (self._directory / WHOOSH_LOCK).unlink(missing_ok=True)

    def cancel(self) -> None:
        """Give up; the directory is thrown away by the caller."""
        try:
            self._writer.cancel()
        except Exception as error:  # Whoosh's cancel fails itself on a full disk (W6)
            logger.warning("cancelling the index writer failed: %s", error)
        self._index.close()


def _whoosh_values(document: SectionDocument) -> dict[str, object]:
    values: dict[str, object] = {
        "article_id": [document.article_id],
        "article": document.article_id.encode(),
        "revision": document.revision,
        "number": document.number,
        "published": UNDATED if document.published is None else document.published,
    }
    for name in LENGTH_FIELDS:
        values[f"len_{name}"] = document.lengths.get(name, 0)
    values.update((name, postings) for name, postings in document.postings.items() if postings)
    values.update((name, words) for name, words in document.keywords.items() if words)
    return values
