"""Download the new articles of feeds and sitemaps into a folder that the index reads.

In: addresses of feeds (RSS, Atom) and sitemaps.  Out: one web archive a page, and a report of what
was fetched, refused and why.  Nothing else in `corpus` opens a connection.
"""

from corpus.fetch.addresses import RefusedError, usable_address
from corpus.fetch.run import FetchOptions, FetchReport, fetch_articles
from corpus.fetch.state import FolderBusyError
from corpus.fetch.transport import FailedError, Transport

__all__ = [
    "FailedError",
    "FetchOptions",
    "FetchReport",
    "FolderBusyError",
    "RefusedError",
    "Transport",
    "fetch_articles",
    "usable_address",
]
