"""From the engine's numbers to values that can be shown: hits with texts, copies, facet values.

In: engine hits, articles of the store, markers.  Out: the values of `search/models.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus import Article, ArticleStore
from search.analysis import Analyzer
from search.engines.base import EngineHit
from search.models import (
    ArticleHit,
    ArticleLink,
    FacetValue,
    MarkedArticle,
    MarkedSection,
    SectionHit,
    Snippet,
)
from search.query import Leaf
from search.results import Marker, asked_words, disjoint, reasons, snippets
from search.versions import article_link


class Markers(NamedTuple):
    """What looks for the words of one query in texts and in titles, and what each leaf asks for."""

    text: Marker
    title: Marker
    asked: tuple[str, ...]

    @classmethod
    def of(cls, leaves: Sequence[Leaf], analyzer: Analyzer) -> Markers:
        """Return the markers of the positive leaves of a plan."""
        text, title = Marker(leaves, analyzer), Marker(leaves, analyzer, title=True)
        return cls(text, title, asked_words(leaves))


def copies_of(store: ArticleStore, hit: EngineHit) -> tuple[ArticleLink, ...]:
    """Return what is folded into a hit."""
    return tuple(article_link(article) for article in map(store.get, hit.copies) if article)


def article_hit(
    hit: EngineHit,
    article: Article,
    rank: int,
    markers: Markers,
    copies: tuple[ArticleLink, ...],
) -> ArticleHit:
    """Return a found article with its marked title and the snippets of its best sections."""
    titles = markers.title.spans(article.title)
    why = list(reasons(article.title, titles, markers.asked, 0, "title"))
    sections = []
    for number, score in hit.sections:
        section = article.sections[number]
        heading = markers.text.spans(section.heading)
        why += reasons(section.heading, heading, markers.asked, number, "heading")
        blocks: list[tuple[str | int, str]] = list(enumerate(section.paragraphs))
        if number == 0 and article.teaser:
            blocks.insert(0, ("teaser", article.teaser))
        marked = [(text, markers.text.spans(text)) for _, text in blocks]
        for (block, text), (_, spans) in zip(blocks, marked, strict=True):
            why += reasons(text, spans, markers.asked, number, block)
        sections.append(
            SectionHit(
                id=f"{article.id}#{number}",
                number=number,
                heading=Snippet(text=section.heading, marks=disjoint(heading)),
                anchor=section.anchor,
                score=score,
                snippets=snippets(marked),
            )
        )
    return ArticleHit(
        rank=rank,
        id=article.id,
        title=Snippet(text=article.title, marks=disjoint(titles)),
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
        why=tuple(why),
    )


def marked_article(article: Article, markers: Markers) -> MarkedArticle:
    """Return a whole article with the words of a query marked."""
    marked = markers.text.snippet
    return MarkedArticle(
        article=article,
        title=markers.title.snippet(article.title),
        teaser=marked(article.teaser),
        sections=tuple(
            MarkedSection(
                number=number,
                heading=marked(section.heading),
                level=section.level,
                anchor=section.anchor,
                paragraphs=tuple(map(marked, section.paragraphs)),
            )
            for number, section in enumerate(article.sections)
        ),
    )


def facet_values(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet: months newest first, others by number of articles."""
    facets = {}
    for name, values in counts.items():
        if name == "month":
            rows = sorted(values.items(), reverse=True)
        else:
            rows = sorted(values.items(), key=lambda row: (-row[1], row[0]))
        facets[name] = tuple(map(FacetValue._make, rows))
    return facets
