"""Read what a page says about its article: JSON-LD first, `meta` second, the page's text last.

In: the JSON-LD scripts of a page and its tree.  Out: an Article without text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from corpus.models import Article
from corpus.readers.boilerplate import split_agencies
from corpus.readers.decoding import clean_line

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|ClaimReview)$")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_BY = re.compile(r"^(?:von|by|autor(?:in)?:?|interview:|text:)\s+", re.I)


def read_metadata(page: BeautifulSoup, scripts: list[str], article_id: str) -> Article:
    """Return the article's metadata; `article_id` serves unless the page has a canonical URL."""
    facts = next(_articles(scripts), {})
    meta = _meta(page)
    canonical = page.find("link", rel="canonical")
    url = _string(canonical.get("href")) if canonical else ""
    url = url or meta.get("og:url", "") or _string(facts.get("url"))
    authors = _names(facts.get("author")) or _split_names(meta.get("author", ""))
    agencies = tuple(dict.fromkeys(a for author in authors for a in _agency(author)))
    return Article(
        id=article_id,
        title=_title(page, facts, meta),
        teaser=clean_line(
            _string(facts.get("description")) or meta.get("og:description", "")
            or meta.get("description", "")
        ),
        authors=tuple(author for author in authors if not _agency(author)),
        agencies=agencies,
        source=_source(facts, meta, url),
        url=url if urlsplit(url).scheme in ("http", "https") else "",
        published=_date(facts.get("datePublished")) or _date(meta.get("article:published_time"))
        or _date(meta.get("date")) or _time(page),
        modified=_date(facts.get("dateModified")) or _date(meta.get("article:modified_time")),
        language="de",
        topics=_topics(facts, meta),
        free=str(facts.get("isAccessibleForFree", "true")).lower() != "false",
    )  # fmt: skip


def _articles(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """Yield every JSON-LD object that is an article, also from lists and @graph."""
    for script in scripts:
        try:
            pending: list[Any] = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        for item in pending:
            if isinstance(item, list):
                pending.extend(item)
            elif isinstance(item, dict):
                kinds = item.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(n, str) and _ARTICLE_TYPES.search(n) for n in names):
                    yield item
                pending += [v for k in ("@graph", "mainEntity", "mainEntityOfPage")
                            if isinstance(v := item.get(k), dict | list)]  # fmt: skip


def _meta(page: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in page.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), clean_line(content))
    return found


def _string(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id") or ""
    return clean_line(BeautifulSoup(value, "lxml").get_text()) if isinstance(value, str) and "<" in value else (
        clean_line(value) if isinstance(value, str) else ""
    )


def _title(page: BeautifulSoup, facts: dict[str, Any], meta: dict[str, str]) -> str:
    headline = _string(facts.get("headline"))
    heads = [clean_line(h.get_text(" ")) for h in page.find_all("h1")]
    heads = [head for head in heads if len(head) > 10]
    social = meta.get("og:title", "")
    if len(heads) == 1 and (not headline or _overlap(heads[0], headline) > 0.5):
        return heads[0] if not headline or headline not in heads[0] else headline
    if headline:
        return headline
    if social:
        return _SITE_SUFFIX.sub("", social)
    if heads:
        return heads[0]
    return _SITE_SUFFIX.sub("", clean_line(page.title.get_text())) if page.title else ""


def _overlap(a: str, b: str) -> float:
    left, right = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return len(left & right) / max(1, min(len(left), len(right)))


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = [name for item in items if item for name in _split_names(_string(item))]
    return list(dict.fromkeys(names))


def _split_names(text: str) -> list[str]:
    if text.startswith("http"):
        return []
    parts = re.split(r"\s*(?:,|;|\bund\b|/|&)\s*", _BY.sub("", text))
    return [part for part in parts if 1 < len(part) < 80]


def _agency(author: str) -> tuple[str, ...]:
    """Return the agencies if an author is one ("dpa", "Deutsche Presse-Agentur")."""
    if "presse-agentur" in author.lower():
        return ("dpa",)
    return split_agencies(author) if len(author.split()) <= 2 else ()


def _source(facts: dict[str, Any], meta: dict[str, str], url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    publisher = _string(facts.get("publisher"))
    return publisher or meta.get("og:site_name", "") or host


def _topics(facts: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    values: list[str] = []
    for value in (facts.get("articleSection"), meta.get("article:section"), facts.get("keywords"),
                  meta.get("news_keywords"), meta.get("keywords")):  # fmt: skip
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                values += [clean_line(part) for part in item.split(",")]
    return tuple(dict.fromkeys(value for value in values if 0 < len(value) <= 60))[:30]


def _date(value: object) -> datetime | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = value.strip().replace("Z", "+00:00")
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)
    try:
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


def _time(page: BeautifulSoup) -> datetime | None:
    return next((d for tag in page.find_all("time") if (d := _date(tag.get("datetime")))), None)
