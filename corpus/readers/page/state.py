"""Find the text that a page holds only for its scripts, and make markup of it.

In: the source of a page whose elements show no text.  Out: markup that reads like a page.  Sites
made with Next.js, Nuxt or the like may send their article as data, from which a script makes the
page: objects of what kind ever, in whose strings, in reading order, the article stands.
Source: https://nextjs.org/docs and https://nuxt.com/docs (payload of a page)
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice

MAX_SCRIPTS = 200
MAX_VALUES = 200_000
MAX_DEPTH = 60
MAX_SOURCE_CHARS = 4_000_000
MAX_TRIES = 40
MAX_LITERALS = 20_000
MAX_NAME_CHARS = 40
MIN_DATA_CHARS = 500
# Shorter strings are names, addresses and settings unless they are called a text.
MIN_WORDS = 8
_SCRIPT = re.compile(r"<script\b[^>]{0,500}>", re.I)
# What a script calls with data, or sets to it: "self.__next_f.push([1, …])", "window.state = {…}".
_DATA = re.compile(r"(?:[=(]|^)\s{0,20}(?=[\[{])")
# One that does not end takes all that follows, so that nothing is looked at twice.
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.S)
_TAG = re.compile(r"</?(?:p|h[2-6]|ul|li|br|strong|em|div)\b[^<>]{0,500}>", re.I)
_HEADING = re.compile(r"cross-?head|head(?:ing|line)|sub-?(?:title|head)|zwischen|\bh[2-6]\b", re.I)
_AUTHOR = re.compile(r"authors?|autor(?:en)?|bylines?|creators?", re.I)
_BORDER = re.compile(r'<div class="[\w-]*">|</div>')
_NO_NAME = re.compile(r"[^\w-]")
_TEXT_KEY = re.compile(
    r"text|value|content|html|children|body|paragraph|title|head|excerpt|teaser|intro|summary", re.I
)


def text_in_state(source: str) -> str:
    """Return the strings of a page's data as markup, each object an element; "" if there is none.

    Which of them are the article is for the readers of pages to find.
    """
    if len(source) > MAX_SOURCE_CHARS:
        return ""
    found: list[str] = []
    budget = iter(range(MAX_VALUES))
    tries = iter(range(MAX_TRIES))
    for opening in islice(_SCRIPT.finditer(source), MAX_SCRIPTS):
        end = source.find("</script", opening.end())
        if end < 0:
            break
        script = source[opening.end() : end]
        if "ld+json" in opening[0] or len(script) < MIN_DATA_CHARS:
            continue
        for value in [*_values(script, tries)] or _literals(script):
            found += _markup(value, "", budget, 0)
    return "".join(_once(found))


def _once(pieces: list[str]) -> Iterator[str]:
    """Yield borders, and of texts those that were not there yet: stores keep some twice."""
    seen: set[str] = set()
    for piece in pieces:
        if piece not in seen:
            yield piece
        if not _BORDER.fullmatch(piece):
            seen.add(piece)


def _values(script: str, tries: Iterator[int]) -> Iterator[object]:
    """Yield the lists and objects that a script holds. `tries`: yields once for each try."""
    decoder = json.JSONDecoder(strict=False)
    start = 0
    while (found := _DATA.search(script, start)) and next(tries, None) is not None:
        try:
            value, start = decoder.raw_decode(script, found.end())
        except (ValueError, RecursionError):
            start = found.end() + 1
            continue
        if value:
            yield value


def _literals(script: str) -> Iterator[object]:
    """Yield the strings with markup in a script that is no JSON."""
    for literal in islice(_LITERAL.finditer(script), MAX_LITERALS):
        try:
            text = json.loads(literal[0], strict=False)
        except ValueError:
            continue
        if len(text) >= MIN_DATA_CHARS and _TAG.search(text):
            yield text


def _markup(value: object, key: str, budget: Iterator[int], depth: int) -> Iterator[str]:
    if next(budget, None) is None or depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        # Data within data is said in strings.
        inner = next(_values(value, iter((0,))), None) if value[:1] in {"{", "["} else None
        yield from _markup(inner, key, budget, depth + 1) if inner else [_string(value, key)]
    elif isinstance(value, list):
        yield _opening(key)
        for one in value:
            yield from _markup(one, key, budget, depth + 1)
        yield "</div>"
    elif isinstance(value, dict):
        kind = " ".join(str(value.get(name)) for name in ("type", "kind", "tag", "__typename"))
        inner = "heading" if _HEADING.search(kind) else ""
        if _AUTHOR.fullmatch(key) and isinstance(name := value.get("name"), str):
            yield f'<p class="author">{html.escape(name)}</p>'
            return
        yield _opening(key)
        for name, one in value.items():
            yield from _markup(one, inner or str(name), budget, depth + 1)
        yield "</div>"


def _opening(key: str) -> str:
    """Return the beginning of an element that is named as the data are: "related" is furniture."""
    return f'<div class="{_NO_NAME.sub("", key)[:MAX_NAME_CHARS]}">'


def _string(text: str, key: str) -> str:
    if _TAG.search(text):
        return f"<div>{text}</div>"
    if not _TEXT_KEY.search(key) or "://" in text:
        return ""
    if key == "heading":
        return f"<h2>{html.escape(text)}</h2>" if " " in text else ""
    return f"<p>{html.escape(text)}</p>" if text.count(" ") >= MIN_WORDS else ""
