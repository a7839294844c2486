"""Make hits with texts and marks, marked articles and facet values of what an engine found.

In: engine hits, articles of the store, markers.  Out: the values of `search/models.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
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
from search.query import positive_leaves, words_apart
from search.query.plan import Plan
from search.results import Marker, Span, asked_words, asks_titles, disjoint, reasons, snippets
from search.results.versions import article_link


class Markers(NamedTuple):
    """The markers of one query, for texts and for titles.

    `asked`: the typed words of each leaf. `words`: those of which some may be missing, each with
    the numbers of its leaves.
    """

    text: Marker
    title: Marker
    asked: tuple[str, ...]
    words: tuple[tuple[str, range], ...]

    @classmethod
    def of(cls, plan: Plan, analyzer: Analyzer, query: str) -> Markers:
        """Return the markers of the positive leaves of a plan. `query`: the text it was made of."""
        leaves = tuple(positive_leaves(plan))
        text = Marker(leaves, analyzer)
        title = Marker(leaves, analyzer, title=True) if asks_titles(leaves) else text
        return cls(text, title, asked_words(leaves, query), tuple(words_apart(plan)))

    def missing(self, missed: Sequence[tuple[str, range]], more: Sequence[str]) -> tuple[str, ...]:
        """Return which of some words with their leaves are in none of some more texts either."""
        met = {span.leaf for spans in self.text.spans_of(more) for span in spans}
        words = [word for word, leaves in missed if word and met.isdisjoint(leaves)]
        return tuple(dict.fromkeys(words))


class Found(NamedTuple):
    """A found article: its place in the ranking from 1, the numbers of the engine, its text."""

    rank: int
    hit: EngineHit
    article: Article


def found_articles(store: ArticleStore, hits: Sequence[EngineHit], offset: int) -> list[Found]:
    """Return the hits whose articles are kept. `offset`: how many hits stand before them."""
    pairs = [(hit.article_id, hit.revision) for hit in hits]
    articles = store.get_many(pairs)
    return [
        Found(rank, hit, articles[pair])
        for rank, (hit, pair) in enumerate(zip(hits, pairs, strict=True), offset + 1)
        if pair in articles
    ]


def article_hits(
    store: ArticleStore, rows: Sequence[Found], markers: Markers, *, alone: bool = False
) -> Iterator[ArticleHit]:
    """Yield found articles with marks and the snippets of their best sections.

    `alone`: what else stands in an article does not count, each is here for one section.
    """
    titles = markers.title.spans_of([article.title for _, _, article in rows])
    blocks = [[_blocks(article, n) for n, _ in hit.sections] for _, hit, article in rows]
    texts = [text for of_hit in blocks for of_section in of_hit for _, text in of_section]
    spans = iter(markers.text.spans_of(texts))
    for (rank, hit, article), of_title, of_hit in zip(rows, titles, blocks, strict=True):
        marked = [[(*block, next(spans)) for block in of_section] for of_section in of_hit]
        found = _article_hit(
            rank, hit, article, of_title, marked, markers.asked, _copies(store, hit)
        )
        if markers.words:
            of_blocks = [block[2] for each in marked for block in each]
            met = {span.leaf for spans in (of_title, *of_blocks) for span in spans}
            missed = [one for one in markers.words if met.isdisjoint(one[1])]
            if missed:  # seldom, so that the whole article may be looked at
                more = () if alone else _unlisted(hit, article)
                found = found._replace(missing=markers.missing(missed, more))
        yield found


def _unlisted(hit: EngineHit, article: Article) -> list[str]:
    """Return the text of the sections of an article that are not among its best."""
    listed = {number for number, _ in hit.sections}
    others = [n for n in range(len(article.sections)) if n not in listed]
    return [text for number in others for _, text in _blocks(article, number)]


def _copies(store: ArticleStore, hit: EngineHit) -> tuple[ArticleLink, ...]:
    """Return what is folded into a hit."""
    return tuple(article_link(article) for article in map(store.get, hit.copies) if article)


def _blocks(article: Article, number: int) -> list[tuple[str | int, str]]:
    """Return the blocks of a section, each with its name in a `Reason`; the heading is first."""
    section = article.sections[number]
    blocks: list[tuple[str | int, str]] = [("heading", section.heading)]
    if number == 0 and article.teaser:
        blocks.append(("teaser", article.teaser))
    return blocks + list(enumerate(section.paragraphs))


def _article_hit(
    rank: int,
    hit: EngineHit,
    article: Article,
    titles: list[Span],
    blocks: list[list[tuple[str | int, str, list[Span]]]],
    asked: tuple[str, ...],
    copies: tuple[ArticleLink, ...],
) -> ArticleHit:
    """Return a found article; `blocks`: name, text and marks of each block of its best sections."""
    why = list(reasons(article.title, titles, asked, 0, "title"))
    sections = []
    for (number, score), of_section in zip(hit.sections, blocks, strict=True):
        for block, text, spans in of_section:
            if spans:  # few blocks have any
                why += reasons(text, spans, asked, number, block)
        (_, heading, spans), *paragraphs = of_section
        sections.append(
            SectionHit(
                id=f"{article.id}#{number}",
                number=number,
                heading=Snippet(text=heading, marks=disjoint(spans)),
                anchor=article.sections[number].anchor,
                score=score,
                snippets=snippets([(text, spans) for _, text, spans in paragraphs]),
            )
        )
    return ArticleHit(
        rank=rank,
        id=article.id,
        title=Snippet(text=article.name, marks=disjoint(titles)),
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
    marked = iter(markers.text.snippets(list(article.texts())))
    return MarkedArticle(
        article=article,
        title=markers.title.snippets([article.title])[0]._replace(text=article.name),
        teaser=next(marked),
        sections=tuple(
            MarkedSection(
                number=number,
                heading=next(marked),
                level=section.level,
                anchor=section.anchor,
                paragraphs=tuple(islice(marked, len(section.paragraphs))),
            )
            for number, section in enumerate(article.sections)
        ),
    )


def facet_values(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet: times newest first, others by number of articles."""
    facets = {}
    for name, values in counts.items():
        if name in ("month", "day"):
            rows = sorted(values.items(), reverse=True)
        else:
            rows = sorted(values.items(), key=lambda row: (-row[1], row[0]))
        facets[name] = tuple(map(FacetValue._make, rows))
    return facets
