"""The door of the search package: open a service, index sources, and the values they exchange."""

from search.engines import open_engine
from search.errors import FundstelleError, QueryError
from search.indexing import IndexReport, update_index
from search.models import (
    ArticleHit,
    ArticleLink,
    FacetValue,
    IndexInfo,
    MarkedArticle,
    MarkedSection,
    Reason,
    Rule,
    SearchRequest,
    SearchResults,
    SectionHit,
    Snippet,
    Sort,
    Suggestion,
    Way,
    WayOut,
)
from search.opening import index_samples, index_sources, open_service
from search.results import Change, Passage
from search.results import told as told_reasons
from search.service import SearchService
from search.versions import Revision

__all__ = [
    "ArticleHit",
    "ArticleLink",
    "Change",
    "FacetValue",
    "FundstelleError",
    "IndexInfo",
    "IndexReport",
    "MarkedArticle",
    "MarkedSection",
    "Passage",
    "QueryError",
    "Reason",
    "Revision",
    "Rule",
    "SearchRequest",
    "SearchResults",
    "SearchService",
    "SectionHit",
    "Snippet",
    "Sort",
    "Suggestion",
    "Way",
    "WayOut",
    "index_samples",
    "index_sources",
    "open_engine",
    "open_service",
    "told_reasons",
    "update_index",
]
