"""From the engine's numbers to values that can be shown: hits with texts, copies, facet values.

In: engine hits, articles of the store, markers.  Out: the values of `search/models.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus import Article, ArticleStore
from search.engines.base import EngineHit
from search.models import ArticleHit, CopyHit, FacetValue, SectionHit
from search.results import Marker, snippets
from search.versions import copy_hit


def copies_of(store: ArticleStore, hit: EngineHit) -> tuple[CopyHit, ...]:
    """Return what is folded into a hit."""
    return tuple(copy_hit(article) for article in map(store.get, hit.copies) if article)


def article_hit(
    hit: EngineHit,
    article: Article,
    rank: int,
    text: Marker,
    title: Marker,
    copies: tuple[CopyHit, ...],
) -> ArticleHit:
    """Return a found article with its marked title and the snippets of its best sections."""
    sections = []
    for number, score in hit.sections:
        section = article.sections[number]
        head = (article.teaser,) if number == 0 and article.teaser else ()
        sections.append(
            SectionHit(
                id=f"{article.id}#{number}",
                number=number,
                heading=text.snippet(section.heading),
                anchor=section.anchor,
                score=score,
                snippets=snippets((*head, *section.paragraphs), text),
            )
        )
    return ArticleHit(
        rank=rank,
        id=article.id,
        title=title.snippet(article.title),
        source=article.source,
        published=article.published,
        url=article.url,
        authors=article.authors,
        agencies=article.agencies,
        topics=article.topics,
        free=article.free,
        score=hit.score,
        sections=tuple(sections),
        more_sections=hit.matching_sections - len(sections),
        copies=copies,
    )


def facet_values(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet: months newest first, others by number of articles."""
    facets = {}
    for name, values in counts.items():
        rows = [FacetValue(value=value, articles=count) for value, count in values.items()]
        if name == "month":
            rows.sort(key=lambda row: row.value, reverse=True)
        else:
            rows.sort(key=lambda row: (-row.articles, row.value))
        facets[name] = tuple(rows)
    return facets
