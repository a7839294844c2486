"""Read pages out of the files that archives and browsers keep them in. The door of this package.

In: a stream of bytes.  Out: captures (address, bytes, declared encoding), the article of each; of a
ZIP file its members, each to be read by its own kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from corpus.readers.archives.capture import read_capture
    from corpus.readers.archives.saved import read_mhtml, read_webarchive
    from corpus.readers.archives.warc import read_warc
    from corpus.readers.archives.zipped import read_members

__all__ = ["read_capture", "read_members", "read_mhtml", "read_warc", "read_webarchive"]

__getattr__ = opened(__name__, {
    "corpus.readers.archives.capture": ("read_capture",),
    "corpus.readers.archives.saved": ("read_mhtml", "read_webarchive"),
    "corpus.readers.archives.warc": ("read_warc",),
    "corpus.readers.archives.zipped": ("read_members",),
})  # fmt: skip
