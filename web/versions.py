"""The other versions of an article on its page: copies, revisions, and what one of them changed.

In: an article id and the parameters `vergleich` (id of a copy) or `fassung` (number of a revision).
Out: lists with links, and one comparison. Without parameters nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from flask import url_for
from werkzeug.datastructures import MultiDict

from search import (
    ArticleLink,
    Change,
    Passage,
    QueryError,
    Revision,
    SearchService,
    Snippet,
    changed_words,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy with the links to it and to what it changed."""

    article: ArticleLink
    url: str
    changes: str
    compared: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept text with the link to what has changed since; the current one has none."""

    revision: Revision
    changes: str
    compared: bool


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage whose sentences have the words marked that make the change."""

    change: Change
    sentences: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class VersionsShown:
    """What the page shows; `passages` is None where nothing is compared."""

    copies: tuple[Copy, ...]
    revisions: tuple[Kept, ...]
    passages: tuple[ShownPassage, ...] | None


def versions_of(
    service: SearchService, article_id: str, values: MultiDict[str, str]
) -> VersionsShown:
    """Return copies and revisions of an article. Raises QueryError for a version it has not."""
    copy_id, number = values.get("vergleich", ""), values.get("fassung", "")
    copies = service.versions.copies(article_id)
    revisions = service.versions.revisions(article_id)
    passages = None
    if copy_id:
        passages = service.versions.against_copy(article_id, copy_id)
        if passages is None:
            raise QueryError("„vergleich“ nennt keine Kopie dieses Artikels.")
    elif number:
        known = [str(revision.number) for revision in revisions[:-1]]
        if number not in known:
            raise QueryError("„fassung“ nennt keine frühere Fassung dieses Artikels.")
        last = revisions[-1].number
        passages = service.versions.between_revisions(article_id, int(number), last)
    query = values.get("q", "")
    return VersionsShown(
        copies=tuple(
            Copy(
                article=copy,
                url=_url(copy.id, q=query),
                changes=_url(article_id, q=query, vergleich=copy.id, _anchor="unterschiede"),
                compared=copy.id == copy_id,
            )
            for copy in copies
        ),
        revisions=tuple(
            Kept(
                revision=revision,
                changes=_url(
                    article_id, q=query, fassung=str(revision.number), _anchor="unterschiede"
                )
                if revision is not revisions[-1]
                else "",
                compared=not copy_id and str(revision.number) == number,
            )
            for revision in revisions
        ),
        passages=None if passages is None else tuple(_shown(passages)),
    )


def _shown(passages: tuple[Passage, ...]) -> Iterator[ShownPassage]:
    """Yield passages; of a sentence in the place of another the words that differ are marked."""
    added: tuple[Snippet, ...] = ()
    for passage, follows in zip_longest(passages, passages[1:]):
        sentences = added or tuple(Snippet(text=text) for text in passage.sentences)
        added = ()
        replaced = passage.change is Change.CUT and follows and follows.change is Change.ADDED
        if replaced and len(sentences) == len(follows.sentences) == 1:
            before, after = changed_words(sentences[0].text, follows.sentences[0])
            sentences, added = (before,), (after,)
        yield ShownPassage(passage.change, sentences)


def _url(article_id: str, **values: str) -> str:
    given = {name: value for name, value in values.items() if value}
    return url_for("pages.article", article_id=article_id, **given)  # type: ignore[arg-type]
