"""Articles: find files, read them, keep what was read.

In: saved pages, feeds, wires, tables, archives, plain texts and article lines.  Out: `Article`
values, from a file or the store.  Everything other packages may use is named here. What reads
files is imported when it is asked for, as a query must not pay for it; so is the store, for which
a process that reads files has no use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened
from corpus.errors import (
    CorpusError,
    SourceMissingError,
    StoreDamagedError,
    StoreError,
    UnreadableArticleError,
    WorkerStartError,
)
from corpus.kept import KeptArticle
from corpus.models import Article, ReadDoubt, ReadFailure, ReadSkip, Section, article_from_dict
from corpus.names import Names, NameSet

if TYPE_CHECKING:
    from corpus.intake import read_files
    from corpus.precedence import refusal
    from corpus.readers import read_file
    from corpus.readers.decoding import clean
    from corpus.readers.opening import file_digest
    from corpus.store import ArticleStore, FileRecord
    from corpus.walk import SourceFile, file_states, find_files

__all__ = [
    "Article",
    "ArticleStore",
    "CorpusError",
    "FileRecord",
    "KeptArticle",
    "NameSet",
    "Names",
    "ReadDoubt",
    "ReadFailure",
    "ReadSkip",
    "Section",
    "SourceFile",
    "SourceMissingError",
    "StoreDamagedError",
    "StoreError",
    "UnreadableArticleError",
    "WorkerStartError",
    "article_from_dict",
    "clean",
    "file_digest",
    "file_states",
    "find_files",
    "read_file",
    "read_files",
    "refusal",
]

__getattr__ = opened(__name__, {
    "corpus.intake": ("read_files",),
    "corpus.precedence": ("refusal",),
    "corpus.readers": ("read_file",),
    "corpus.readers.decoding": ("clean",),
    "corpus.readers.opening": ("file_digest",),
    "corpus.store": ("ArticleStore", "FileRecord"),
    "corpus.walk": ("SourceFile", "file_states", "find_files"),
})  # fmt: skip
