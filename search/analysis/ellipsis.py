"""Words that leave to another what both share: "Haus- und Fachärzte", "Tests und -zentren".

In: an NFC text.  Out: each token that a hyphen cuts short so, and the word that has the rest.
A word is cut short before a conjunction, or before a comma with more such words, and then the
conjunction; or behind one. What of the other word is meant only a vocabulary tells
(`completion.py`), unless that is written with hyphens, too: "EU- und NATO-Staaten".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What of the other word is meant: its end, its beginning. In no word.
FORWARD, BACKWARD = "+", "-"

_BLANK = "[ \n\xa0]"
# Never less than there is: what may follow begins with no letter, and rows of chains would be cut
# in all ways, 2 ms a hyphen in "/-an-bau/-an-bau…".
_WORD = r"[^\W_]++"
_CHAIN = f"{_WORD}(?:-{_WORD})*+"
_OTHER = rf"{_CHAIN}(?:(?:[:*_·•]|/-?)[Ii]n(?:nen)?(?![^\W_]))?"
_AND = r"(?:und|oder|sowie|bis|noch|statt|wie|als|beziehungsweise|bzw\.|sondern|aber|und/oder|&)"
# "Innen- und der Außenminister", "Hygiene- oder auch andere Maßnahmen".
_BETWEEN = (
    r"(?:auch|wieder|gar|sogar|damit|somit|nicht|d(?:er|ie|as|e[nms])|k?eine?[nmrs]?|andere?[nmrs]?"
    r"|weitere[nmrs]?|sonstige[nmrs]?|zu[mr]?|im|in|auf|[0-9]+)"
)
_LINK = rf"(?:{_BLANK}?/{_BLANK}?|,?{_BLANK}{_AND}(?:{_BLANK}{_BETWEEN}){{0,2}}{_BLANK})"
# Six more words at most: what is looked at stays near.
_AHEAD = re.compile(
    rf"-(?:(?:,{_BLANK}?|{_LINK})-?{_CHAIN}-){{0,6}}{_LINK}[„\"»]?(?=[-\w]{{3}})(-?{_OTHER})(?![-\w])"
)
_BEHIND = re.compile(
    rf"({_CHAIN}-?)(?:(?:,{_BLANK}?|{_LINK})-{_CHAIN}-?){{0,6}}(?:,{_BLANK}|{_LINK})\Z"
)
_FROM_THE_END = re.compile(_CHAIN)
_AFTER = re.compile(rf"-(?=[^\W\d_])({_OTHER})")
# A search for a pattern that begins with a letter is as quick as that for the letter.
_DOUBTFUL = re.compile(r"-(?:(?<=[^\W_]-)(?=[ ,/\n\xa0])|(?<=[ /\n\xa0]-)(?=[^\W\d_]))")
# In characters, what is looked at before a hyphen and behind it.
REACH = 200


class CutShort(NamedTuple):
    """A token that lacks something: where it starts; itself and those that hyphens join to it; of
    which words, front and back, the whole is made.

    `sign`: "" if they are all of it; FORWARD if of the back only the end belongs to it, BACKWARD if
    of the front only the beginning.
    """

    start: int
    own: tuple[str, ...]
    front: tuple[str, ...]
    back: tuple[str, ...]
    sign: str = ""


def words_cut_short(text: str) -> Iterator[CutShort]:
    """Yield what a text has of them, by the hyphen, then by the token."""
    for match in _DOUBTFUL.finditer(text):
        yield from at_hyphen(text, match.start())


def at_hyphen(text: str, hyphen: int) -> Iterator[CutShort]:
    """Yield the tokens that a hyphen of a text cuts short."""
    if text[hyphen - 1 : hyphen].isalnum():
        found = _AHEAD.match(text, hyphen, hyphen + REACH)
        # Backwards: to try every place before takes ten times as long.
        before = found and _FROM_THE_END.match(text[max(0, hyphen - REACH) : hyphen][::-1])
        if found and before:
            own, other = before[0][::-1].split("-"), found[1]
            back = [other] if other.startswith("-") else other.split("-")
            # "U-Bahn- und S-Bahn-Halte": as many words as are cut short stand for them.
            kept = min(len(own), len(back) - 1)
            rest, start = tuple(back[kept:]), hyphen - len(before[0])
            for number, word in enumerate(own):
                front = tuple(own[number:])
                yield CutShort(start, front, front, rest, "" if kept else FORWARD)
                start += len(word) + 1
    else:
        found = _AFTER.match(text, hyphen, hyphen + REACH)
        before = found and _BEHIND.search(text, max(0, hyphen - REACH), hyphen)
        if found and before:
            rest, other = tuple(found[1].split("-")), before[1]
            words = (other,) if other.endswith("-") else tuple(other.split("-"))
            sign = BACKWARD if len(words) == 1 else ""
            yield CutShort(hyphen + 1, rest, words if sign else words[:-1], rest, sign)
