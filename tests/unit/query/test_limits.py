"""Limits of a query, and that nothing else ever raises."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import QueryError
from search.query import parse
from search.query.dates import ZONE
from search.query.describe import describe
from search.query.tree import And, Not, Or, Words

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("ab " * 668, 2000, "zu lang"),
        ("\N{COMBINING DIAERESIS}" * 100_000, 2000, "zu lang"),
        ("ab " * 170 + "ODER a", 512, "zu lang"),
        ("ab " * 170 + "quelle:a", 512, "zu lang"),
        ("a " * 32 + "UND a", 68, "32"),
        ("a " * 32 + "-b", 65, "32"),
        ("a " * 32 + "titel:b", 64, "32"),
        ("a " + "b" * 65, 2, "64"),
        ("((((a)))) " * 16, 124, "64"),
        ("(" * 17 + "a" + ")" * 17, 16, "16"),
        ("a \ud800", 2, "Zeichen"),
        ("a\0", 1, "Zeichen"),
        ("a Bu*", 2, "mindestens 3"),
        ("a W?r", 2, "mindestens 3"),
        ("a W*t", 2, "mindestens 3"),
        ("=W?r", 0, "mindestens 3"),
        ("a " + "W?rt " * 9, 42, "höchstens 8"),
        ("Wort~ " * 9, 48, "höchstens 8"),
        ("a NAHE b " * 5, 38, "höchstens 4"),
        ("titel:Bu*", 0, "mindestens 3"),
        ("-Corona-Pa*", 1, "mindestens 3"),
    ],
)
def test_a_broken_limit_says_what_to_do_and_where(text, position, word):
    with pytest.raises(QueryError, match=word) as caught:
        parse(text, now=NOW)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "told", "kept"),
    [
        ("a " * 33, 33, "a " * 32),
        ("a, " * 666, 666, "a " * 32),
        ('"' + "a " * 40 + '"', 40, '"' + "a " * 32 + '"'),
        ("a " * 30 + '"b c d e"', 34, "a " * 30 + '"b c"'),
        ("a " * 31 + "(b c) d", 34, "a " * 31 + "(b)"),
        ("a " * 31 + "Corona-Pandemie b", 34, "a " * 31),
    ],
)
def test_of_a_text_that_was_pasted_the_first_words_are_searched(text, told, kept):
    found = parse(text, now=NOW)
    assert found.tree == parse(kept, now=NOW).tree
    said = [note.message for note in found.diagnostics]
    assert said == [f"Gesucht wird nach den ersten 32 von {told} Wörtern."]


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 64, "a " * 32, "(" * 16 + "a" + ")" * 16, "(" * 400 + "a", ")" * 400),
        *("NICHT " * 80 + "a", "a" + " ODER" * 90, "titel:" * 20, "-" * 500, '"' * 511),
        *("u\N{COMBINING DIAERESIS} " * 32, "\N{SOFT HYPHEN}" * 600, "*" * 500, "am:2024 " * 64),
    ],
)
def test_within_the_limits_nothing_raises(text):
    describe(parse(text, now=NOW).tree)


PIECES = st.sampled_from(
    [
        *("UND", "ODER", "NICHT", "AND", "und", "(", ")", '"', "„", "“", "‚", "'", "=", "*", "?"),
        *("NAHE", "NEAR/3", "~", "~1", "link:", "ort:", "https://a.de/b", "W?rt", "Haus", "*", "?"),
        *(" ", " ", " ", "-", "+", ":", ".", ",", "/", "a", "Kampf", "Bundes*", "Lehrer*innen"),
        *("titel:", "autor:", "quelle:", "foo:", "seit:", "bis:", "am:", "im:", "2024", "12."),
        *("März", "9999", "0000", "31.02.2025", "letzte Woche", "3. Quartal", "1000", "gestern"),
        *("\N{SOFT HYPHEN}", "\N{COMBINING DIAERESIS}", "\N{NO-BREAK SPACE}", "\0", "§", "🙂"),
    ]
)
QUERIES = st.lists(PIECES, max_size=40).map("".join) | st.text(
    st.characters(exclude_categories=()), max_size=600
)


def nodes(node):
    yield node
    if isinstance(node, And | Or | Words):
        assert len(node.children) > 1
        for child in node.children:
            assert not isinstance(child, Not) or isinstance(node, And)
            yield from nodes(child)
    elif isinstance(node, Not):
        yield from nodes(node.child)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(QUERIES)
def test_any_text_parses_or_breaks_a_limit(text):
    query, position = None, 0
    try:
        query = parse(text, now=NOW)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= max(len(text), 2000)
    if query is None:
        return
    assert describe(query.tree)
    assert not isinstance(query.tree, Not)
    spans = [node.span for node in nodes(query.tree) if hasattr(node, "span")]
    for span in [*spans, *(diagnostic.span for diagnostic in query.diagnostics)]:
        assert 0 <= span.start < span.end <= len(query.text)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(QUERIES)
def test_the_normalised_text_means_the_same(text):
    try:
        query = parse(text, now=NOW)
    except QueryError:
        return
    assert parse(query.text, now=NOW) == query


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wort~9", "In „Wort“ ist höchstens ein Fehler möglich."),
        ("Brücke~3", "In „Brücke“ sind höchstens 2 Fehler möglich."),
    ],
)
def test_more_mistakes_than_possible_are_told_in_number(text, said):
    assert [note.message for note in parse(text, now=NOW).diagnostics] == [said]
