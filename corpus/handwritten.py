"""Read TOML files written by hand, and say of what is wrong in which line it stands.

In: a file of tables `[[name]]` and an example of one.  Out: its entries, or the first error.
Python's TOML reader tells no lines, so those of tables and keys are looked up in the text.
Source: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.readers.decoding import clean

MAX_BYTES = 1 << 20
# (Table, its number among those of that name, key) to line; key "" is the table's head.
Lines = Mapping[tuple[str, int, str], int]
_TABLE = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"']*?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


class HandwrittenError(CorpusError):
    """The file cannot be used; the message names file, line, reason and what would do."""


@dataclass(frozen=True, slots=True)
class Example:
    """How a file is written: what an entry is called, a table, a line of it."""

    noun: str
    table: str
    line: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file. `at`: its line; `lines`: those of its keys."""

    path: Path
    noun: str
    table: str
    at: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def wrong(self, reason: str, key: str = "") -> HandwrittenError:
        """Return the error that tells what is wrong in the line of a key, or in all of it."""
        return HandwrittenError(f"{self.path}, line {self.lines.get(key, self.at)}: {reason}")

    def check_keys(self, needed: Collection[str], allowed: Collection[str] = ()) -> None:
        """See that it has what it needs and nothing else. Raises: HandwrittenError."""
        for key in self.values:
            if key not in (*needed, *allowed):
                may = ", ".join((*needed, *allowed))
                raise self.wrong(f"[[{self.table}]] has no {key!r}: it takes {may}", key)
        for key in needed:
            if key not in self.values:
                raise self.wrong(f'[[{self.table}]] needs a line {key} = "…"')

    def text(self, key: str) -> str:
        """Return a text of one line that is not empty. Raises: HandwrittenError."""
        value = self.values[key]
        if not isinstance(value, str):
            raise self.wrong(f'{key} is a text: write it in quotes, as in {key} = "{value}"', key)
        if "\n" in value or "\r" in value:
            raise self.wrong(f"{key} is one line: write a {self.noun} for each", key)
        text = clean(value)
        if not text:
            raise self.wrong(f"{key} is empty: write a text or drop the line", key)
        return text


def read_entries(path: Path, tables: Collection[str], example: Example) -> Iterator[Entry]:
    """Yield the entries of a file, table by table; none if it is not there.

    Raises: HandwrittenError, also for tables of other names.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise HandwrittenError(f"{path}: cannot be read: {error.strerror}") from error
    noun = example.noun
    if len(content) > MAX_BYTES:
        raise HandwrittenError(
            f"{path}: larger than {MAX_BYTES >> 20} MiB: keep {noun}s, not texts"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise HandwrittenError(f"{path}, line {line}: not UTF-8: save the file as UTF-8") from error
    lines, known = _lines(text), ", ".join(f"[[{table}]]" for table in tables)
    for name, entries in _parsed(path, text, example).items():
        at = lines.get((name, 0, ""), 1)
        if name not in tables:
            raise HandwrittenError(
                f"{path}, line {at}: there is no {noun} {name!r}: write one of {known}"
            )
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise HandwrittenError(f"{path}, line {at}: write [[{name}]], in two brackets")
        for number, values in enumerate(entries):
            at = lines.get((name, number, ""), at)
            of_keys = {key: lines.get((name, number, key), at) for key in values}
            yield Entry(path, noun, name, at, values, of_keys)


def _parsed(path: Path, text: str, example: Example) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        hint = _hint(text, 1, example)
        raise HandwrittenError(f"{path}, line 1: nested too deeply: {hint}") from error
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason, hint = _PLACE.sub("", str(error)), _hint(text, line, example)
        raise HandwrittenError(f"{path}, line {line}: {reason}: {hint}") from error


def _hint(text: str, line: int, example: Example) -> str:
    written = text.split("\n")[min(line, text.count("\n") + 1) - 1]
    if _KEY.match(written) and not re.search(r"=\s*[\"'\d]", written):
        return f"write a text in quotes, as in {example.line}"
    return f"a {example.noun} is written [[{example.table}]] and below it {example.line}"


def _lines(text: str) -> Lines:
    """Return the lines of tables and keys; a table written inline has that of its name alone."""
    lines: dict[tuple[str, int, str], int] = {}
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
