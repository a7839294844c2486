"""Why an article was found: which word of the query is met where, and how.

In: the leaves of a plan; the marks of one block of text.  Out: reasons, in the order of the text,
and German lines that sum them up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from search.analysis import fold_exact
from search.models import Reason, Rule
from search.query import Leaf, as_typed, plan
from search.results.marking import Span

_IN_WORD = re.compile(r"[\w-]")
_TOLD = {
    Rule.SPELLING: "so geschrieben",
    Rule.STEM: "andere Form von „{}“",
    Rule.PART: "enthält „{}“",
    Rule.PATTERN: "passt zu „{}“",
    Rule.PHRASE: "Wortfolge „{}“",
    Rule.NEAR: "nahe beieinander",
    Rule.WRITTEN: "andere Schreibweise von „{}“",
}


def asked_words(leaves: Sequence[Leaf], text: str) -> tuple[str, ...]:
    """Return what each leaf asks for as the query text has it; "" where parts of a word are near.

    Args:
        text: the query text, normalised.
    """
    return tuple(as_typed(_asked(leaf), text) for leaf in leaves)


def _asked(leaf: Leaf) -> str:
    match leaf:
        case plan.StartsWith():
            return f"{leaf.prefix}*"
        case plan.Wildcard():
            return leaf.pattern
        case plan.Similar():
            return f"{leaf.text}~"
        case plan.AnyTerm() | plan.InOrder() if leaf.typed:
            return leaf.typed
    terms = leaf.terms if isinstance(leaf, plan.AnyTerm) else leaf.scored
    typed = dict.fromkeys(term.text for term in terms if term.field.endswith("_exact"))
    return " ".join(typed)


def reasons(
    text: str, spans: Sequence[Span], asked: Sequence[str], section: int, block: str | int
) -> Iterator[Reason]:
    """Yield a reason for each mark of one block of text.

    Args:
        asked: what each leaf asks for, by the number of the leaf.
        block: which block of the section it is, see `Reason`.
    """
    for start, end, leaf, rule in spans:
        first, last = start, end
        while first and _IN_WORD.match(text, first - 1):
            first -= 1
        while _IN_WORD.match(text, last):
            last += 1
        found = text[first:last].strip("-")
        yield Reason(
            asked=asked[leaf], found=found, rule=rule, section=section, block=block,
            start=start, end=end,
        )  # fmt: skip


def told(why: Sequence[Reason]) -> list[tuple[str, str, int]]:
    """Return (word of the text, how it matches, how often), the most frequent first.

    A chain is asked for as a row of words and as one word: what both meet is told once. So is a
    verb that stands apart from its particle.
    """
    met: dict[object, Reason] = {}
    for reason in why:
        if reason.rule is Rule.PARTICLE:
            continue  # its verb tells of it
        place = reason.section, reason.block, reason.start
        met.setdefault((place, reason.found, _letters(reason.asked)), reason)
    counts = Counter((reason.found, _how(reason)) for reason in met.values())
    return [(found, how, count) for (found, how), count in counts.most_common()]


def _how(reason: Reason) -> str:
    chain = "-" in reason.found and _letters(reason.found) == _letters(reason.asked)
    return _TOLD[Rule.SPELLING if chain else reason.rule].format(reason.asked)


def _letters(text: str) -> str:
    return fold_exact(text.replace("-", "").replace(" ", ""))
