"""Texts are wrapped at the width of a terminal, and only there."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cli import wrapping
from search.models import Snippet


def cut(text, marks, letters):
    lines = wrapping.wrapped(Snippet(text, tuple(marks)), letters)
    return [(line.text, [line.text[a:b] for a, b in line.marks]) for line in lines]


@pytest.mark.parametrize(
    ("text", "marks", "letters", "lines"),
    [
        ("Am Kai liegt sie", [(3, 6)], 0, [("Am Kai liegt sie", ["Kai"])]),
        ("Am Kai liegt sie", [(3, 6)], 16, [("Am Kai liegt sie", ["Kai"])]),
        ("Am Kai liegt sie", [(3, 6)], 12, [("Am Kai liegt", ["Kai"]), ("sie", [])]),
        ("Am Kai liegt es", [(3, 12)], 8, [("Am Kai", ["Kai"]), ("liegt es", ["liegt"])]),
        ("Am Hafenbecken", [(3, 14)], 5, [("Am", []), ("Hafenbecken", ["Hafenbecken"])]),
        ("Hafenbecken", [], 5, [("Hafenbecken", [])]),
        ("", [], 5, [("", [])]),
    ],
)  # fmt: skip
def test_lines_end_between_words_and_keep_their_marks(text, marks, letters, lines):
    assert cut(text, marks, letters) == lines


@given(st.text(alphabet="ab  ", max_size=60), st.integers(1, 20))
def test_nothing_is_lost_and_only_single_words_are_too_long(text, letters):
    lines = [line for line, _ in cut(text, [], letters)]
    assert " ".join(lines) == text
    assert all(len(line) <= letters or " " not in line.strip() for line in lines)


@pytest.mark.parametrize(("columns", "room"), [(80, 75), (300, 95), (10, 20), (0, 20)])
def test_a_line_has_the_width_of_the_terminal_within_reason(monkeypatch, columns, room):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    assert wrapping.room(5) == room


def test_what_is_no_terminal_has_lines_without_end():
    assert wrapping.room(5) == 0
    assert list(wrapping.lines(Snippet("Wort " * 80), indent=2)) == [f"  {'Wort ' * 80}"]
