"""How the reference engine looks at single sections: rows of words, rows near others, patterns.

In: section documents.  Out: positions and terms, by plain loops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from search.analysis import Analyzer
from search.engines.base import Postings, SectionDocument
from search.query import plan
from search.query.patterns import Expansion, expansion, mistakes


@dataclass(frozen=True, kw_only=True)
class AnalyzedSection(SectionDocument):
    """A section document with its terms."""

    postings: Mapping[str, Postings]

    @classmethod
    def of(cls, section: SectionDocument, analyzer: Analyzer) -> AnalyzedSection:
        """Return a section with the terms that an analyser finds."""
        values = {field.name: getattr(section, field.name) for field in fields(section)}
        return cls(**values, postings=section.analyzed(analyzer))


def row_starts(
    section: AnalyzedSection, field: str, words: tuple[tuple[str, ...] | None, ...]
) -> set[int]:
    """Return the positions at which words[0], words[1], … stand one after the other."""
    starts: set[int] | None = None
    for offset, terms in enumerate(words):
        if terms is None:
            continue
        postings = section.postings.get(field, {})
        here = {p - offset for term in terms for p in postings.get(term, ())}
        starts = here if starts is None else starts & here
    return starts or set()


def nearby(section: AnalyzedSection, node: plan.Nearby) -> bool:
    """Tell whether a row of the left and one of the right side stand near each other."""
    one, two = _places(section, node.left), _places(section, node.right)
    return any(
        1 <= begin - end <= node.distance
        for a in one
        for b in two
        for begin, end in ((b[0], a[1]), (a[0], b[1]))
    )


def _places(section: AnalyzedSection, rows: Iterable[plan.InOrder]) -> list[tuple[int, int]]:
    """Return the first and the last position of every row that occurs."""
    return [
        (start, start + len(row.words) - 1)
        for row in rows
        for start in row_starts(section, row.field, row.words)
    ]


def expand(sections: Iterable[AnalyzedSection], node: plan.Pattern) -> Expansion:
    """Return the terms a pattern stands for, by trying every one."""
    frequency = Counter(term for s in sections for term in s.postings.get(node.field, ()))
    test = mistakes(node)
    found = {term: count for term in frequency if (count := test(term)) is not None}
    return expansion(found, frequency)
