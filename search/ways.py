"""Ways out of a query that finds nothing, or that has a word the index hardly knows.

In: a request, its parsed text, how many articles it found.  Out: other requests, each tried, so
that what is offered is there. A changed query text is parsed again: it must mean the old query
without the clause that was dropped, or it is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from search.analysis import tokenize
from search.engines.base import SearchEngine
from search.models import SearchRequest, Way, WayOut
from search.query import MOST_WORDS_OF_A_DATE, ParsedQuery, date_clause, narrows
from search.query.numbers import otherwise_written
from search.query.tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Span,
    Word,
    Words,
    names_a_date,
)
from search.spelling import SELDOM, WORD, corrections, sections_with

MOST_WAYS = 6
SPELLINGS = 3
# Words looked at for another spelling: among 200,000 sections each takes some 10 ms.
MOST_DOUBTED = 8
# Two words are doubted for one that is in so many times as many sections.
MORE_AS_ONE = 5
# An operator between two clauses, or before the first.
_OPERATOR = r"(?:UND|ODER|NICHT|AND|OR|NOT)"
_BEFORE = re.compile(rf"(?:(?:(?<!\S){_OPERATOR}\s+)+|[+-])$")
_AFTER = re.compile(rf"\s*{_OPERATOR}(?!\S)")
# Wildcards beside a whole word, which count for nothing there.
_STRAY_BEFORE, _STRAY_AFTER = re.compile(r"(?<!\w)[*?]+$"), re.compile(r"^[*?]+(?!\w)")

_DIGIT = re.compile("[0-9]")
# Words that may be meant as operators, in queries this short.
_OR, _NOT, _LINKS = {"oder", "or"}, {"nicht", "not"}, {"und", "aber", "and"}
MOST_WORDS_LINKED = 5
# Words and phrases that may be meant just so.
MOST_EXACT = 2

Place = tuple[int, int]
Change = tuple[Way, str, SearchRequest]


def ways_out(
    request: SearchRequest,
    parsed: ParsedQuery,
    articles: int,
    engine: SearchEngine,
    count: Callable[[SearchRequest, bool], int],
    read: Callable[[str], Node],
) -> tuple[WayOut, ...]:
    """Return what else would find something; of a query that did spellings, dates and exact words.

    Those are worth nothing then unless they find without giving words up.

    Args:
        articles: how many articles the request found.
        count: tells how many articles a request finds; of all its words, if that is asked for.
        read: tells what a query text means.
    """

    def tried(changes: Iterable[Change], whole: bool = articles > 0) -> Iterator[WayOut]:
        for way, label, other in changes:
            if finds := count(other, whole):
                yield WayOut(way=way, label=label, request=other, articles=finds)

    found: list[WayOut] = []
    for changes in spellings(request, parsed, engine):
        found = found or list(tried(changes))
    found += (way for way in tried(_linked(request, parsed)) if way.articles != articles)
    found += tried(_dated(request, parsed, read))
    if articles:
        found += (way for way in tried(_exact(request, parsed, read)) if way.articles != articles)
    else:
        found += tried(_apart(request, parsed))
        found = found or list(tried(_split(request, parsed, engine), whole=True))
        found += islice(tried(_less(request, parsed, read)), MOST_WAYS)
        found = found or list(islice(tried(_alone(request, parsed, read)), MOST_WAYS))
    return tuple(found)


def _linked(request: SearchRequest, parsed: ParsedQuery) -> Iterator[Change]:
    """Yield a short query with the operators that are typed in small letters: "Bus oder Bahn"."""
    words = list(_plain_words(parsed.tree))
    whole = isinstance(parsed.tree, Words) and len(words) == len(parsed.tree.children)
    if not whole or len(words) > MOST_WORDS_LINKED:
        return
    changes = []
    for before, word, _ in zip(words, words[1:], words[2:], strict=False):
        linked = before.text in _LINKS and before is not words[0]
        if word.text in _OR or (word.text in _NOT and len(words) == 3 + linked):
            first = before if linked else word
            operator = "ODER" if word.text in _OR else "NICHT"
            changes.append(((first.span.start, word.span.end), operator))
    if changes:
        yield _respelt(request, parsed.text, changes)


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
        and not any(otherwise_written([text[slice(*place)]]))  # "Hafenstr."
    )
    for field, (start, end) in islice(seldom, MOST_DOUBTED):
        word = text[start:end]
        better = [c.word for c in corrections(word, engine, field)[:SPELLINGS]]
        if better:
            shown = [b.capitalize() if word[0].isupper() else b for b in better]
            doubted.append(((start, end), shown))
    together = [[(place, shown[0]) for place, shown in doubted]] if len(doubted) > 1 else []
    for changes in (together, [[(place, one)] for place, shown in doubted for one in shown]):
        yield [_respelt(request, text, change) for change in changes]
    yield [_respelt(request, text, [change]) for change in _as_one(words, text, engine)]


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


def _dated(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the query with words that name a day or a month as the date of the articles."""
    if names_a_date(parsed.tree) or not _DIGIT.search(parsed.text):
        return
    text, words = parsed.text, list(_plain_words(parsed.tree))
    for count in range(MOST_WORDS_OF_A_DATE, 0, -1):
        for first, last in zip(words, words[count - 1 :], strict=False):
            clause = date_clause(text[first.span.start : last.span.end])
            dated = f"{text[: first.span.start]}{clause}{text[last.span.end :]}"
            if clause and names_a_date(read(dated)):
                yield Way.DATE, dated, replace(request, text=dated, offset=0)
                return


def _exact(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the query with its words as they are written and as no part of longer ones.

    Of more words than two one need not match: which are written so would tell little.
    """
    rows, text = list(_rows(parsed.tree)), parsed.text
    if 0 < len(rows) <= MOST_EXACT:
        for row in reversed(rows):
            text = f"{text[: row.span.start]}={text[row.span.start :]}"
        if next(_rows(read(text)), None) is None:
            yield Way.EXACT, text, replace(request, text=text, offset=0)


def _plain_words(node: Node) -> Iterator[Word]:
    """Yield the words that are searched as such, left to right."""
    return (row for row in _rows(node) if isinstance(row, Word))


def _rows(node: Node) -> Iterator[Word | Phrase]:
    """Yield words and phrases that are looked for in all forms and everywhere, left to right."""
    match node:
        case Word() | Phrase() if node.field is Field.TEXT and not node.exact:
            yield node
        case And() | Or() | Words():
            for child in node.children:
                yield from _rows(child)


def _apart(request: SearchRequest, parsed: ParsedQuery) -> Iterator[Change]:
    """Yield the query with the words of each phrase or chain ("Ost-/Westdeutschland") apart."""
    for row in _rows(parsed.tree):
        words = [token.text for token in tokenize(row.text)]
        if len(words) > 1:
            place = row.span.start, row.span.end
            yield _respelt(request, parsed.text, [(place, " ".join(words))])


def _split(request: SearchRequest, parsed: ParsedQuery, engine: SearchEngine) -> Iterator[Change]:
    """Yield the query with a compound as two words, at each border between its parts."""
    for word in _plain_words(parsed.tree):
        text, low = word.text, word.text.islower()
        parts = engine.analyzer().parts(text.capitalize() if low else text)
        for one, two in pairwise(parts):
            behind = text[two.start :] if low else text[two.start :].capitalize()
            apart = f"{text[: one.end]} {behind}"
            yield _respelt(request, parsed.text, [((word.span.start, word.span.end), apart)])


def _respelt(request: SearchRequest, text: str, words: list[tuple[Place, str]]) -> Change:
    for (start, end), word in reversed(words):
        # "?erlin" was read without the question mark, of which "?berlin" would make no word.
        text = _STRAY_BEFORE.sub("", text[:start]) + word + _STRAY_AFTER.sub("", text[end:])
    return Way.SPELLING, text, replace(request, text=text, offset=0)


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


def _less(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the request without one of its filters, then without one of its clauses."""
    for narrowing, values in request.narrowed():
        for value in values:
            others = tuple(other for other in values if other != value)
            yield _without(f"{narrowing.label}: {value}", request, **{narrowing.field: others})
    if request.since or request.until:
        yield _without("Zeitraum", request, since="", until="")
    for rest, cut, kept in _cuts(parsed):
        if read(kept) == rest:
            yield _without(cut, request, text=kept)


def _alone(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield each clause of a query by itself."""
    for child in _children(parsed.tree):
        start, end = _extent(child, parsed.text)
        text = parsed.text[start:end]
        if not isinstance(child, Not) and read(text) == child:
            yield Way.ONLY, text, replace(request, text=text, offset=0)


def _without(label: str, request: SearchRequest, **changes: object) -> Change:
    return Way.WITHOUT, label, replace(request, offset=0, **changes)  # type: ignore[arg-type]


def _children(tree: Node) -> tuple[Node, ...]:
    return tree.children if isinstance(tree, And) else ()


def _cuts(parsed: ParsedQuery) -> Iterator[tuple[Node, str, str]]:
    """Yield (tree without a clause, the text cut out, the text that stays), filters first."""
    children, text = _children(parsed.tree), parsed.text
    for child in sorted(children, key=narrows, reverse=True):
        rest = tuple(other for other in children if other is not child)
        if all(map(narrows, rest)):
            continue
        start, end = _extent(child, text)
        before = _BEFORE.search(text[:start])
        cut_from = before.start() if before else start
        cut_to = end
        if not before and (after := _AFTER.match(text, end)):
            cut_to = after.end()
        kept = f"{text[:cut_from].rstrip()} {text[cut_to:].lstrip()}".strip()
        shown = text[cut_from:end] if isinstance(child, Not) else text[start:end]
        yield rest[0] if len(rest) == 1 else And(rest), shown.strip(), kept


def _extent(node: Node, text: str) -> Place:
    """Return [start, end) of a clause in the query text, with the brackets around it."""
    spans = list(_spans(node))
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    while text[:start].rstrip().endswith("(") and text[end:].lstrip().startswith(")"):
        start = text.rindex("(", 0, start)
        end = text.index(")", end) + 1
    return start, end


def _spans(node: Node) -> Iterator[Span]:
    match node:
        case And() | Or() | Words():
            for child in node.children:
                yield from _spans(child)
        case Not():
            yield from _spans(node.child)
        case Near():
            for row in (*node.left, *node.right):
                yield row.span
        case _:
            yield getattr(node, "span", Span())
