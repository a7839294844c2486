"""Other versions of an article: its copies in other outlets, its own earlier revisions.

In: the article store.  Out: lists of versions, and how one text differs from another.
Searching finds the current text of an article only; this is the way to the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus import Article
from corpus.copies import CopyTable
from search.models import ArticleLink
from search.results import Passage, difference
from search.results.copies import ordered
from search.results.store_reader import StoreReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A kept text of an article. `stored`: when it was read (UTC); `fingerprint`: 64 hex digits."""

    number: int
    stored: datetime
    fingerprint: str
    title: str


class Versions:
    """Copies and revisions of the articles of one store.

    Every method raises IndexMissingError without a store, StoreError and StoreDamagedError.
    """

    def __init__(self, store: StoreReader, rule: str) -> None:
        self._store = store
        self._rule = rule

    def copies(self, article_id: str) -> tuple[ArticleLink, ...]:
        """Return the copies of an article in the order in which they are shown, without itself."""
        with self._store() as store:
            found = ordered(CopyTable(store).of(article_id), self._rule)
            articles = (store.get(copy.id) for copy in found if copy.id != article_id)
            return tuple(article_link(article) for article in articles if article)

    def against_copy(self, article_id: str, copy_id: str) -> tuple[Passage, ...] | None:
        """Return what a copy cut from an article and added to it; None if it is no copy of it."""
        with self._store() as store:
            group = {copy.id for copy in CopyTable(store).of(article_id)}
            one, other = store.get(article_id), store.get(copy_id)
            if copy_id not in group or one is None or other is None or article_id == copy_id:
                return None
            return difference(one, other)

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        """Return the kept texts of an article, oldest first; of a removed one, too."""
        with self._store() as store:
            return tuple(
                Revision(
                    number=number,
                    stored=datetime.fromisoformat(stored),
                    fingerprint=fingerprint,
                    title=(store.get(article_id, number) or Article(id=article_id)).name,
                )
                for number, stored, fingerprint in store.revisions(article_id)
            )

    def between_revisions(
        self, article_id: str, before: int, after: int
    ) -> tuple[Passage, ...] | None:
        """Return what changed from one revision to another; None if there is no such revision."""
        with self._store() as store:
            one, other = store.get(article_id, before), store.get(article_id, after)
            return difference(one, other) if one and other else None


def article_link(article: Article) -> ArticleLink:
    """Return what a list tells of an article."""
    return ArticleLink(
        id=article.id,
        title=article.name,
        source=article.source,
        published=article.published,
        url=article.url,
    )
