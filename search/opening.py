"""Open an index together with the article store that belongs to it.

In: an index directory and perhaps a store file.  Out: a service, or a report of indexing.
Without a store file it is `articles.sqlite` beside the index. Indexes beside each other share it;
each has a shelf of its own there, so what is read into one never appears in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import Article, ArticleStore
from search.analysis import NO_OVERRIDES, Analyzer, Overrides, Vocabulary, read_overrides
from search.engines import open_engine
from search.errors import CannotWriteError, IndexMissingError, UsageError
from search.service import SearchService
from search.settings import default_store, shelf_of

if TYPE_CHECKING:
    from corpus.rules import Rules
    from search.indexing import IndexReport

# The user's own compounds and words that are none, beside the index.
WORDS = "woerter.txt"
# Corrections by hand of what was read, beside the index too: a folder that was fetched from
# elsewhere must not bring its own.
RULES = "regeln.toml"
# Questions whose new answers are reported.
SEARCHES = "suchen.toml"


def open_service(index: Path, store: Path | None = None, engine: str = "embedded") -> SearchService:
    """Return a service for an index; nothing is read before the first question.

    `engine`: "embedded" or "opensearch". Raises: UsageError for another name or a wrong address.
    """
    return SearchService(open_engine(engine, index), store or default_store(index), shelf_of(index))


def analyzer_of(index: Path, engine: str = "embedded", *, many: bool = False) -> Analyzer:
    """Return the analyser of an index; without an index, one that knows only the dictionary.

    `many`: thousands of words will be asked for, so the vocabulary is loaded as a whole.
    Raises: IndexDamagedError, EngineUnavailableError.
    """
    try:
        vocabulary = open_engine(engine, index).analyzer().vocabulary
    except IndexMissingError:
        vocabulary = Vocabulary.learn({})
    return Analyzer(vocabulary.loaded() if many else vocabulary)


def own_words(index: Path) -> Overrides:
    """Return the compounds and words of `woerter.txt` beside an index, NO_OVERRIDES without one.

    Raises: UsageError that names file and line.
    """
    path = index.parent / WORDS
    try:
        return read_overrides(path.read_text("utf-8").splitlines(), str(path))
    except FileNotFoundError:
        return NO_OVERRIDES
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: save the file as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(str(error)) from error


def own_rules(index: Path) -> Rules:
    """Return the corrections of `regeln.toml` beside an index, none without that file.

    Raises: UsageError that names file and line.
    """
    # Imported here and below: a query must not pay for it.
    from corpus.handwritten import HandwrittenError
    from corpus.rules import read_rules

    try:
        return read_rules(index.parent / RULES)
    except HandwrittenError as error:
        raise UsageError(str(error)) from error


def index_sources(
    sources: Sequence[str | Path],
    *,
    index: Path,
    store: Path | None = None,
    engine: str = "embedded",
    **options: Any,
) -> IndexReport:
    """Read files and folders into the store, bring the index up to date, report what was done.

    `options`: as for `search.indexing.update_index`.
    Raises: UsageError, CannotWriteError, WriterBusyError, StorageFullError, SourceMissingError,
    StoreError.
    """
    from search.indexing import update_index

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
            [str(source) for source in sources],
            engine=opened,
            store=articles,
            overrides=own_words(index),
            rules=own_rules(index),
            **options,
        )


def index_samples(index: Path, store: Path | None = None, engine: str = "embedded") -> None:
    """Index the sample articles, then those of them that have a later state, as a second run."""
    import shutil
    from importlib.resources import as_file, files
    from tempfile import TemporaryDirectory

    from corpus import read_file
    from search.indexing import update_index

    path = store or default_store(index)
    with as_file(files("corpus") / "articles") as folder, TemporaryDirectory() as work:
        index_sources([folder], index=index, store=path, engine=engine)
        opened = open_engine(engine, index)
        with opened.exclusive(), ArticleStore(path, shelf_of(index)) as articles:
            for later in sorted((folder / "revisions").glob("*.revision")):
                # The suffix keeps it from being read with the rest; its content is article lines.
                lines = Path(shutil.copy(later, Path(work) / f"{later.stem}.jsonl"))
                for item in read_file(lines, lines.name):
                    owner = articles.owner(item.id) if isinstance(item, Article) else None
                    if isinstance(item, Article) and owner:
                        articles.put(item, owner)
            update_index([], engine=opened, store=articles, overrides=own_words(index))
