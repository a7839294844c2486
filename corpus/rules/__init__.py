"""Corrections by hand: what the user says of lines and outlets, applied to what was read.

In: `regeln.toml` and articles as the readers give them.  Out: articles as the user wants them, and
which rule did what.
"""

from corpus.rules.apply import NO_RULES, Effect, Kind, Pattern, Rule, Rules
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
