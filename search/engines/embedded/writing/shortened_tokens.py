"""Find the words that are cut short among those of many texts at once.

In: UTF-8 text, a block a line, and its chunks.  Out: the place of each such word among all words,
and what `words_of` tells of it.
Chunks are numbered by themselves (`numbering.py`), but a word that is cut short is understood by
those behind or before it: so each hyphen at the border of a chunk is looked at in its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

from search.analysis import token_spans
from search.analysis.chunks import Chunks
from search.analysis.ellipsis import REACH, at_hyphen
from search.analysis.joined import told_short
from search.system.arrays import Array

# Where a word may be cut short, in UTF-8.
_DOUBTFUL = re.compile(rb"-(?:(?<=[0-9A-Za-z\x80-\xff]-)[ ,/\xc2]|(?<=[ /\xa0]-)[A-Za-z\x80-\xff])")
# In bytes, what `at_hyphen` looks at on each side.
_REACH = 4 * REACH


def words_cut_short(data: bytes, chunks: Chunks, before: Array) -> Iterator[tuple[int, str]]:
    """Yield the places of words that are cut short, and what each has behind it.

    `before`: how many words there are before each chunk, and at the end all.
    """
    hyphens = [match.start() for match in _DOUBTFUL.finditer(data)]
    numbers = chunks.ends.searchsorted(hyphens).tolist()
    known, starts = -1, list[int]()
    for hyphen, number in zip(hyphens, numbers, strict=True):
        ends_chunk = number < len(chunks.ends) and chunks.ends[number] == hyphen
        # In the usual case, "Haus- und", nothing before the chunk tells anything.
        begin = int(chunks.starts[number]) if ends_chunk else _line_start(data, hyphen)
        behind, ahead = _text(data, begin, hyphen), _text(data, hyphen, hyphen + _REACH)
        text = behind + ahead.partition("\n")[0]
        for found in at_hyphen(text, len(behind)):
            start = begin + len(text[: found.start].encode("utf-8", "surrogatepass"))
            chunk = int(chunks.starts.searchsorted(start, "right")) - 1
            place = 0
            if start != chunks.starts[chunk]:
                # A chunk may be as long as a text, "a/-a/-a…": its words are looked for once.
                if chunk != known:
                    known, starts = chunk, _word_starts(data, chunks, chunk)
                place = bisect_left(starts, start)
                if starts[place : place + 1] != [start]:
                    continue
            yield int(before[chunk]) + place, told_short(found)


def _word_starts(data: bytes, chunks: Chunks, chunk: int) -> list[int]:
    """Return where the words of a chunk begin, in bytes."""
    start, end = int(chunks.starts[chunk]), int(chunks.ends[chunk])
    begins = [begin for begin, _ in token_spans(_text(data, start, end))]
    letters = np.flatnonzero(np.frombuffer(data[start:end], np.uint8) & 0xC0 != 0x80)
    found: list[int] = (letters[begins] + start).tolist()
    return found


def _line_start(data: bytes, place: int) -> int:
    """Return where the line of a place begins, or what is within reach of it."""
    start = max(0, place - _REACH)
    start = max(start, data.rfind(b"\n", start, place) + 1)
    while data[start] & 0xC0 == 0x80:
        start += 1
    return start


def _text(data: bytes, start: int, end: int) -> str:
    """Return text from a character on, without one that would be cut at the end."""
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[start:end].decode("utf-8", "surrogatepass")
