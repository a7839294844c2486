"""Abbreviations as articles introduce them: "die Europäische Zentralbank (EZB)".

In: articles.  Out: the name that stands for an abbreviation in them.
No list is kept: papers write a name out where they shorten it first.
Source: Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", PSB 2003. In German news a bracket as often names a party ("Kai Dorn (KDP)"), so
that here the beginnings of words, and of the parts of compounds, have to fit as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus import Article
from search.analysis import STOP_WORDS, Analyzer, fold_exact, tokenize

Stems = tuple[str, ...]

LONGEST = 8
_BRACKET = re.compile(rf" \(([^\W\d_][^\W_]{{1,{LONGEST - 1}}})\)")
# What no name goes across.
_BREAK = re.compile(r"[^\w\s'’&/–-]")
# A name has at most so many words more than its abbreviation has letters, and twice as many.
_MORE_WORDS = 5
_BEFORE_CHARS = 200
# A word with the letters somewhere inside ("WHO") is believed from so many articles on.
_BELIEVED = 2


class Name(NamedTuple):
    """What an abbreviation stands for: its stems, as written, and how many articles say so."""

    stems: Stems
    text: str
    articles: int


def names(
    articles: Sequence[Article], wanted: Callable[[str, str], bool], analyzer: Analyzer
) -> dict[str, Name]:
    """Return the names of the abbreviations that articles introduce.

    A name counts if half of the articles that have the abbreviation in brackets give it this name.

    Args:
        wanted: told an abbreviation and the text before it, says whether it is of interest.
    """
    found = [
        (number, *bracket)
        for number, article in enumerate(articles)
        for text in article.texts()
        for bracket in brackets(text)
    ]
    of_interest = {short for _, short, before in found if wanted(short, before)}
    named: dict[str, dict[Stems, set[tuple[int, str]]]] = defaultdict(lambda: defaultdict(set))
    for number, short, before in found:
        if short in of_interest:
            name = name_before(short, before)
            named[short][stems_of(name, analyzer)].add((number, name))
    results = {}
    for short, forms in named.items():
        givers = {stems: {number for number, _ in given} for stems, given in forms.items()}
        stems = max(givers, key=lambda one: (len(givers[one]), one))
        count = len(givers[stems])
        # The shortest form is the nominative, or comes near it.
        text = min((form for _, form in forms[stems]), key=lambda form: (len(form), form))
        half = 2 * count >= len(set().union(*givers.values()))
        if half and stands_for(short, text, count, analyzer):
            results[short] = Name(stems, text, count)
    return results


def brackets(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word that stands in brackets in a text and may be an abbreviation, by its first
    letter and its length of two to LONGEST, and what stands before it.
    """
    if "(" in text:
        for bracket in _BRACKET.finditer(text):
            if bracket[1][0].isupper():
                start = bracket.start()
                yield bracket[1], text[max(0, start - _BEFORE_CHARS) : start]


def name_before(short: str, before: str) -> str:
    """Return the name that ends a text and that an abbreviation stands for, "" if none does.

    It is the shortest row of words with all letters of the abbreviation in their order, the first
    of them at its beginning.
    """
    words = _BREAK.split(before)[-1].split()
    name = " ".join(words[-min(len(short) + _MORE_WORDS, 2 * len(short)) :])
    letters, at = name.lower(), len(name)
    for number in reversed(range(len(short))):
        at = letters.rfind(short[number].lower(), 0, at)
        while number == 0 and at > 0 and letters[at - 1].isalnum():
            at = letters.rfind(short[0].lower(), 0, at)
        if at < 0:
            return ""
    return name[at:]


def stands_for(short: str, name: str, articles: int, analyzer: Analyzer) -> bool:
    """Tell whether an abbreviation is believed to stand for a name that has its letters.

    Its capitals begin words or parts of words ("BKA", "Bundeskriminalamt"; "KDP" is not "Kai
    Dorpner"), or the name is one word and several `articles` give it ("WHO"). With one capital all
    words and parts begin with letters of it ("Stiko", "Ständige Impfkommission").
    """
    begins = [
        token.text[part.start : part.start + 1].lower()
        for token in tokenize(name)
        if fold_exact(token.text) not in STOP_WORDS
        for part in analyzer.parts(token.text)
    ]
    capitals = [letter.lower() for letter in short if letter.isupper()]
    if len(capitals) == 1:
        return bool(begins) and _in_order(begins, short.lower())
    inside = " " not in name and articles >= _BELIEVED
    return bool(name) and (inside or _in_order(capitals, begins))


def _in_order(letters: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether all letters are among others in their order."""
    rest = iter(others)
    return all(letter in rest for letter in letters)


def stems_of(name: str, analyzer: Analyzer) -> Stems:
    """Return what two forms of a name have in common."""
    return tuple(analyzer.terms[token.text].stem[-1] for token in tokenize(name))
