"""The user's own words: `woerter.txt`, which overrules what was learned about compounds.

In: lines, one word each, its parts separated by "|"; a word without "|" is never split. Letters
between two parts (the joint) stand in brackets: "bundestag(s)|wahl". "#" begins a comment.
Out: lower-case word → its parts, each as it stands in the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PART = re.compile(r"([^\W\d_]+)(?:\(([^\W\d_]+)\))?")


class OverridesError(ValueError):
    """A line of the user's words cannot be used; the message names it and says what to write."""


def read_overrides(lines: Iterable[str], name: str = "woerter.txt") -> dict[str, tuple[str, ...]]:
    """Return lower-case word → parts. Raises OverridesError at the first bad line."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines, 1):
        text = unicodedata.normalize("NFC", line.lstrip("\ufeff")).partition("#")[0].strip()
        if not text:
            continue
        parts, word = [], ""
        for piece in text.lower().split("|"):
            match = _PART.fullmatch(piece.strip())
            if not match:
                raise OverridesError(
                    f"{name}, line {number}: {piece.strip()!r} is no part of a word: "
                    "write letters only, like Waffen|ruhe or Bundestag(s)|wahl"
                )
            parts.append(match[1])
            word += match[1] + (match[2] or "")
        if found.get(word, tuple(parts)) != tuple(parts):
            raise OverridesError(
                f"{name}, line {number}: {word!r} stands there twice, with different parts"
            )
        found[word] = tuple(parts)
    return found
