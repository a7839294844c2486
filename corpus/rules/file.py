"""Read `regeln.toml`: which tables and keys there are, and what they may say.

In: a TOML file written by hand (`corpus/handwritten.py`).  Out: rules, or the first error.
"""

from __future__ import annotations

from pathlib import Path

from corpus.handwritten import Entry, Example, HandwrittenError, read_entries
from corpus.readers.records import CONTENTS, content_of
from corpus.rules.apply import NO_RULES, Kind, Pattern, Rule, Rules

MAX_RULES = 5_000
MIN_LETTERS = 3
LEVELS = range(2, 7)
# Keys that say in which articles a rule holds.
_WHERE = ("quelle", "adresse")
# The keys of each table: the ones it must have, the ones it may have.
KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.DROP: (("zeile",), _WHERE),
    Kind.HEADING: (("zeile",), (*_WHERE, "rang")),
    Kind.PARAGRAPH: (("zeile",), _WHERE),
    Kind.RENAME: (("name", "heisst"), ()),
    Kind.AUTHOR: (("name",), ("heisst", *_WHERE)),
    Kind.COLUMN: (("name", "inhalt"), ("datei",)),
}
_EXAMPLE = Example("rule", "weglassen", 'zeile = "Lesen Sie auch*"')


def read_rules(path: Path) -> Rules:
    """Return the rules of a file, none if it is not there. Raises: HandwrittenError."""
    kinds = [kind.value for kind in Kind]
    rules = [_rule(entry) for entry in read_entries(path, kinds, _EXAMPLE)]
    if len(rules) > MAX_RULES:
        raise HandwrittenError(f"{path}: more than {MAX_RULES} rules: join some with *")
    return Rules(tuple(sorted(rules, key=lambda rule: rule.at))) if rules else NO_RULES


def _rule(entry: Entry) -> Rule:
    kind, at = Kind(entry.table), entry.at
    entry.check_keys(*KEYS[kind])
    outlet = _pattern(entry, "quelle") if "quelle" in entry.values else None
    if kind is Kind.RENAME:
        return Rule(kind=kind, at=at, line=_pattern(entry, "name"), name=entry.text("heisst"))
    if kind is Kind.COLUMN:
        return _column(entry)
    address = _pattern(entry, "adresse") if "adresse" in entry.values else None
    if kind is Kind.AUTHOR:
        new = entry.text("heisst") if "heisst" in entry.values else ""
        name = _pattern(entry, "name")
        return Rule(kind=kind, at=at, line=name, outlet=outlet, address=address, name=new)
    level = entry.values.get("rang", 2)
    if type(level) is not int or level not in LEVELS:
        raise entry.wrong("rang is a whole number from 2 to 6, as in rang = 3", "rang")
    line = _pattern(entry, "zeile")
    return Rule(kind=kind, at=at, line=line, outlet=outlet, address=address, level=level)


def _column(entry: Entry) -> Rule:
    name, content = entry.text("name"), entry.text("inhalt")
    if content_of(content) is None:
        known = ", ".join(CONTENTS)
        raise entry.wrong(f"inhalt = {content!r} is unknown: write one of {known}", "inhalt")
    file = _pattern(entry, "datei") if "datei" in entry.values else None
    return Rule(kind=Kind.COLUMN, at=entry.at, line=Pattern(name), outlet=file, name=content)


def _pattern(entry: Entry, key: str) -> Pattern:
    text = entry.text(key)
    if "*" in text and sum(map(str.isalnum, text)) < MIN_LETTERS:
        reason = f"{key} = {text!r} fits nearly everything"
        raise entry.wrong(f"{reason}: write {MIN_LETTERS} letters or more beside the *", key)
    return Pattern(text)
