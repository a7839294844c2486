"""What is told of an article in every format of other programs.

In: articles, or hits with their passages.  Out: entries: plain text, no marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from search.settings import SITE_ZONE

if TYPE_CHECKING:
    from corpus import Article
    from search.models import ArticleHit

# Between the passages of a hit.
_APART = " […] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as others name it. `text`: its teaser, or the passages found.

    `published`: with a time zone, that of the site where the source gave none.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    source: str
    published: datetime | None
    url: str
    topics: tuple[str, ...]
    language: str
    text: str


def entry_of_article(article: Article) -> Entry:
    """Return what is told of a stored article."""
    return Entry(
        id=article.id,
        title=article.title or article.id,
        authors=article.authors,
        agencies=article.agencies,
        source=article.source,
        published=_with_zone(article.published),
        url=article.url,
        topics=article.topics,
        language=article.language,
        text=article.teaser,
    )


def entry_of_hit(hit: ArticleHit) -> Entry:
    """Return what is told of a found article."""
    passages = [snippet.text for section in hit.sections for snippet in section.snippets]
    return Entry(
        id=hit.id,
        title=hit.title.text or hit.id,
        authors=hit.authors,
        agencies=hit.agencies,
        source=hit.source,
        published=_with_zone(hit.published),
        url=hit.url,
        topics=hit.topics,
        language="de",
        text=_APART.join(passages),
    )


def _with_zone(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=ZoneInfo(SITE_ZONE))
