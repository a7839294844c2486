"""Read `regeln.toml`, and say of what is wrong in which line it stands and what would do.

In: a TOML file written by hand.  Out: rules, or the first error.
Python's TOML reader tells no lines, so those of tables and keys are looked up in the text.
Source: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.readers.columns import CONTENTS, content_of
from corpus.readers.decoding import clean
from corpus.rules.apply import NO_RULES, Kind, Pattern, Rule, Rules

MAX_BYTES = 1 << 20
MAX_RULES = 5_000
MIN_LETTERS = 3
LEVELS = range(2, 7)
# The keys of each table: the ones it must have, the ones it may have.
KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.DROP: (("zeile",), ("quelle",)),
    Kind.HEADING: (("zeile",), ("quelle", "rang")),
    Kind.PARAGRAPH: (("zeile",), ("quelle",)),
    Kind.RENAME: (("name", "heisst"), ()),
    Kind.COLUMN: (("name", "inhalt"), ("datei",)),
}
# (Table, its number among those of that name, key) to line; key "" is the table's head.
Lines = dict[tuple[str, int, str], int]
_TABLE = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"']*?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


class RulesError(CorpusError):
    """The file cannot be used; the message names file, line, reason and what would do."""


class _RuleFaultError(Exception):
    """What is wrong, and in which table and key."""

    def __init__(self, reason: str, key: str = "") -> None:
        super().__init__(reason)
        self.key = key


def read_rules(path: Path) -> Rules:
    """Return the rules of a file, none if it is not there. Raises: RulesError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return NO_RULES
    except OSError as error:
        raise RulesError(f"{path}: cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise RulesError(f"{path}: larger than {MAX_BYTES >> 20} MiB: keep rules, not texts")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RulesError(f"{path}, line {line}: not UTF-8: save the file as UTF-8") from error
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise RulesError(f"{path}, line 1: nested too deeply: {_hint(text, 1)}") from error
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason = _PLACE.sub("", str(error))
        raise RulesError(f"{path}, line {line}: {reason}: {_hint(text, line)}") from error
    return Rules(tuple(_rules(path, tables, _lines(text))))


def _hint(text: str, line: int) -> str:
    written = text.split("\n")[min(line, text.count("\n") + 1) - 1]
    if _KEY.match(written) and not re.search(r"=\s*[\"'\d]", written):
        return 'write a text in quotes, as in zeile = "Lesen Sie auch*"'
    return 'a rule is written [[weglassen]] and below it zeile = "Lesen Sie auch*"'


def _rules(
    path: Path, tables: dict[str, Any], lines: dict[tuple[str, int, str], int]
) -> list[Rule]:
    rules: list[Rule] = []
    known = ", ".join(f"[[{kind.value}]]" for kind in Kind)
    for name, entries in tables.items():
        at = lines.get((name, 0, ""), 1)
        if name not in {kind.value for kind in Kind}:
            raise RulesError(f"{path}, line {at}: there is no rule {name!r}: write one of {known}")
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise RulesError(f"{path}, line {at}: write [[{name}]], in two brackets")
        for number, entry in enumerate(entries):
            at = lines.get((name, number, ""), at)
            try:
                rules.append(_rule(Kind(name), entry, at))
            except _RuleFaultError as fault:
                line = lines.get((name, number, fault.key), at)
                raise RulesError(f"{path}, line {line}: {fault}") from fault
    if len(rules) > MAX_RULES:
        raise RulesError(f"{path}: more than {MAX_RULES} rules: join some with *")
    return sorted(rules, key=lambda rule: rule.at)


def _rule(kind: Kind, entry: dict[str, Any], at: int) -> Rule:
    needed, allowed = KEYS[kind]
    for key in entry:
        if key not in needed + allowed:
            may = ", ".join(needed + allowed)
            raise _RuleFaultError(f"[[{kind.value}]] has no {key!r}: it takes {may}", key)
    for key in needed:
        if key not in entry:
            raise _RuleFaultError(f'[[{kind.value}]] needs a line {key} = "…"')
    outlet = _pattern(entry, "quelle") if "quelle" in entry else None
    if kind is Kind.RENAME:
        return Rule(kind=kind, at=at, line=_pattern(entry, "name"), name=_text(entry, "heisst"))
    if kind is Kind.COLUMN:
        return _column(entry, at)
    level = entry.get("rang", 2)
    if type(level) is not int or level not in LEVELS:
        raise _RuleFaultError("rang is a whole number from 2 to 6, as in rang = 3", "rang")
    return Rule(kind=kind, at=at, line=_pattern(entry, "zeile"), outlet=outlet, level=level)


def _column(entry: dict[str, Any], at: int) -> Rule:
    name, content = _text(entry, "name"), _text(entry, "inhalt")
    if content_of(content) is None:
        known = ", ".join(CONTENTS)
        raise _RuleFaultError(f"inhalt = {content!r} is unknown: write one of {known}", "inhalt")
    file = _pattern(entry, "datei") if "datei" in entry else None
    return Rule(kind=Kind.COLUMN, at=at, line=Pattern(name), outlet=file, name=content)


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str):
        raise _RuleFaultError(f'{key} is a text: write it in quotes, as in {key} = "{value}"', key)
    if "\n" in value or "\r" in value:
        raise _RuleFaultError(f"{key} is one line: write a rule for each", key)
    text = clean(value)
    if not text:
        raise _RuleFaultError(f"{key} is empty: write a text or drop the line", key)
    return text


def _pattern(entry: dict[str, Any], key: str) -> Pattern:
    text = _text(entry, key)
    if "*" in text and sum(map(str.isalnum, text)) < MIN_LETTERS:
        reason = f"{key} = {text!r} fits nearly everything"
        raise _RuleFaultError(f"{reason}: write {MIN_LETTERS} letters or more beside the *", key)
    return Pattern(text)


def _lines(text: str) -> Lines:
    """Return the lines of tables and keys; a table written inline has that of its name alone."""
    lines: Lines = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := _TABLE.match(line):
            table = head[1]
            counts[table] = counts.get(table, -1) + 1
            lines.setdefault((table, counts[table], ""), number)
        elif key := _KEY.match(line):
            place = (table, counts[table], key[1]) if table else (key[1], 0, "")
            lines.setdefault(place, number)
    return lines
