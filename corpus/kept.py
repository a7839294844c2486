"""An article in the form in which the store keeps it: its JSON, and what is asked of it unread.

In: an article.  Out: bytes that any process may carry to the store without looking into them.
To write an article as JSON and to hash it is most of the work of storing it: done where it was
read, it is done on every core.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Self

from corpus.models import Article, article_from_dict, epoch_seconds


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article as JSON. `content`: `Article.to_json` as UTF-8; `fingerprint`: its SHA-256 in hex.

    `published`: seconds since 1970 UTC.
    """

    id: str
    published: int | None
    fingerprint: str
    content: bytes

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the form to keep. Raises UnicodeEncodeError for text that is no Unicode."""
        # Hashed and kept is one and the same text: to write it twice took a third of all reading.
        content = article.to_json().encode()
        fingerprint = hashlib.sha256(content).hexdigest()
        return cls(article.id, epoch_seconds(article.published), fingerprint, content)

    def article(self) -> Article:
        """Return the article."""
        return article_from_dict(json.loads(self.content))


def in_hex(fingerprint: bytes | str) -> str:
    """Return a fingerprint as kept: its 32 bytes, or hex digits by versions before 3."""
    return fingerprint if isinstance(fingerprint, str) else fingerprint.hex()
