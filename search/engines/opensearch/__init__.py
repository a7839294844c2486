"""OpenSearch: the same index on many machines. The door of the package."""

from search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
