"""The door of the search package: open a service, index sources, and the values they exchange."""

from search.engines import open_engine
from search.errors import FundstelleError, QueryError
from search.indexing import IndexReport, update_index
from search.models import (
    ArticleHit,
    CopyHit,
    FacetValue,
    IndexInfo,
    MarkedArticle,
    MarkedSection,
    SearchRequest,
    SearchResults,
    SectionHit,
    Snippet,
    Sort,
)
from search.opening import index_sources, open_service
from search.service import SearchService

__all__ = [
    "ArticleHit",
    "CopyHit",
    "FacetValue",
    "FundstelleError",
    "IndexInfo",
    "IndexReport",
    "MarkedArticle",
    "MarkedSection",
    "QueryError",
    "SearchRequest",
    "SearchResults",
    "SearchService",
    "SectionHit",
    "Snippet",
    "Sort",
    "index_sources",
    "open_engine",
    "open_service",
    "update_index",
]
