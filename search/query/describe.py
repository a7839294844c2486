"""Read a query tree back to the reader, in German or English.

In: a tree.  Out: one line of plain text, such as "Kampf, ohne Macht, seit 1. Januar 2024".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from search.german_numbers import german_number
from search.query import plan
from search.query.clauses import narrows
from search.query.patterns import Expansion
from search.query.ranges import ZONE, Range, day_range, months_range, year_range
from search.query.tree import (
    And,
    Everything,
    Field,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Wildcard,
    Word,
    Words,
)
from search.query.typed import as_typed
from search.query.wording import WORDINGS, Wording


def describe(tree: Node, language: str = "de") -> str:
    """Return what a tree searches for, as the reader would say it. `language`: "de" or "en"."""
    return _Reader(WORDINGS[language]).node(tree)


def describe_cut(pattern: plan.Pattern, found: Expansion, text: str) -> str:
    """Return the German sentence on a pattern that matches more words than are searched.

    `text`: the query text, of which the pattern is shown as typed.
    """
    wildcard = isinstance(pattern, plan.Wildcard)
    folded = pattern.pattern if isinstance(pattern, plan.Wildcard) else f"{pattern.text}~"
    shown = as_typed(folded, text)
    total, most = map(german_number, (found.total, len(found.terms)))
    return (
        f"Zu „{shown}“ passen {total} Wörter; gesucht wird nach den {most} "
        f"{'häufigsten' if wildcard else 'ähnlichsten'}. Bitte mehr Buchstaben schreiben."
    )


class _Reader:
    """Says trees in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def node(self, tree: Node) -> str:
        match tree:
            case Published():
                return self.published(tree)
            case Near():
                return self.near(tree)
            case Words():
                return self.words(tree)
            case And():
                return self.both(tree)
            case Or():
                return self.wording.either.join(self.part(child, And) for child in tree.children)
            case Not():
                is_date = isinstance(tree.child, Published)
                sign = self.wording.negated if is_date else self.wording.without
                return sign + self.part(tree.child, And, Or, Words)
            case Everything():
                return self.wording.everything
        return self.wording.fields[tree.field] + self.leaf(tree)

    def leaf(self, leaf: Leaf) -> str:
        text = _with_hyphen(leaf)
        quoted = self.wording.quote.format(text)
        match leaf:
            case Prefix():
                return self.wording.prefix.format(quoted)
            case Wildcard():
                return self.wording.wildcard.format(quoted)
            case Fuzzy():
                return self.wording.fuzzy.format(quoted)
            case _ if leaf.exact:
                return self.wording.exactly.format(quoted)
            case Phrase():
                return quoted
        return text

    def near(self, tree: Near) -> str:
        one, two = (
            self.wording.either.join(map(self.leaf, rows)) for rows in (tree.left, tree.right)
        )
        sides = (
            f"({s})" if len(rows) > 1 else s for s, rows in ((one, tree.left), (two, tree.right))
        )
        wording = self.wording.next_to if tree.distance == 1 else self.wording.near
        said = wording.format(*sides, tree.distance)
        return self.wording.fields[tree.left[0].field] + said

    def part(self, node: Node, *bracketed: type[Node]) -> str:
        """Say a child; in brackets if it is of a kind named or its commas would be misread."""
        text = self.node(node)
        joined = isinstance(node, And | Or | Words) and len(node.children) > 1
        if joined and (isinstance(node, bracketed) or ", " in text):
            return f"({text})"
        return text

    def words(self, tree: Words) -> str:
        plain, other = [], []
        for child in tree.children:
            if isinstance(child, Word | Phrase) and child.field is Field.TEXT and not child.exact:
                plain.append(self.leaf(child))
            else:
                other.append(self.part(child, And, Or, Words))
        return ", ".join([*([" ".join(plain)] if plain else []), *other])

    def both(self, tree: And) -> str:
        """Join the searched parts by "und" and add exclusions and filters after commas."""
        searched: list[Node] = []
        rest: list[Node] = []
        for child in tree.children:
            (rest if narrows(child) else searched).append(child)
        if len(searched) == 1 and isinstance(searched[0], Words):
            head = [self.words(searched[0])]  # its commas go on as those of the exclusions do
        else:
            parts = [self.part(child, And, Or) for child in searched]
            head = [self.wording.both.join(parts)] if parts else []
        return ", ".join([*head, *(self.node(child) for child in rest)])

    def published(self, node: Published) -> str:
        since = node.since.astimezone(ZONE) if node.since else None
        until = node.until.astimezone(ZONE) if node.until else None
        first = since.date() if since else None
        last = (until - timedelta(microseconds=1)).date() if until else None
        if since and until and first and last:
            return self.range((since, until), first, last)
        if first:
            return self.wording.since.format(self.day(first))
        return self.wording.until.format(self.day(last)) if last else self.wording.any_time

    def range(self, found: Range, first: date, last: date) -> str:
        """Name a range by its year, quarter, month or day if it is a whole one."""
        if _wall(found) == _wall(year_range(first.year)):
            return str(first.year)
        if _wall(found) == _wall(months_range(first.year, first.month)):
            return self.wording.during.format(
                f"{self.wording.months[first.month - 1]} {first.year}"
            )
        quarter, within = divmod(first.month - 1, 3)
        if not within and _wall(found) == _wall(months_range(first.year, first.month, 3)):
            return self.wording.quarter.format(quarter + 1, first.year)
        if _wall(found) == _wall(day_range(first)) or first == last:
            return self.wording.on.format(self.day(first))
        return self.wording.between.format(self.day(first), self.day(last))

    def day(self, day: date) -> str:
        month = self.wording.months[day.month - 1]
        return self.wording.day.format(day=day.day, month=month, year=day.year)


def _wall(found: Range) -> tuple[datetime, datetime]:
    return found[0].replace(tzinfo=None), found[1].replace(tzinfo=None)


def _with_hyphen(leaf: Leaf) -> str:
    """Return the text of a leaf; a word that is cut short with its hyphen."""
    if not isinstance(leaf, Word) or not leaf.short:
        return leaf.text
    begins = leaf.short.lower().startswith(leaf.text.replace("-", "").lower())
    return f"{leaf.text}-" if begins else f"-{leaf.text}"
