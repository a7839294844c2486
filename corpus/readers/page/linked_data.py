"""Find the article among what a page tells programs as JSON-LD.

In: a page's source.  Out: the object that describes the article, those it refers to put in their
place.  Half of such data is written by templates that nobody reads: it may stand in a comment, hold
a comma too many or be several objects in a row, and it is read as far as it can be.
Source: https://www.w3.org/TR/json-ld11/ and https://schema.org/NewsArticle
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice

from corpus.readers.topics import listed

_SCRIPT = re.compile(r"<script[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.I)
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|Review$|LiveBlog")
# Of these the day is that of the page, too.
_PAGE_TYPE = re.compile(r"WebPage|HowTo|Recipe|CreativeWork|Episode")
MAX_NODES = 2000
MAX_SCRIPTS = 200
MAX_OBJECTS = 20
# What is put around data for browsers that do not know scripts, or XML.
_OPENED = re.compile(r"[\s/*]{0,20}(?:<!\[CDATA\[|<!--)[\s/*]{0,20}")
_CLOSED = re.compile(r"[\s/*;]{0,20}(?:\]\]>|-->)[\s/*]{0,20}$")
END_CHARS = 60
# A comma before a bracket that closes, and escapes that JSON does not know.
_MISTAKE = re.compile(r",(?=\s{0,200}[}\]])|\\(?![\"\\/bfnrtu])")
# These may refer to an object that holds the name.
_REFERRING = ("author", "creator")
Json = dict[str, object]


def article_node(source: str) -> Json:
    """Return the JSON-LD object that describes the article, or {}."""
    best: Json = {}
    dated: Json = {}
    known: dict[str, Json] = {}
    for node in _nodes(source):
        if isinstance(name := node.get("@id"), str) and "name" in node:
            known.setdefault(name, node)
        kinds = " ".join(map(str, listed(node.get("@type"))))
        if _ARTICLE_TYPE.search(kinds) and len(node) > len(best):
            best = node
        elif _PAGE_TYPE.search(kinds) and node.get("datePublished"):
            dated = dated or {"datePublished": node["datePublished"]}
    found = best if best.get("datePublished") else dated | best
    return found | {key: _resolved(found[key], known) for key in _REFERRING if key in found}


def _resolved(value: object, known: dict[str, Json]) -> object:
    """Return a value, or a list of such, in which references are what they refer to."""
    if isinstance(value, list):
        return [_resolved(one, known) for one in value if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value:
        return known.get(str(value.get("@id")), value)
    return value


def _nodes(source: str) -> Iterator[Json]:
    """Yield the objects that may describe a page, at most MAX_NODES."""
    seen = 0
    for opening in islice(_SCRIPT.finditer(source), MAX_SCRIPTS):
        end = source.find("</script", opening.end())
        if end < 0:
            return
        pending = _parsed(source[opening.end() : end])
        while pending and seen < MAX_NODES:
            node = pending.pop(0)
            seen += 1
            if isinstance(node, list):
                pending += node[:MAX_NODES]
            elif isinstance(node, dict):
                yield node
                pending += [node.get("@graph"), node.get("mainEntity")]


def _parsed(text: str) -> list[object]:
    """Return what a script holds: one value, several in a row, or none that can be read."""
    text = text.strip()
    if opened := _OPENED.match(text):
        text = text[opened.end() :]
        text = text[:-END_CHARS] + _CLOSED.sub("", text[-END_CHARS:])
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    return _values(text) or _values(_MISTAKE.sub("", text))


def _values(text: str) -> list[object]:
    found: list[object] = []
    decoder = json.JSONDecoder(strict=False)
    start = 0
    while start < len(text) and len(found) < MAX_OBJECTS:
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        found.append(value)
        while end < len(text) and (text[end].isspace() or text[end] in ",;"):
            end += 1
        start = end
    return found
