"""Read a saved web page, or a piece of one, into an article. The door of this package.

In: the decoded source.  Out: an article, or blocks (headings and paragraphs) of a piece of HTML.
`article.py` leads through the steps: `tree` and `blocks` make lines of the markup; `container`,
`boxes` and `wall` say which lines are the article's; `body` which of them are headings; `metadata`
and its neighbours what the page tells programs; `headline`, `teaser`, `byline`, `shown_date` and
`shown_topics` what it shows its readers. A parser is loaded when a page is read, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened

if TYPE_CHECKING:
    from corpus.readers.page.article import read_page
    from corpus.readers.page.fragment import fragment_text, plain_blocks, read_fragment
    from corpus.readers.page.source import is_whole

__all__ = ["fragment_text", "is_whole", "plain_blocks", "read_fragment", "read_page"]

__getattr__ = opened(__name__, {
    "corpus.readers.page.article": ("read_page",),
    "corpus.readers.page.fragment": ("fragment_text", "plain_blocks", "read_fragment"),
    "corpus.readers.page.source": ("is_whole",),
})  # fmt: skip
