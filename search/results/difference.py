"""Tell what one text has and another has not, sentence by sentence.

In: two articles.  Out: passages that both have, that are cut, that are added, in reading order.
Title, teaser and headings are compared like sentences. Text only; how it looks is the site's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article
from search.analysis import token_spans
from search.models import Snippet
from search.results.sentences import sentences as spans_of

# Of two sentences so much must be the same words, for the others to be marked.
ALIKE = 0.5
# No sentence has more words. What has, a list of results or a text without full stops, is not
# marked: where words come again and again each is compared with each, of 16,000 for six seconds.
MOST_WORDS = 2000


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


def changed_words(one: str, other: str) -> tuple[Snippet, Snippet]:
    """Return two sentences with the words marked that each has and the other has not.

    Sentences that share too little are not marked: nearly all of each would be. Nor are very long
    ones.
    """
    from difflib import SequenceMatcher

    spans = token_spans(one), token_spans(other)
    words = [
        [text[start:end] for start, end in of] for text, of in zip((one, other), spans, strict=True)
    ]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    marks: tuple[list[tuple[int, int]], ...] = ([], [])
    if max(map(len, words)) <= MOST_WORDS and matcher.ratio() >= ALIKE:
        for kind, *ends in matcher.get_opcodes():
            for side, (first, end) in enumerate((ends[:2], ends[2:])):
                if kind != "equal" and end > first:
                    marks[side].append((spans[side][first][0], spans[side][end - 1][1]))
    before, after = (
        Snippet(text=text, marks=tuple(of)) for text, of in zip((one, other), marks, strict=True)
    )
    return before, after


def _sentences(article: Article) -> Iterator[str]:
    yield from filter(None, (article.title, article.teaser))
    for section in article.sections:
        if section.heading:
            yield section.heading
        for paragraph in section.paragraphs:
            yield from (paragraph[start:end] for start, end in spans_of(paragraph))
