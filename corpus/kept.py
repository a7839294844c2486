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

from corpus.models import Article, article_from_dict, epoch_seconds

# An issue may bear the date of the next day. A later one is a mistake, or says "for ever": it would
# be the newest article until then.
AHEAD_S = 2 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article as JSON. `content`: `Article.to_json` as UTF-8; `fingerprint`: its SHA-256 in hex.

    `published`: seconds since 1970 UTC. `doubt`: what of the article was not believed, in words.
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
        """Return the same, without dates that have not come yet. Raises UnicodeEncodeError."""
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
