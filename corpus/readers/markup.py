"""Parse the XML of feeds and wires without its dangers.

In: decoded text.  Out: a tree of elements.  A document that declares entities is refused: they
are how a small file becomes gigabytes or reads others.  A DTD may be named (NITF names one) but is
never loaded, nor is anything from the network.  HTML's own entities, which feeds use without
declaring them, are read.  Source: https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from html.entities import html5
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import UnreadableArticleError
from corpus.readers.decoding import clean

Element = Any  # lxml publishes no types
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY_DECLARATION = re.compile(r"<!ENTITY\b", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.I)
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# "Kunst & Kultur", "?a=1&b=2": as programs write that know nothing of XML.
_BARE = re.compile(r"&(?!#?\w{1,31};)")
_PREDEFINED = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def parse_xml(text: str) -> Element:
    """Return the root element.

    Raises: UnreadableArticleError if it declares entities, nests beyond libxml2's limit of 256
    or is not well-formed.
    """
    if _DOCTYPE.search(text) and _ENTITY_DECLARATION.search(text):
        raise UnreadableArticleError("declares XML entities, which are never read")
    plain = _REFERENCE.sub(_html_entity, _ILLEGAL.sub("", _DECLARATION.sub("", text, count=1)))
    try:
        return _parse(plain)
    except (etree.XMLSyntaxError, ValueError) as error:
        if _BARE.search(plain):
            try:
                return _parse(_BARE.sub(lambda found: found[0].replace("&", "&amp;"), plain))
            except (etree.XMLSyntaxError, ValueError):
                pass
        raise UnreadableArticleError(f"not well-formed XML ({error})") from error


def _parse(text: str) -> Element:
    """Return the root element. Raises: XMLSyntaxError, ValueError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    return etree.fromstring(text.strip().encode("utf-8"), parser)


def _html_entity(found: re.Match[str]) -> str:
    name = found[1]
    if name in _PREDEFINED or name not in html5:
        return found[0]
    return html.escape(html5[name])


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def space_of(element: Element) -> str:
    """Return an element's namespace, "" if it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def below(element: Element, *path: str) -> list[Element]:
    """Return the elements reached by these names, step by step, whatever their namespace."""
    found = [element]
    for name in path:
        found = [child for one in found for child in one if name_of(child) == name]
    return found


def anywhere(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of this name below an element, in document order."""
    return (one for one in element.iter() if name_of(one) == name)


def text_of(element: Element | None) -> str:
    """Return all text in an element as one clean line; "" for None."""
    return clean("".join(element.itertext())) if element is not None else ""


def first_text(element: Element, *path: str) -> str:
    """Return the first text that is not empty among the elements of a path."""
    return next((text for one in below(element, *path) if (text := text_of(one))), "")


def as_html(
    element: Element, rename: Mapping[str, str], skipped: Collection[str], private: re.Pattern[str]
) -> str:
    """Write an element's content as HTML.

    Namespaces go, elements are renamed, those skipped by name or whose class or role is private
    leave no trace.
    """
    parts: list[str] = [html.escape(element.text or "")]
    for child in element:
        name = rename.get(name_of(child), name_of(child))
        marks = f"{child.get('class', '')} {child.get('role', '')} {child.get('id', '')}"
        if name and name not in skipped and not private.search(marks):
            anchor = child.get("id")
            opening = f'{name} id="{html.escape(anchor)}"' if anchor else name
            if name == "a":
                opening += ' href="#"'
            parts.append(f"<{opening}>{as_html(child, rename, skipped, private)}</{name}>")
        parts.append(html.escape(child.tail or ""))
    return "".join(parts)
