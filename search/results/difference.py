"""Tell what one text has and another has not, sentence by sentence.

In: two articles.  Out: passages that both have, that are cut, that are added, in reading order.
Title, teaser and headings are compared like sentences. Text only; how it looks is the site's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from corpus import Article
from search.results.sentences import sentences


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
    """Return how to come from one text to another; what is cut stands before what is added."""
    before, after = list(_sentences(one)), list(_sentences(other))
    passages = []
    for kind, start, end, here, there in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            passages.append(Passage(change=Change.SAME, sentences=tuple(before[start:end])))
            continue
        if start < end:
            passages.append(Passage(change=Change.CUT, sentences=tuple(before[start:end])))
        if here < there:
            passages.append(Passage(change=Change.ADDED, sentences=tuple(after[here:there])))
    return tuple(passages)


def _sentences(article: Article) -> Iterator[str]:
    yield from filter(None, (article.title, article.teaser))
    for section in article.sections:
        if section.heading:
            yield section.heading
        for paragraph in section.paragraphs:
            yield from (paragraph[start:end] for start, end in sentences(paragraph))
