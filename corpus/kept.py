"""An article in the form in which the store keeps it: its JSON, and what is asked of it unread.

In: an article.  Out: bytes that any process may carry to the store without looking into them.
To write an article as JSON and to hash it is most of the work of storing it: done where it was
read, it is done on every core.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from typing import Self

from corpus.models import Article, Section, article_from_dict, epoch_seconds

# An issue may bear the date of the next day. A later one is a mistake, or says "for ever": it would
# be the newest article until then.
AHEAD_S = 2 * 24 * 60 * 60
# A long book has as many; nobody writes an article of so many.
MAX_TEXT_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article as JSON. `content`: `Article.to_json` as UTF-8; `fingerprint`: its SHA-256 in hex.

    `published`: seconds since 1970 UTC. `doubt`: what of the article was left out, in words.
    """

    id: str
    published: int | None
    fingerprint: str
    content: bytes
    doubt: str = ""

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the form to keep. Raises UnicodeEncodeError for text that is no Unicode."""
        # Hashed and kept is one and the same text: to write it twice took a third of all reading.
        content = article.to_json().encode()
        fingerprint = hashlib.sha256(content).hexdigest()
        return cls(article.id, epoch_seconds(article.published), fingerprint, content)

    @classmethod
    def just_read(cls, article: Article) -> Self:
        """Return the same, without dates that have not come yet and the end of an endless text.

        Raises UnicodeEncodeError.
        """
        short = _shortened(article)
        kept = cls._believed(short)
        if short is article:
            return kept
        cut = f"text of {article.id} beyond {MAX_TEXT_CHARS:,} characters"
        return replace(kept, doubt="; ".join(filter(None, (kept.doubt, cut))))

    @classmethod
    def _believed(cls, article: Article) -> Self:
        latest = time.time() + AHEAD_S
        dates = article.published, article.modified
        late = {moment for moment in dates if moment and (epoch_seconds(moment) or 0) > latest}
        if not late:
            return cls.of(article)
        published, modified = (None if moment in late else moment for moment in dates)
        kept = cls.of(replace(article, published=published, modified=modified))
        told = " and ".join(sorted({f"{moment:%Y-%m-%d}" for moment in late}))
        return replace(kept, doubt=f"{told} as date of {article.id}: that day has not come yet")

    def article(self) -> Article:
        """Return the article."""
        return article_from_dict(json.loads(self.content))


def _shortened(article: Article) -> Article:
    """Return the article with as many of its sections and paragraphs as fit; itself if all do."""
    room = MAX_TEXT_CHARS - sum(map(_size, article.sections))
    if room >= 0:
        return article
    sections = list(article.sections)
    while len(sections) > 1 and room + _size(sections[-1]) <= 0:
        room += _size(sections.pop())
    paragraphs = list(sections[-1].paragraphs)
    while paragraphs and room + len(paragraphs[-1]) <= 0:
        room += len(paragraphs.pop())
    if paragraphs and room < 0:
        paragraphs[-1] = paragraphs[-1][:room]
    sections[-1] = replace(sections[-1], paragraphs=tuple(paragraphs))
    return replace(article, sections=tuple(sections))


def _size(section: Section) -> int:
    return len(section.heading) + sum(map(len, section.paragraphs))
