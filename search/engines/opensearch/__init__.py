"""OpenSearch: the same index on many machines. The door of the package."""

from search.engines.opensearch.engine import OpenSearchEngine, open_cluster

__all__ = ["OpenSearchEngine", "open_cluster"]
