"""Read feeds, in which an item is an article: RSS, Atom, JSON Feed. The door of this package.

In: the root element of XML, or parsed JSON.  Out: articles; doubts about dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from corpus.readers.feeds.feed import FEED_ROOTS, read_feed
    from corpus.readers.feeds.json_feed import is_json_feed, read_json_feed

__all__ = ["FEED_ROOTS", "is_json_feed", "read_feed", "read_json_feed"]

__getattr__ = opened(__name__, {
    "corpus.readers.feeds.feed": ("FEED_ROOTS", "read_feed"),
    "corpus.readers.feeds.json_feed": ("is_json_feed", "read_json_feed"),
})  # fmt: skip
