"""Words that are cut short and may be what is asked for: "Haus-" in "Haus- und Fachärzte".

In: texts; how the words asked for begin (`analysis/fronts.py`).  Out: the words whose completed
form may begin so. What completes them stands outside the piece of text that `marking.py` looks at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from search.analysis import FRONT, coarse_all
from search.analysis.ellipsis import BACKWARD, words_cut_short
from search.analysis.joined import told_short


class Doubtful(NamedTuple):
    """A word that is cut short and may match once it is completed.

    `owner`: the number of its text; [start, end): where it stands there, hyphen included; `word`:
    itself with what it is short for, as `Analyzer.spelling` takes it.
    """

    owner: int
    start: int
    end: int
    word: str


def may_match(texts: Sequence[str], fronts: Collection[bytes]) -> Iterator[Doubtful]:
    """Yield the words of some texts that are cut short and, completed, may begin as a front."""
    found = [
        (owner, text, word)
        for owner, text in enumerate(texts)
        if "-" in text
        for word in words_cut_short(text)
    ]
    begun = coarse_all(word.front[0] for _, _, word in found)
    whole = tuple(fronts)
    beginnings = {front[:size] for front in fronts for size in range(len(front) + 1)}
    for (owner, text, word), letters in zip(found, begun, strict=True):
        # Where the front is a whole word of which the beginning is meant, one letter is sure.
        sure = letters[: 1 if word.sign == BACKWARD else FRONT]
        if sure in beginnings or sure.startswith(whole):
            start, end = word.start, word.start + len("-".join(word.own))
            # Its own hyphen, not one to the word before of a chain.
            start -= text[start - 1 : start] == "-" and not text[max(0, start - 2)].isalnum()
            end += text.startswith("-", end)
            yield Doubtful(owner, start, end, word.own[0] + told_short(word))
