"""Open engine, store and service together, by the rule where the store of an index lies.

In: an index directory and perhaps a store file.  Out: a service, or a report of indexing.
Several indexes beside each other share one store file; each has its own shelf there, so what is
read into one never appears in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import ArticleStore
from search.analysis import CompoundModel, learn_compounds
from search.engines import open_engine
from search.errors import CannotWriteError, IndexMissingError
from search.indexing import IndexReport, update_index
from search.service import SearchService
from search.settings import default_store


def shelf_of(index: Path) -> str:
    """Return the shelf of an index in its store: the name of its directory."""
    return index.absolute().name


def open_service(index: Path, store: Path | None = None, engine: str = "embedded") -> SearchService:
    """Return a service; nothing is read before the first question."""
    return SearchService(open_engine(engine, index), store or default_store(index), shelf_of(index))


def vocabulary_model(index: Path, engine: str = "embedded") -> CompoundModel:
    """Return what splits compounds: learned from the vocabulary of an index, if there is one.

    The index knows words in lower case and the sections they stand in.
    """
    frequency: dict[str, int] = {}
    try:
        snapshot = open_engine(engine, index)._live()[1].snapshot  # type: ignore[attr-defined]
        for part in snapshot._parts:
            words = part.field("text_exact")
            for number, term in enumerate(words.lexicon):
                word = term.decode()
                frequency[word] = frequency.get(word, 0) + words.doc_freq(number)
    except IndexMissingError:
        pass
    return learn_compounds(frequency)


def index_sources(
    sources: Sequence[str | Path],
    *,
    index: Path,
    store: Path | None = None,
    engine: str = "embedded",
    **options: Any,
) -> IndexReport:
    """Read sources into the store and the index; options as for `update_index`."""
    path = store or default_store(index)
    for folder in (index, path.parent):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWriteError(f"cannot make the folder {folder}: {error.strerror}") from error
    opened = open_engine(engine, index)
    # The lock comes first: a second writer must not wait for the store, which the first one holds.
    with opened.exclusive(), ArticleStore(path, shelf_of(index)) as articles:
        return update_index(
            [str(source) for source in sources], engine=opened, store=articles, **options
        )
