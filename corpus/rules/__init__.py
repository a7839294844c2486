"""Corrections by hand: what the user says of lines and outlets, applied to what was read.

In: `regeln.toml` and articles as the readers give them.  Out: articles as the user wants them, and
which rule did what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.doors import opened
from corpus.rules.apply import NO_RULES, Effect, Kind, Pattern, Rule, Rules

if TYPE_CHECKING:
    from corpus.rules.file import read_rules

__all__ = [
    "NO_RULES",
    "Effect",
    "Kind",
    "Pattern",
    "Rule",
    "Rules",
    "read_rules",
]

__getattr__ = opened(__name__, {"corpus.rules.file": ("read_rules",)})
