"""Cut from a page's source what is never text of the article, before it is parsed.

In: the decoded source.  Out: the source without scripts, styles, drawings and comments, which are
half of it.
"""

from __future__ import annotations

import re

CUT = ("script", "style", "svg", "noscript", "iframe", "template", "object")
# Of these something may be shown after all, where scripts do not run.
_UNSHOWN = ("noscript", "template")
# Some elements keep what they show in a template of their own.
_SHADOW = "template(?![^<>]{0,500}shadowroot)"
_OPENING, _OPENING_SHOWN = (
    re.compile("<(!--|(?:" + "|".join(names).replace("template", _SHADOW) + r")\b)", re.I)
    for names in (CUT, [name for name in CUT if name not in _UNSHOWN])
)
_CLOSING = {name: re.compile(f"</{name}", re.I) for name in CUT} | {"!--": re.compile("-->")}
_WHOLE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<\?xml-stylesheet[^>]{0,300}>\s*)?<(?:rss|feed|rdf:RDF)\b"
)
# Browsers read numeric references to C1 controls as Windows-1252.
_C1_REFERENCE = re.compile(r"&#(1[2-5]\d);")


def is_whole(text: str) -> bool:
    """Tell if a text is the source of a whole page."""
    return bool(_WHOLE.match(text))


def is_feed(text: str) -> bool:
    """Tell if a text is the source of a feed."""
    return bool(_FEED.match(text))


def cut_source(source: str, *, hidden: bool = False) -> str:
    """Return the source without the elements in CUT and without comments, in linear time.

    `hidden`: with those that are shown where scripts do not run.
    """
    opening = _OPENING_SHOWN if hidden else _OPENING
    parts: list[str] = []
    never: set[str] = set()
    start = 0
    while found := opening.search(source, start):
        name = found[1].lower()
        close = None if name in never else _CLOSING[name].search(source, found.end())
        parts.append(source[start : found.start()])
        start = found.end()
        if close is None:
            never.add(name)
            continue
        start = close.end()
        if name != "!--":
            start = source.find(">", start) + 1 or len(source)
        parts.append(" ")
    parts.append(source[start:])
    return _C1_REFERENCE.sub(_from_cp1252, "".join(parts))


def _from_cp1252(found: re.Match[str]) -> str:
    return bytes([int(found[1])]).decode("cp1252", "replace")
