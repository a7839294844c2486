"""Articles: where they live and how they are read. The door of the corpus package."""

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
from corpus.walk import SourceFile, find_files

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
    "find_files",
    "read_file",
]
