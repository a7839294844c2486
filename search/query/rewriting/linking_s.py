"""Compounds that are written with an s between their parts and without: "Schadensersatz" and
"Schadenersatz", "Mitgliedstaaten" and "Mitgliedsstaaten".

In: a word as typed and the analyser of an index.  Out: the same with one joint otherwise. Which of
the two is right often nobody knows, and both stand in newspapers. No list says where both do: of a
word that nobody writes there is nothing in any index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.analysis import Analyzer, Part

# What stands between two parts where an s may; not of parts with a function word between them.
_JOINTS = frozenset(("", "s", "es", "n", "en", "e", "er"))
# Letters of a word: shorter ones mean another thing with an s ("Weinberg", "Weinsberg").
_LEAST = 9
# Behind these no s is heard.
_LIKE_S = frozenset("sßxz")


def other_joints(text: str, analyzer: Analyzer) -> tuple[str, ...]:
    """Return the other spellings of a compound as it has its parts, none of another word."""
    parts = analyzer.parts(text) if len(text) >= _LEAST else ()
    return tuple(dict.fromkeys(_changed(text, parts))) if len(parts) > 1 else ()


def _changed(text: str, parts: Sequence[Part]) -> Iterator[str]:
    for one, two in pairwise(parts):
        joint, place = text[one.end : two.start], two.start
        if joint not in _JOINTS:
            continue
        with_s = joint.endswith("s")
        if with_s:
            yield text[: place - 1] + text[place:]
        # "Antragsteller" may have been taken for "Antrags" and "Teller".
        if with_s or text[place - 1] not in _LIKE_S:
            yield f"{text[:place]}s{text[place:]}"
        # And "Schadenersatz" for "Schadener" and "Satz".
        if joint in ("e", "er"):
            yield f"{text[: one.end]}s{text[one.end :]}"
