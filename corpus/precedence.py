"""Decide which of two texts of one article is kept.

In: the article that is kept and one that was read from another file, both with the same id.  Out:
whether the new one takes its place, and why not.  Agencies number their versions; a page is fuller
than the item of a feed that announced it; of two copies of a page the later one counts.
"""

from __future__ import annotations

from corpus.models import Article, epoch_seconds

# A text so much longer is the whole one, the other an excerpt, whatever their times say.
FULLER = 1.5


def refusal(new: Article, kept: Article) -> str:
    """Return why the kept text stays, for a person; "" if the new one takes its place."""
    if new.version != kept.version:
        if new.version > kept.version:
            return ""
        return f"version {new.version} of an article that is kept in version {kept.version}"
    letters, before = _letters(new), _letters(kept)
    if letters > FULLER * before:
        return ""
    if before > FULLER * letters:
        return "an excerpt of an article that is kept in full"
    written = epoch_seconds(new.modified or new.published)
    other = epoch_seconds(kept.modified or kept.published)
    if written and other and written != other:
        return "" if written > other else "an earlier text of an article that is kept"
    return "" if letters > before else "the same article as one that is kept"


def _letters(article: Article) -> int:
    return sum(len(text) for section in article.sections for text in section.paragraphs)
