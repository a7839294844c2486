"""Nouns of a text, names they make together, and how surprising a frequency is."""

from __future__ import annotations

import math

import pytest

from corpus import Article, Section
from search.telling.nouns import HEAD_CHARS, Noun, names, nouns
from search.telling.peaks import surprise


def article(*paragraphs: str, title: str = "") -> Article:
    return Article(id="a", title=title, sections=(Section(paragraphs=paragraphs),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gestern kam das Wasser, Boote auch", ["Wasser", "Boote"]),
        ("Alle da. Zudem regnete es. „Ich“, sagte sie: Nichts.", []),
        ("Die Stadt Alt-Wiesach hilft", ["Stadt", "Alt", "Wiesach"]),
        ("Das sagte Łucja, dann Öztürk und die EU", ["Łucja", "Öztürk", "EU"]),
        ("Um 8 Uhr und 3 A", ["Uhr"]),
    ],
)
def test_nouns_have_a_capital_within_a_sentence(text, found):
    assert [noun.text for noun in nouns(article(text))] == found


def test_a_blank_or_a_hyphen_alone_links_nouns():
    (noun_a, *rest) = nouns(article("Es kamen Anna Moor-Weiler, Boote und Kräne"))
    assert noun_a == Noun("Anna", "")
    assert rest == [Noun("Moor", " "), Noun("Weiler", "-"), Noun("Boote", ""), Noun("Kräne", "")]


def test_the_head_of_an_article_is_read_and_no_more():
    long = "und so " * (HEAD_CHARS // 7 + 1)
    assert nouns(article("der Anfang", f"{long} das Ende", title="Ein Titel")) == [
        Noun("Titel", ""), Noun("Anfang", ""),
    ]  # fmt: skip


def heads(*rows):
    return [[(noun.text.lower(), noun) for noun in nouns(article(row))] for row in rows]


def test_what_mostly_stands_side_by_side_is_one_name():
    rows = ["es kam Frau Anna Moor", "da kam Anna Moor"] * 2
    together = heads(*rows, "sonst eine Frau")
    assert list(names(["moor", "frau", "anna"], together)) == ["Anna Moor", "Frau"]
    apart = heads("es kam Anna Moor", "es kam Anna", "es kam Moor", "und die Anna")
    assert list(names(["moor", "anna"], apart)) == ["Moor", "Anna"]


def test_names_that_run_in_a_circle_are_told_once():
    circle = heads(*["im Baden Wiesach Baden Wiesach Baden"] * 3)
    told = list(names(["baden", "wiesach"], circle))
    assert sorted(" ".join(told).split()) == ["Baden", "Wiesach"]


def test_a_stem_is_told_in_the_form_of_most_heads():
    forms = ["Deiche", "Deich", "Deich", "Deiches"]
    rows = [[("deich", Noun(form, ""))] for form in forms]
    assert list(names(["deich"], rows)) == ["Deich"]
    assert list(names(["deich"], rows[:2])) == ["Deich"], "of equals the shortest"


def test_surprise_is_the_log_likelihood_ratio():
    # Dunning 1993: -2 log of the likelihood with one rate for both over that with two.
    def log_likelihood(k, n, p):
        return k * math.log(p) + (n - k) * math.log(1 - p)

    one = log_likelihood(20, 30, 50 / 200) + log_likelihood(30, 170, 50 / 200)
    two = log_likelihood(20, 30, 20 / 30) + log_likelihood(30, 170, 30 / 170)
    assert surprise(20, 30, 30, 170) == pytest.approx(2 * (two - one))


def test_only_what_is_more_frequent_is_a_surprise():
    assert surprise(5, 50, 10, 100) == 0
    assert surprise(1, 50, 10, 100) == 0
    assert surprise(50, 50, 100, 100) == 0
    assert surprise(3, 3, 0, 20) > surprise(3, 6, 0, 20) > 0
