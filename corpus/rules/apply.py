"""Apply rules to an article: drop lines, make headings of lines and lines of headings, rename
outlets and authors; tell what the columns of a table hold.

In: an article and the rules in the order of the file, of which the first that fits a line wins.
Out: the corrected article, and an effect for each line or name that a rule changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from corpus.models import Article, Section
from corpus.readers import is_table
from corpus.readers.records import content_of, key_of


class Kind(Enum):
    """What a rule does; the value is its name in the file."""

    DROP = "weglassen"
    HEADING = "zwischentitel"
    PARAGRAPH = "absatz"
    RENAME = "quelle"
    AUTHOR = "autor"
    COLUMN = "spalte"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole line, capitals alike; `*` stands for anything, also nothing."""

    text: str
    parts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(self.text.casefold().split("*")))

    def fits(self, line: str) -> bool:
        """Tell if a line is of this shape, in time proportional to its length."""
        line = line.casefold()
        first, *middle = self.parts
        if not middle:
            return line == first
        last = middle.pop()
        if len(line) < len(first) + len(last) or not line.startswith(first):
            return False
        at = len(first)
        end = len(line) - len(last)
        for part in middle:
            found = line.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return line.endswith(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `at`: its line in the file; `outlet`: whose articles, None for all; `address`: that
    of the only article; `line`: of a RENAME and an AUTHOR the name as it was read; `level`: of a
    HEADING, 2–6; `name`: what RENAME and AUTHOR give, "" for no author at all.

    Of a COLUMN `line` is its name, `name` what it holds, `outlet` in files of which name.
    """

    kind: Kind
    at: int
    line: Pattern
    outlet: Pattern | None = None
    address: Pattern | None = None
    level: int = 2
    name: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule did to a text."""

    rule: Rule
    text: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a file. `stamp`: changes when they do, empty without any."""

    rules: tuple[Rule, ...] = ()

    @property
    def stamp(self) -> str:
        """Sixteen hex digits of what the rules say, wherever in the file they stand."""
        if not self.rules:
            return ""
        said = repr([replace(rule, at=0) for rule in self.rules])
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:16]

    def of_columns(self, path: Path) -> list[Rule]:
        """Return what is said of the columns of a file."""
        if not is_table(path):
            return []
        return [
            rule
            for rule in self.rules
            if rule.kind is Kind.COLUMN and (rule.outlet is None or rule.outlet.fits(path.name))
        ]

    def columns(self, path: Path) -> dict[str, str]:
        """Return the fields of the columns of a file, by the keys of their names."""
        said = {key_of(rule.line.text): rule.name for rule in reversed(self.of_columns(path))}
        return {key: content_of(name) or "" for key, name in said.items()}

    def apply(self, article: Article) -> Article:
        """Return the article as the rules want it."""
        return self.explain(article)[0]

    def explain(self, article: Article) -> tuple[Article, list[Effect]]:
        """Return the article as the rules want it, and what they did."""
        effects: list[Effect] = []
        if not self.rules:
            return article, effects
        host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
        names = {article.source, host} - {""}
        for rule in self.rules:
            if rule.kind is Kind.RENAME and any(map(rule.line.fits, names)):
                if article.source != rule.name:
                    effects.append(Effect(rule, article.source))
                    article = replace(article, source=rule.name)
                names.add(rule.name)
                break
        due = [
            rule
            for rule in self.rules
            if rule.kind not in {Kind.RENAME, Kind.COLUMN}
            and (rule.outlet is None or any(map(rule.outlet.fits, names)))
            and (rule.address is None or rule.address.fits(article.url))
        ]
        article = _with_authors(article, [r for r in due if r.kind is Kind.AUTHOR], effects)
        due = [rule for rule in due if rule.kind is not Kind.AUTHOR]
        return (_Lines(due, effects).corrected(article) if due else article), effects


NO_RULES = Rules()


def _with_authors(article: Article, due: list[Rule], effects: list[Effect]) -> Article:
    """Return an article with its authors named as the rules want it, each once."""
    names: dict[str, None] = {}
    for author in article.authors:
        rule = next((rule for rule in due if rule.line.fits(author)), None)
        name = author if rule is None else rule.name
        if rule and name != author:
            effects.append(Effect(rule, author))
        if name:
            names[name] = None
    return article if tuple(names) == article.authors else replace(article, authors=tuple(names))


class _Lines:
    """Goes through the lines of an article once, building its sections anew."""

    def __init__(self, due: list[Rule], effects: list[Effect]) -> None:
        # Most rules are plain lines: one look-up for all of them.
        self._plain: dict[str, list[Rule]] = {}
        for rule in due:
            if "*" not in rule.line.text:
                self._plain.setdefault(rule.line.text.casefold(), []).append(rule)
        self._shaped = [rule for rule in due if "*" in rule.line.text]
        self._effects = effects
        self._sections: list[tuple[Section, list[str]]] = []

    def corrected(self, article: Article) -> Article:
        before = len(self._effects)
        teaser = article.teaser if self._rule(article.teaser, {Kind.DROP}) is None else ""
        for section in article.sections:
            self._open(section)
            for text in section.paragraphs:
                rule = self._rule(text, {Kind.DROP, Kind.HEADING})
                if rule is None:
                    self._sections[-1][1].append(text)
                elif rule.kind is Kind.HEADING:
                    self._sections.append((Section(heading=text, level=rule.level), []))
        if len(self._effects) == before:
            return article
        sections = tuple(replace(head, paragraphs=tuple(body)) for head, body in self._sections)
        return replace(article, teaser=teaser, sections=sections)

    def _open(self, section: Section) -> None:
        if not self._sections or not section.heading:
            self._sections.append((section, []))
            return
        rule = self._rule(section.heading, {Kind.DROP, Kind.PARAGRAPH})
        if rule is None:
            self._sections.append((section, []))
        elif rule.kind is Kind.PARAGRAPH:
            self._sections[-1][1].append(section.heading)

    def _rule(self, line: str, kinds: Iterable[Kind]) -> Rule | None:
        """Return the first rule of the file that fits a line, and note its effect."""
        if not line:
            return None
        fitting: list[Rule] = [
            rule
            for rule in (*self._plain.get(line.casefold(), ()), *self._shaped)
            if rule.kind in kinds and rule.line.fits(line)
        ]
        if not fitting:
            return None
        rule = min(fitting, key=lambda one: one.at)
        self._effects.append(Effect(rule, line))
        return rule
