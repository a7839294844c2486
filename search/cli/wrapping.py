"""Show texts with their marks, on a terminal wrapped at its width, between words and not within.

In: a text with marks.  Out: its lines, marks emphasised. What is read by a program or goes
into a file keeps one line.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import click

from search.models import Snippet

# Longer lines are hard to read, however wide the window.
WIDEST = 100
# Narrower windows wrap by themselves as well as we could.
_NARROWEST = 20


def lines(snippet: Snippet, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a text as they are printed."""
    return (f"{' ' * indent}{marked(line)}" for line in wrapped(snippet, room(indent)))


def marked(snippet: Snippet, *, underline: bool | None = None) -> str:
    """Return a snippet with its marks emphasised."""
    parts, done = [], 0
    for start, end in snippet.marks:
        parts.append(snippet.text[done:start])
        parts.append(click.style(snippet.text[start:end], bold=True, underline=underline))
        done = end
    return "".join((*parts, snippet.text[done:]))


def room(indent: int) -> int:
    """Return how many letters of a line are free behind an indent, 0 if lines have no end."""
    if not sys.stdout.isatty():
        return 0
    return max(_NARROWEST, min(WIDEST, shutil.get_terminal_size().columns) - indent)


def wrapped(snippet: Snippet, letters: int) -> Iterator[Snippet]:
    """Yield the lines of a snippet; a word that is longer than a line has one of its own.

    Args:
        letters: the room of a line, 0 if it has no end.
    """
    text, start = snippet.text, 0
    while letters and len(text) - start > letters:
        end = text.rfind(" ", start + 1, start + letters + 1)
        if end < 0:
            end = text.find(" ", start + letters)
        if end < 0:
            break
        yield _cut(snippet, start, end)
        start = end + 1
    yield _cut(snippet, start, len(text))


def _cut(snippet: Snippet, start: int, end: int) -> Snippet:
    marks = ((max(first, start), min(last, end)) for first, last in snippet.marks)
    within = tuple((first - start, last - start) for first, last in marks if first < last)
    return Snippet(snippet.text[start:end], within)
