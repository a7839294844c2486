"""Tell of dates that a file gives and that cannot be read: their articles are read without.

In: an article and what its item gave as date.  Out: a doubt; at the end of a file one for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from corpus.models import Article, ReadDoubt
from corpus.readers.dates import parse_date
from corpus.readers.decoding import clean

_SHOWN_CHARS = 60
_REASON = ": no date that is understood"


def undated(
    article: Article,
    place: str,
    values: Iterable[object],
    read: Callable[[object], datetime | None] = parse_date,
) -> Iterator[ReadDoubt]:
    """Yield a doubt if an article has no date although values were given for it.

    `place`: of the item in its file, empty if that holds one alone. `values`: as in the file; None
    and "" were not given. `read`: how they were read.
    """
    if article.published is not None:
        return
    given = [value for value in values if value not in (None, "")]
    # One that can be read is none that programs write for "never".
    if given and not any(map(read, given)):
        shown = repr(clean(str(given[0]))[:_SHOWN_CHARS])
        yield ReadDoubt("", (f"{place}: " if place else "") + shown + _REASON)


def together(doubts: Sequence[ReadDoubt]) -> ReadDoubt:
    """Return the doubts of one file as one: the first, and how many more there are.

    Those of its parts may have been put together before.
    """
    first, count = doubts[0], sum(doubt.count for doubt in doubts)
    if len(doubts) == 1:
        return first
    shown = first.reason.removesuffix(_REASON).removesuffix(f" and {first.count - 1} more")
    return ReadDoubt(first.file, f"{shown} and {count - 1} more{_REASON}", count)
