"""Tell what one text has and another has not, sentence by sentence.

In: two articles.  Out: passages that both have, that are cut, that are added, in reading order.
Title, teaser and headings are compared like sentences. Text only; how it looks is the site's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article
from search.results.sentences import sentences as spans_of


class Change(StrEnum):
    """What became of a passage on the way from the first text to the second."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences in a row that share a fate; never empty."""

    change: Change
    sentences: tuple[str, ...]


def difference(one: Article, other: Article) -> tuple[Passage, ...]:
    """Return how to come from one text to another.

    Where as many sentences were added as cut, each stands beside the one it takes the place of.
    """
    # Imported here: a query must not pay for it.
    from difflib import SequenceMatcher

    before, after = list(_sentences(one)), list(_sentences(other))
    passages: list[Passage] = []
    for kind, start, end, here, there in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            passages.append(Passage(change=Change.SAME, sentences=tuple(before[start:end])))
            continue
        pairs = [(before[start:end], after[here:there])]
        if end - start == there - here:
            pairs = [([old], [new]) for old, new in zip(*pairs[0], strict=True)]
        for cut, added in pairs:
            passages += [
                Passage(change=change, sentences=tuple(sentences))
                for change, sentences in ((Change.CUT, cut), (Change.ADDED, added))
                if sentences
            ]
    return tuple(passages)


def _sentences(article: Article) -> Iterator[str]:
    yield from filter(None, (article.title, article.teaser))
    for section in article.sections:
        if section.heading:
            yield section.heading
        for paragraph in section.paragraphs:
            yield from (paragraph[start:end] for start, end in spans_of(paragraph))
