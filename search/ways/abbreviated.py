"""The same name in full and as an abbreviation, as the found articles introduce it.

In: a request, its parsed text, the articles shown.  Out: changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus import Article
from search.analysis import Analyzer
from search.models import SearchRequest, Way
from search.query import ParsedQuery
from search.query.tree import Words
from search.ways.changes import Change, Place, plain_words, rows
from search.ways.introductions import LONGEST, names, stems_of

# Words and phrases in a query, each of which may be a name. All words together may be one, too.
MOST_NAMES, MOST_WORDS = 2, 8


def abbreviated(
    request: SearchRequest, parsed: ParsedQuery, shown: Sequence[Article], analyzer: Analyzer
) -> Iterator[Change]:
    """Yield the query with an abbreviation's name as well, or with a name's abbreviation."""
    asked = _asked(parsed)
    shorts = {text.lower() for _, text in asked if len(text) <= LONGEST}
    stems = {text: stems_of(text, analyzer) for _, text in asked}
    ends = {of_text[-1] for of_text in stems.values() if of_text}

    def wanted(short: str, before: str) -> bool:
        last = stems_of(before.rpartition(" ")[2], analyzer)
        return short.lower() in shorts or (bool(last) and last[-1] in ends)

    known = names(shown, wanted, analyzer) if asked else {}
    for place, text in asked:
        full = [name.text for short, name in known.items() if short.lower() == text.lower()]
        short = [short for short, name in known.items() if name.stems == stems[text]]
        for other in (full or short)[:1]:
            text_of_both = _either(parsed.text, place, other)
            yield Way.NAME, other, replace(request, text=text_of_both, offset=0)


def _asked(parsed: ParsedQuery) -> list[tuple[Place, str]]:
    """Return where a name may stand in a query, and the name: a word, a phrase, all words."""
    typed, words = list(rows(parsed.tree)), list(plain_words(parsed.tree))
    asked = [((row.span.start, row.span.end), row.text) for row in typed]
    if len(typed) > MOST_NAMES:
        asked = []
    if isinstance(parsed.tree, Words) and 1 < len(parsed.tree.children) == len(words) <= MOST_WORDS:
        place = words[0].span.start, words[-1].span.end
        asked.append((place, parsed.text[slice(*place)]))
    return asked


def _either(text: str, place: Place, other: str) -> str:
    """Return a query that asks for what stands at a place, or for another name."""
    typed, name = text[slice(*place)], f'"{other}"' if " " in other else other
    either = f"{typed} ODER {name}"
    return either if typed == text else f"{text[: place[0]]}({either}){text[place[1] :]}"
