"""Cut German text into sentences.

In: one paragraph.  Out: [start, end) offsets of its sentences, without the blanks between.
A full stop ends no sentence after an abbreviation ("z. B.", "Hafenstr."), a letter ("J. Weber")
or a number ("am 12. März", "Karl VI."); what follows must look like a beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Of a row of marks only the first begins an end, or a line of dots would be gone through from each.
_END = re.compile(r"([.!?…](?<![.!?…]{2})[.!?…]*[\"“”«»‹›‘’')\]]*)\s+(?=[\"„“»«‚(\[]*[A-ZÄÖÜ0-9])")
_ABBREVIATIONS = frozenset(
    "abs art bd bzw ca co dr evtl fr geb ggf hl hr inkl jh kap max mind mio mrd nr prof rd s sog st"
    " str tel tsd u usw vgl vs z zt zzgl ing dipl jan feb mär apr aug sep sept okt nov dez".split()
)
_LAST_WORD = re.compile(r"(?<!\w)\w+\Z")
# Of more than one letter; five are enough for all who ever bore one.
_ROMAN = re.compile("[IVX]{2,5}")
# Letters of the longest abbreviation: a longer word need not be looked at.
_LONGEST = max(map(len, _ABBREVIATIONS))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a paragraph, in order, none empty."""
    start = 0
    for match in _END.finditer(text):
        stop, end = match.span(1)
        if text[stop] == ".":
            # One letter more, so that a longer word is seen to be one.
            word = _LAST_WORD.search(text, max(start, stop - _LONGEST - 1), stop)
            if text.endswith("str", start, stop) or (word and _is_open(word.group())):
                continue
        yield start, end
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def _is_open(word: str) -> bool:
    if len(word) == 1 or (word.isdigit() and len(word) <= 2):
        return True
    return word.lower() in _ABBREVIATIONS or _ROMAN.fullmatch(word) is not None
