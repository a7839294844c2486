"""Put lines together that were broken within a sentence.

In: the lines of a text, each meant as a paragraph.  Out: its paragraphs.
Texts taken from the source of pages keep the line breaks of whoever typed it: no sentence over two
lines would be found as a phrase, or shown as a whole. Of 4,869 such articles of one paper half have
them; where a text has none, its lines are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# A line of so many letters that does not end a sentence is no sub-heading, and no item of a list.
WIDE = 40
# So many wide lines, and so large a share of all, go on in small letters if a text is broken.
LEAST, SHARE = 2, 0.1
_OPEN = ",;–-"


def whole_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines, those together that a broken text has apart. None may be empty."""
    broken = sum(
        1 for line, after in pairwise(lines) if after[0].islower() and _is_open(line, WIDE)
    )
    if broken < max(LEAST, SHARE * len(lines)):
        return list(lines)
    whole = [lines[0]]
    for line, after in pairwise(lines):
        if _goes_on(line, after):
            whole[-1] += after if line[-1] == "-" and after[0].isupper() else f" {after}"
        else:
            whole.append(after)
    return whole


def _is_open(line: str, letters: int = 0) -> bool:
    return len(line) >= letters and (line[-1].isalnum() or line[-1] in _OPEN)


def _goes_on(line: str, after: str) -> bool:
    """Tell if a line ends within a sentence: as the next begins, by its last word, its length."""
    last = line.rpartition(" ")[2]
    return _is_open(line) and (after[0].islower() or last[0].islower() or len(line) >= WIDE)
