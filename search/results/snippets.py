"""Choose what to show of a section: whole sentences with the query's words marked.

In: the paragraphs of a section, each with its marks, by start.  Out: one or two snippets, text and
offsets.
The sentence that holds the most different words of the query comes first in the choice, then the
one with more marks, then the earlier one; the chosen ones are shown in the order of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.models import Snippet
from search.results.marking import Span, disjoint
from search.results.sentences import sentences

# Characters of all snippets of a section; a second sentence is taken while there is room.
ROOM = 320
# A sentence longer than this is cut at words around its first mark.
LONGEST = 400
# Characters of a beginning that is shown where nothing matches.
ENOUGH = 50
ELLIPSIS = "…"


class _Sentence(NamedTuple):
    place: tuple[int, int]  # paragraph, sentence
    text: str
    spans: list[Span]

    @property
    def leaves(self) -> set[int]:
        return {span.leaf for span in self.spans}


def snippets(paragraphs: Sequence[tuple[str, Sequence[Span]]]) -> tuple[Snippet, ...]:
    """Return one or two snippets; without any match the beginning, unmarked."""
    candidates = _candidates(paragraphs)
    if not candidates:
        return _beginning([text for text, _ in paragraphs])
    best = max(candidates, key=lambda s: (len(s.leaves), len(s.spans), _earlier(s)))
    chosen = [best]
    # A teaser often says again what the text begins with.
    rest = [s for s in candidates if s.text != best.text]
    rest = [s for s in rest if len(s.text) + len(best.text) <= ROOM]
    if rest:
        chosen.append(
            max(rest, key=lambda s: (len(s.leaves - best.leaves), len(s.spans), _earlier(s)))
        )
    return tuple(_shown(sentence) for sentence in sorted(chosen, key=lambda s: s.place))


def _beginning(paragraphs: Sequence[str]) -> tuple[Snippet, ...]:
    """Return the first sentences that are enough to say something: "Aulen." is not."""
    first = ""
    for paragraph in paragraphs:
        end = 0
        for _, end in sentences(paragraph):
            if end >= ENOUGH:
                return (_shown(_Sentence((0, 0), paragraph[:end], [])),)
        first = first or paragraph[:end]
    return (Snippet(text=first),) if first else ()


def _earlier(sentence: _Sentence) -> tuple[int, int]:
    return -sentence.place[0], -sentence.place[1]


def _candidates(paragraphs: Sequence[tuple[str, Sequence[Span]]]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for p, (paragraph, spans) in enumerate(paragraphs):
        if not spans:
            continue
        # Spans are by start: each is looked at with the sentences that it reaches into alone, or
        # a text of ten thousand short sentences with a match in each took five seconds.
        seen, count, begun = 0, len(spans), list[Span]()
        for s, (start, end) in enumerate(sentences(paragraph)):
            coming = seen
            while coming < count and spans[coming].start < end:
                coming += 1
            begun += spans[seen:coming]
            seen = coming
            if begun:
                inside = [
                    Span(max(a, start) - start, min(b, end) - start, leaf, rule)
                    for a, b, leaf, rule in begun
                    if b > start
                ]
                if inside:
                    found.append(_Sentence((p, s), paragraph[start:end], inside))
                begun = [span for span in begun if span.end > end]
            if seen == count and not begun:
                break
    return found


def _shown(sentence: _Sentence) -> Snippet:
    text, marks = sentence.text, disjoint(sentence.spans)
    if len(text) <= LONGEST:
        return Snippet(text=text, marks=marks)
    first = marks[0][0] if marks else 0
    start = 0 if first < LONGEST // 2 else text.rfind(" ", 0, first - LONGEST // 4) + 1
    end = len(text) if len(text) - start <= LONGEST else text.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    head = ELLIPSIS if start else ""
    tail = ELLIPSIS if end < len(text) else ""
    shift = len(head) - start
    kept = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start
    )
    return Snippet(text=head + text[start:end] + tail, marks=kept)
