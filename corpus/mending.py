"""Take from the store the dates that have not come yet: version 0.1.0 kept them.

In: the store.  Out: each such article without them, as a revision, and what was left out in words.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from corpus.kept import AHEAD_S, KeptArticle
from corpus.models import ReadDoubt

if TYPE_CHECKING:
    from corpus.store import ArticleStore


def mend_dates(store: ArticleStore) -> list[ReadDoubt]:
    """Store anew, without its date, each live article published later than a day may be.

    Raises: StoreError, StoreDamagedError.
    """
    latest = int(time.time() + AHEAD_S)
    rows = store._all(
        "SELECT id, file FROM articles WHERE shelf = ? AND live AND published > ?", latest
    )
    if not rows:
        return []
    doubts = []
    with store.transaction():
        batch = store.batch([name for name, _ in rows])
        for name, file in rows:
            if article := store.get(name):
                text = KeptArticle.just_read(article)
                batch.put(text, file)
                doubts.append(ReadDoubt(file, text.doubt))
        batch.write()
    return doubts
