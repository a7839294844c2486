"""What may be meant by the same words: operators, a date of the articles, words just so.

In: a request and its parsed text.  Out: changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from search.models import SearchRequest, Way
from search.query import MOST_WORDS_OF_A_DATE, ParsedQuery, date_clause, is_plain
from search.query.tree import Node, Words, names_a_date
from search.ways.changes import Change, plain_words, respelt, rows

_DIGIT = re.compile("[0-9]")
# Words that may be meant as operators, in queries this short.
_OR, _NOT, _LINKS = {"oder", "or"}, {"nicht", "not"}, {"und", "aber", "and"}
MOST_WORDS_LINKED = 5
# Words and phrases that may be meant just so.
MOST_EXACT = 2


def linked(request: SearchRequest, parsed: ParsedQuery) -> Iterator[Change]:
    """Yield a short query with the operators that are typed in small letters: "Bus oder Bahn"."""
    words = list(plain_words(parsed.tree))
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
        yield respelt(request, parsed.text, changes)


def dated(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the query with words that name a day or a month as the date of the articles."""
    if names_a_date(parsed.tree) or not _DIGIT.search(parsed.text):
        return
    text, words = parsed.text, list(plain_words(parsed.tree))
    for count in range(MOST_WORDS_OF_A_DATE, 0, -1):
        for first, last in zip(words, words[count - 1 :], strict=False):
            clause = date_clause(text[first.span.start : last.span.end])
            dated = f"{text[: first.span.start]}{clause}{text[last.span.end :]}"
            if clause and names_a_date(read(dated)):
                yield Way.DATE, dated, replace(request, text=dated, offset=0)
                return


def whole(request: SearchRequest, parsed: ParsedQuery) -> Iterator[Change]:
    """Yield the query with its one word in any form and as no part of longer ones.

    Of a chain of words quotation marks would make a phrase. Of two words it would take too much of
    the time of a page.
    """
    typed = list(rows(parsed.tree))
    if len(typed) == 1 and is_plain(word := typed[0]) and not word.short:
        place = (word.span.start, word.span.end)
        _, text, other = respelt(request, parsed.text, [(place, f'"{word.text}"')])
        yield Way.WHOLE, text, other


def exact(
    request: SearchRequest, parsed: ParsedQuery, read: Callable[[str], Node]
) -> Iterator[Change]:
    """Yield the query with its words as they are written and as no part of longer ones.

    Of more words than two one is enough: which are written so would tell little (`every`).
    """
    typed, text = list(rows(parsed.tree)), parsed.text
    if 0 < len(typed) <= MOST_EXACT:
        for row in reversed(typed):
            text = f"{text[: row.span.start]}={text[row.span.start :]}"
        if next(rows(read(text)), None) is None:
            yield Way.EXACT, text, replace(request, text=text, offset=0)
