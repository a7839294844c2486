"""Results as JSON: one shape for the command line and for programs that ask the site.

In: results, articles.  Out: plain values and moments, and their text.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from search.models import ArticleHit, SearchResults, SectionResults
from search.settings import zoned

if TYPE_CHECKING:
    from corpus import Article


def json_text(value: object) -> str:
    """Return a value as JSON in one line; moments as RFC 3339, with their zone."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def article_dict(article: Article) -> dict[str, object]:
    """Return an article in the shape of `fundstelle show --format json`."""
    return {**article.to_dict(), "published": article.published, "modified": article.modified}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return zoned(value).isoformat()
    raise TypeError(type(value).__name__)


def hit_dict(hit: ArticleHit) -> dict[str, object]:
    """Return a hit in the shape of `fundstelle search --format jsonl`."""
    return {
        "rank": hit.rank,
        "id": hit.id,
        "title": hit.title.text,
        "source": hit.source,
        "published": hit.published,
        "url": hit.url,
        "score": round(hit.score, 4),
        "sections": [
            {
                "id": section.id,
                "heading": section.heading.text,
                "anchor": section.anchor,
                "score": round(section.score, 4),
                "snippets": [
                    {"text": s.text, "marks": [list(mark) for mark in s.marks]}
                    for s in section.snippets
                ],
            }
            for section in hit.sections
        ],
        "copies": [asdict(copy) for copy in hit.copies],
        "why": [reason._asdict() for reason in hit.why],
        "missing": list(hit.missing),
    }


def results_dict(results: SearchResults | SectionResults) -> dict[str, object]:
    """Return a whole result; one of articles also has totals, ways out and facets."""
    told: dict[str, object] = {
        "query": results.request.text,
        "described": results.described,
        "notes": list(results.notes),
        "seconds": round(results.seconds, 4),
        "hits": [hit_dict(hit) for hit in results.hits],
    }
    if isinstance(results, SectionResults):
        return told
    return {
        **told,
        "articles": results.articles,
        "sections": results.sections,
        "copies": results.copies,
        "ways_out": [
            {"way": w.way, "label": w.label, "query": w.request.text, "articles": w.articles}
            for w in results.ways_out
        ],
        "facets": {
            name: [{"value": v.value, "articles": v.articles} for v in values]
            for name, values in results.facets.items()
        },
    }
