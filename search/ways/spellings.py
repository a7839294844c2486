"""The same query spelt otherwise: other words of the index, two words as one, one as two.

In: a request, its parsed text, an engine.  Out: changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from search.analysis import tokenize
from search.engines.base import SearchEngine
from search.models import SearchRequest
from search.query import ParsedQuery
from search.query.numbers import otherwise_written
from search.query.tree import And, Field, Near, Node, Or, Phrase, Word, Words
from search.query.umlauts import as_written
from search.ways.changes import Change, Place, plain_words, respelt, rows
from search.ways.proposals import SELDOM, WORD, corrections, sections_with

SPELLINGS = 3
# Words looked at for another spelling: among 200,000 sections each takes some 10 ms.
MOST_DOUBTED = 8
# Two words are doubted for one that is in so many times as many sections.
MORE_AS_ONE = 5


def spellings(
    request: SearchRequest, parsed: ParsedQuery, engine: SearchEngine
) -> Iterator[list[Change]]:
    """Yield the query with all doubtful words spelt otherwise, one of them, two words as one."""
    text, doubted = parsed.text, []
    words = list(_words(parsed.tree, text))
    seldom = (
        (field, place)
        for field, place in words
        if sections_with(text[slice(*place)], engine, field) <= SELDOM
        and not _known_otherwise(text[slice(*place)], engine, field)
    )
    for field, (start, end) in islice(seldom, MOST_DOUBTED):
        word = text[start:end]
        better = [c.word for c in corrections(word, engine, field)[:SPELLINGS]]
        if better:
            shown = [b.capitalize() if word[0].isupper() else b for b in better]
            doubted.append(((start, end), shown))
    together = [[(place, shown[0]) for place, shown in doubted]] if len(doubted) > 1 else []
    for changes in (together, [[(place, one)] for place, shown in doubted for one in shown]):
        yield [respelt(request, text, change) for change in changes]
    if not (isinstance(parsed.tree, Words) and len(words) == 2):  # found as one already
        yield [respelt(request, text, [change]) for change in _as_one(words, text, engine)]


def _known_otherwise(word: str, engine: SearchEngine, field: Field) -> bool:
    """Tell whether a word is known in another form: "Hafenstr.", "Fünfzehnjährige"."""
    forms = (form for written in otherwise_written([word]) for form in written.others)
    others = (other for form in forms for place in form.row for other in place)
    return any(sections_with(other, engine, field) for other in others)


def _as_one(
    words: list[tuple[Field, Place]], text: str, engine: SearchEngine
) -> Iterator[tuple[Place, str]]:
    """Yield two words as one, where that is written more often by far than the rarer of them."""
    for (field, (start, end)), (other, (begin, stop)) in pairwise(words):
        if field == other and text[end:begin] == " ":
            word = text[start:end] + text[begin:stop].lower()
            typed = (text[start:end], text[begin:stop])
            rarer = min(sections_with(one, engine, field) for one in typed)
            if sections_with(word, engine, field) > max(SELDOM, MORE_AS_ONE * rarer):
                yield (start, stop), word


def apart(request: SearchRequest, parsed: ParsedQuery) -> Iterator[Change]:
    """Yield the query with the words of each phrase or chain ("Ost-/Westdeutschland") apart."""
    for row in rows(parsed.tree):
        words = [token.text for token in tokenize(row.text)]
        if len(words) > 1:
            place = row.span.start, row.span.end
            yield respelt(request, parsed.text, [(place, " ".join(words))])


def split(request: SearchRequest, parsed: ParsedQuery, engine: SearchEngine) -> Iterator[Change]:
    """Yield the query with a compound as two words, at each border between its parts."""
    for word in plain_words(parsed.tree):
        low = word.text.islower()
        text = as_written(word.text.capitalize() if low else word.text, engine.analyzer())
        parts = engine.analyzer().parts(text)
        text = text.lower() if low else text
        for one, two in pairwise(parts):
            behind = text[two.start :] if low else text[two.start :].capitalize()
            apart = f"{text[: one.end]} {behind}"
            yield respelt(request, parsed.text, [((word.span.start, word.span.end), apart)])


def _words(node: Node, text: str) -> Iterator[tuple[Field, Place]]:
    """Yield field and place of the words that a query asks for by their stem, left to right."""
    match node:
        case Word() | Phrase() if not node.exact and node.field in (Field.TEXT, Field.TITLE):
            start = text.find(node.text, node.span.start, node.span.end)
            if start >= 0:
                for word in WORD.finditer(node.text):
                    yield node.field, (start + word.start(), start + word.end())
        case And() | Or() | Words():
            for child in node.children:
                yield from _words(child, text)
        case Near():
            for row in (*node.left, *node.right):
                yield from _words(row, text)
