"""Read what news agencies send: NITF, NewsML-G2, ninjs. The door of this package.

In: the root element of XML, or parsed JSON.  Out: articles without what is meant for newsrooms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from corpus.readers.wires.newsml import NEWSML_ROOTS, read_newsml
    from corpus.readers.wires.ninjs import read_ninjs
    from corpus.readers.wires.nitf import read_nitf

__all__ = ["NEWSML_ROOTS", "read_newsml", "read_ninjs", "read_nitf"]

__getattr__ = opened(__name__, {
    "corpus.readers.wires.newsml": ("NEWSML_ROOTS", "read_newsml"),
    "corpus.readers.wires.ninjs": ("read_ninjs",),
    "corpus.readers.wires.nitf": ("read_nitf",),
})  # fmt: skip
