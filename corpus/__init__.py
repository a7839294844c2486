"""Articles: find files, read them, keep what was read.

In: saved pages, feeds, wires, tables, archives, plain texts and article lines.  Out: `Article`
values, from a file or the store.  Everything other packages may use is named here.
"""

from corpus.errors import (
    CorpusError,
    SourceMissingError,
    StoreDamagedError,
    StoreError,
    UnreadableArticleError,
)
from corpus.models import Article, ReadFailure, Section, article_from_dict
from corpus.readers import read_file
from corpus.store import ArticleStore, FileRecord
from corpus.walk import SourceFile, file_states, find_files

__all__ = [
    "Article",
    "ArticleStore",
    "CorpusError",
    "FileRecord",
    "ReadFailure",
    "Section",
    "SourceFile",
    "SourceMissingError",
    "StoreDamagedError",
    "StoreError",
    "UnreadableArticleError",
    "article_from_dict",
    "file_states",
    "find_files",
    "read_file",
]
