"""Pieces of shown texts: what a query may match is never ruled out, most of the rest is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer, ShownPieces, Sieve, analyzer

WORDS = st.text("abcdeäß", min_size=1, max_size=6)


def looked_at(piece):
    return piece.replace("-", "\t") + "\n", piece.split("-")


@given(st.lists(WORDS, min_size=1, max_size=9), WORDS)
def test_a_piece_with_a_wanted_term_passes(words, other):
    shown = ShownPieces(looked_at)
    numbers = shown.numbers([other, "-".join(words)])
    for word in words:
        assert shown.having(numbers, Sieve.of([word]))[0][1]


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=3))
def test_a_piece_with_wanted_letters_passes(words, others):
    shown = ShownPieces(looked_at)
    numbers = shown.numbers(["-".join(words)])
    for word in words:
        for at in range(len(word)):
            beginnings = [other[:3] for other in (word[at:], *others)]
            assert shown.having(numbers, Sieve.of([], beginnings))[1][0]


def test_most_pieces_without_a_wanted_term_are_ruled_out():
    shown = ShownPieces(looked_at)
    numbers = shown.numbers([f"w{number}" for number in range(3000)])
    terms, letters = shown.having(numbers, Sieve.of(["haus", "boot"], ["hau", "boo"]))
    assert terms.sum() < 30
    assert letters.sum() < 300


def test_a_piece_keeps_its_number_and_its_length():
    shown = ShownPieces(looked_at)
    pieces = [f"w{number}" for number in range(3000)]
    numbers = shown.numbers(pieces)
    assert numbers.tolist() == shown.numbers(pieces).tolist() == list(range(3000))
    assert shown.lengths(numbers).tolist() == list(map(len, pieces))


def test_when_there_are_too_many_pieces_they_are_met_anew(monkeypatch):
    monkeypatch.setattr(analyzer, "CACHE_SHOWN", 3)
    words = Analyzer()
    first = words.shown()
    first.numbers(["eins", "zwei"])
    assert words.shown() is first
    first.numbers(["drei"])
    assert words.shown() is not first
    assert len(words.shown()) == 0


@pytest.mark.parametrize("piece", ["", "–", "a", "Corona-Pandemie-Nachrichten-Seite"])
def test_any_piece_can_be_asked_for(piece):
    shown = Analyzer().shown()
    numbers = shown.numbers([piece])
    assert [len(row) for row in shown.having(numbers, Sieve.of(["haus"], ["ha"]))] == [1, 1]
