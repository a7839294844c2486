"""The door of the search package: open a service, index sources, and the values they exchange.

`open_service(index)` gives a `SearchService`; its `search(SearchRequest(text=…))` gives
`SearchResults`. `index_sources([folder], index=…)` builds or updates an index.
Each name is imported when it is first asked for, so that a command loads only what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from search.as_json import article_dict, json_text, results_dict
    from search.errors import FundstelleError, QueryError
    from search.german_numbers import german_count, german_number, german_percent, german_seconds
    from search.indexing import IndexReport
    from search.models import (
        NARROWINGS,
        NO_AGENCY,
        ArticleHit,
        ArticleLink,
        FacetValue,
        IndexInfo,
        MarkedArticle,
        MarkedSection,
        Narrowing,
        Reason,
        Rule,
        SearchRequest,
        SearchResults,
        SectionHit,
        SectionResults,
        Snippet,
        Sort,
        Suggestion,
        TellingNoun,
        Way,
        WayOut,
    )
    from search.opening import index_samples, index_sources, open_service
    from search.results import Change, Passage, changed_words
    from search.results import told as told_reasons
    from search.results.versions import Revision
    from search.service import SearchService

__all__ = [
    "NARROWINGS",
    "NO_AGENCY",
    "ArticleHit",
    "ArticleLink",
    "Change",
    "FacetValue",
    "FundstelleError",
    "IndexInfo",
    "IndexReport",
    "MarkedArticle",
    "MarkedSection",
    "Narrowing",
    "Passage",
    "QueryError",
    "Reason",
    "Revision",
    "Rule",
    "SearchRequest",
    "SearchResults",
    "SearchService",
    "SectionHit",
    "SectionResults",
    "Snippet",
    "Sort",
    "Suggestion",
    "TellingNoun",
    "Way",
    "WayOut",
    "article_dict",
    "changed_words",
    "german_count",
    "german_number",
    "german_percent",
    "german_seconds",
    "index_samples",
    "index_sources",
    "json_text",
    "open_service",
    "results_dict",
    "told_reasons",
]

__getattr__ = opened(__name__, {
    "search.as_json": ("article_dict", "json_text", "results_dict"),
    "search.german_numbers": ("german_count", "german_number", "german_percent", "german_seconds"),
    "search.errors": ("FundstelleError", "QueryError"),
    "search.indexing": ("IndexReport",),
    "search.models": (
        "NARROWINGS", "NO_AGENCY", "ArticleHit", "ArticleLink", "FacetValue", "IndexInfo",
        "MarkedArticle", "MarkedSection", "Narrowing", "Reason", "Rule", "SearchRequest",
        "SearchResults", "SectionHit", "SectionResults", "Snippet", "Sort", "Suggestion",
        "TellingNoun", "Way", "WayOut",
    ),
    "search.opening": ("index_samples", "index_sources", "open_service"),
    "search.results": ("Change", "Passage", "changed_words", "told as told_reasons"),
    "search.service": ("SearchService",),
    "search.results.versions": ("Revision",),
})  # fmt: skip
