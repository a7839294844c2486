"""What is told of an article in every format of other programs.

In: articles, or hits with their passages.  Out: entries: plain text, no marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from search.settings import local

if TYPE_CHECKING:
    from corpus import Article
    from search.models import ArticleHit

# Between the passages of a hit.
_APART = " […] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as others name it. `text`: its teaser, or the passages found.

    `published`: in the time zone of the site, whose day is the one that is cited.
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
    return _entry(article, article.name, article.teaser, article.language)


def entry_of_hit(hit: ArticleHit) -> Entry:
    """Return what is told of a found article; a hit has no language, so it is taken for German."""
    passages = [snippet.text for section in hit.sections for snippet in section.snippets]
    return _entry(hit, hit.title.text, _APART.join(passages), "de")


def _entry(told: Article | ArticleHit, title: str, text: str, language: str) -> Entry:
    return Entry(
        id=told.id,
        title=title,
        authors=told.authors,
        agencies=told.agencies,
        source=told.source,
        published=local(told.published) if told.published else None,
        url=told.url,
        topics=told.topics,
        language=language,
        text=text,
    )
