"""Find nouns and names in news: German writes them with a capital, within a sentence too.

In: an article.  Out: the nouns of its head, each with what links it to the noun before; of nouns
in several heads those that make one name together ("Anna Moor").
The first word of a sentence is left out: any may stand there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from corpus import Article
from search.analysis import TOKEN

# News say first what they are about: so many characters of an article are read.
HEAD_CHARS = 1500
# A token after a word or a comma, that may begin with a capital; Latin letters alone have some.
_WITHIN_SENTENCE = re.compile(rf"(?<=\w[ -]|, )(?=[A-Z\u00c0-\u024f])(?:{TOKEN.pattern})")
# What may link two nouns to one name: "Anna Moor", "Moor-Weiler".
_LINKS = (" ", "-")


class Noun(NamedTuple):
    """A noun as written. `link`: what alone stands between it and the noun before, else ""."""

    text: str
    link: str


def nouns(article: Article) -> list[Noun]:
    """Return the nouns and names of the head of an article, in order."""
    found: list[Noun] = []
    left = HEAD_CHARS
    for text in (article.title, *article.texts()):
        found += _nouns_of(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return found


def _nouns_of(text: str) -> Iterator[Noun]:
    end = 0  # of the noun before
    for match in _WITHIN_SENTENCE.finditer(text):
        word = match[0]
        if len(word) > 1 and word[0].isupper():
            between = text[end : match.start()] if end else ""
            yield Noun(word, between if between in _LINKS else "")
            end = match.end()


# The nouns of a head in order, each after its stem; "" for one that is not looked at.
Head = Sequence[tuple[str, Noun]]


def names(stems: Sequence[str], heads: Sequence[Head]) -> Iterator[str]:
    """Yield stems in the form that most heads have, those of one name as that name.

    Each stem stands in a head. A name takes the place of the first of its stems.
    """
    wanted, forms = set(stems), defaultdict[str, Counter[str]](Counter)
    for head in heads:
        for stem, form in {(stem, noun.text) for stem, noun in head if stem in wanted}:
            forms[stem][form] += 1
    after, before = _neighbours(wanted, heads)
    told = set[str]()
    for stem in stems:
        first = stem
        for _ in stems:  # no longer than that, should they run in a circle
            first = before.get(first, first)
        text, link = "", ""
        while first not in told:
            told.add(first)
            text += link + _usual(forms[first])
            link, first = after.get(first, ("", first))
        if text:
            yield text


def _usual(forms: Counter[str]) -> str:
    """Return the form of most heads, of equals the shortest."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _neighbours(
    stems: Set[str], heads: Sequence[Head]
) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return stem → link and stem behind it, and stem → stem before it.

    Neighbours stand so in most of the heads that have either.
    """
    having, pairs = Counter[str](), Counter[tuple[str, str, str]]()
    for head in heads:
        having.update({stem for stem, _ in head})
        pairs.update({(one, noun.link, two) for (one, _), (two, noun) in pairwise(head)})
    after, before = dict[str, tuple[str, str]](), dict[str, str]()
    for one, link, two in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        most = 2 * pairs[one, link, two] > max(having[one], having[two])
        named = link and one != two and {one, two} <= stems
        if most and named and one not in after and two not in before:
            after[one], before[two] = (link, two), one
    return after, before
