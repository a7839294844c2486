"""From an article to its section documents: the unit of the index is the section.

In: an article of the store with its revision.  Out: one document a section.
Section 0 is the lead with title and teaser; a phrase never reaches over the border of two blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from corpus import Article, ArticleStore
from corpus.copies import noted
from search.analysis import (
    NO_OVERRIDES,
    Overrides,
    address_key,
    analyzer_version,
    overrides_version,
)
from search.engines.base import DocumentSource, SectionDocument
from search.models import NO_AGENCY
from search.settings import zoned

# Raise with every change of what a section document holds: indexes made before are then rebuilt.
DOCUMENT_VERSION = 4


def index_stamp(overrides: Overrides = NO_OVERRIDES) -> str:
    """Return what the meaning of an index depends on; another stamp asks for a rebuild."""
    versions = (f"sections-{DOCUMENT_VERSION}", analyzer_version(), overrides_version(overrides))
    return " ".join(filter(None, versions))


def timestamp(moment: datetime | None) -> int | None:
    """Return seconds since 1970 UTC; a time without zone is the site's."""
    return int(zoned(moment).timestamp()) if moment else None


def section_documents(article: Article, revision: int) -> list[SectionDocument]:
    """Return the documents of an article, numbered from 0."""
    published = timestamp(article.published)
    documents = []
    for number, section in enumerate(article.sections):
        head = (article.title, article.teaser) if number == 0 else (section.heading,)
        texts = {"text": _blocks(*head, *section.paragraphs)}
        if number == 0:
            texts |= {"title": _blocks(article.title), "author": _blocks(*article.authors)}
        documents.append(
            SectionDocument(
                article_id=article.id,
                revision=revision,
                number=number,
                texts=texts,
                published=published,
                keywords=_keywords(article) if number == 0 else {},
            )
        )
    return documents


def documents_of(store: ArticleStore, notes: Path | None = None) -> DocumentSource:
    """Return where the documents of the articles of a store come from.

    `notes`: a folder for what grouping needs of them, see `corpus.copies.noted`.
    """
    return DocumentSource(
        function=f"{__name__}:{stored_documents.__name__}",
        arguments={"path": str(store.path), "shelf": store.shelf},
        once={"notes": str(notes)} if notes else {},
    )


def stored_documents(
    article_ids: Sequence[str], path: str, shelf: str, notes: str = ""
) -> Iterator[list[SectionDocument]]:
    """Yield the documents of each live article of a store that is named, by ascending id."""
    with ArticleStore(Path(path), shelf, read_only=True) as store:
        articles = store.articles(article_ids)
        for revision, article in noted(articles, Path(notes)) if notes else articles:
            yield section_documents(article, revision)


def _blocks(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _keywords(article: Article) -> dict[str, tuple[str, ...]]:
    return {
        "source": (article.source,) if article.source else (),
        "topic": tuple(topic for topic in article.topics if topic),
        "agency": tuple(agency for agency in article.agencies if agency) or (NO_AGENCY,),
        "place": (article.dateline,) if article.dateline else (),
        "link": (key,) if (key := address_key(article.url)) else (),
    }
