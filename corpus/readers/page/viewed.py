"""Take back the source of a page out of a page that shows it.

In: the source of a page.  Out: the source that it shows if a browser's view of a source was saved,
else itself.
"""

from __future__ import annotations

import html
import re

# Chromium sets a line into a cell; Firefox all of it into one element.
_CELL = re.compile(r'<td class="line-content">(.*?)</td>', re.S)
_VIEW = re.compile(r'<body id="viewsource"[^>]{0,300}>(.*)', re.S)
_TAG = re.compile(r"<[^<>]{0,5000}>")
HEAD_CHARS = 4096


def shown_source(source: str) -> str:
    """Return the source of a page, be it shown by another page."""
    head = source[:HEAD_CHARS]
    if "line-content" in head and (lines := _CELL.findall(source)):
        return _text("\n".join(lines))
    if "viewsource" in head and (view := _VIEW.search(source)):
        return _text(view[1])
    return source


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))
