"""Make of a WordPress export (WXR) the feed it nearly is.

In: the root of an RSS document.  Out: if it is an export, its items are those that readers could
see, with paragraphs as WordPress shows them, names instead of logins and the site as the outlet.
Source: https://developer.wordpress.org/reference/functions/export_wp/ and …/functions/wpautop/
"""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]

from corpus.readers.markup import Element, below, first_text, name_of, space_of, text_of

_EXPORT_SPACE = "wordpress.org/export/"
_EXCERPT_SPACE = "/excerpt/"
# What a site is made of beside its articles; what plugins keep has such names too.
_NO_ARTICLES = re.compile(r"page|attachment|revision|product|.*[_-].*")
# Pictures and players with what is said of them; then the brackets alone, around text or not:
# they have a value or are closed, while "[sic]" is text.
_PICTURE = re.compile(
    r"\[(caption|wp_caption|gallery|embed|video|audio|playlist)\b[^\[\]]*\]"
    r"(?:(?:(?!\[/?\1\b).)*\[/\1\])?",
    re.S,
)
_SHORTCODE = re.compile(r"\[[a-z][\w-]*\s[^\[\]=]*=[^\[\]]*\]|\[/[a-z][\w-]*\]", re.I)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_NAMES = "p|div|h[1-6]|ul|ol|dl|table|blockquote|figure|section|pre"
_BLOCK = re.compile(rf"<!--|</?(?:{_NAMES}|hr)\b", re.I)
_BORDER = re.compile(rf"(?=<(?:{_NAMES})\b)|</(?:{_NAMES})>", re.I)


def make_feed(root: Element) -> str:
    """Change an export, and nothing else, into a feed; return what was left out, "" for nothing."""
    channel = next(iter(below(root, "channel")), None)
    if channel is None or not any(map(_is_own, channel)):
        return ""
    names = {}
    for one in [child for child in channel if _is_own(child) and name_of(child) == "author"]:
        names[first_text(one, "author_login")] = first_text(one, "author_display_name")
        channel.remove(one)
    etree.SubElement(channel, "publisher").text = first_text(channel, "title")
    unpublished = 0
    for item in list(below(channel, "item")):
        own = {name_of(child): text_of(child) for child in item if _is_own(child)}
        if _NO_ARTICLES.fullmatch(own.get("post_type", "post")):
            channel.remove(item)
        elif own.get("status", "publish") != "publish" or own.get("post_password"):
            channel.remove(item)
            unpublished += 1
        else:
            _make_item(item, names)
    return f"left out {unpublished} not published" if unpublished else ""


def _make_item(item: Element, names: dict[str, str]) -> None:
    for child in list(item):
        if _is_own(child):
            item.remove(child)
        elif name_of(child) == "creator":
            child.text = names.get(text_of(child)) or child.text
        elif name_of(child) == "encoded" and _EXCERPT_SPACE in space_of(child):
            child.tag = "summary"
        elif name_of(child) == "encoded":
            child.text = paragraphs_of(child.text or "")
        elif name_of(child) == "description":
            item.remove(child)  # always empty


def paragraphs_of(text: str) -> str:
    """Return the kept text of an article with the paragraphs that WordPress makes of it."""
    text = _SHORTCODE.sub("", _PICTURE.sub("\n\n", text.replace("\r\n", "\n")))
    text = _BORDER.sub(r"\g<0>\n\n", text)
    parts = [part.strip() for part in _PARAGRAPHS.split(text)]
    return "\n".join(
        part if _BLOCK.match(part) else "<p>" + part.replace("\n", "<br>") + "</p>"
        for part in parts
        if part
    )


def _is_own(element: Element) -> bool:
    space = space_of(element)
    return _EXPORT_SPACE in space and _EXCERPT_SPACE not in space
