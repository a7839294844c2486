"""Why an article was found: each mark with the rule that made it and the word it stands in."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, Vocabulary, read_overrides
from search.models import Rule
from search.query import Rules, parse, positive_leaves, rewrite
from search.results import Marker, asked_words, reasons, told
from search.service import site_now

ANALYZER = Analyzer(Vocabulary.learn({}, read_overrides(["Ober|hafen|meister", "Hafen|meister"])))


def why(query, text):
    parsed = parse(query, now=site_now())
    plan = rewrite(parsed.tree, Rules(ANALYZER))
    leaves = tuple(positive_leaves(plan))
    spans = Marker(leaves, ANALYZER).spans(text)
    return list(reasons(text, spans, asked_words(leaves, parsed.text), 3, 7))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("Haus", "Ein Haus.", [("Haus", "Haus", Rule.SPELLING)]),
        ("Haus", "Zwei Häuser.", [("Haus", "Häuser", Rule.STEM)]),
        ("Hafen", "Der Oberhafenmeister", [("Hafen", "Oberhafenmeister", Rule.PART)]),
        ("Hafenmeister", "Kein Oberhafenmeister", [
            ("Hafenmeister", "Oberhafenmeister", Rule.PART)]),
        ("Haf*", "Am Hafen", [("Haf*", "Hafen", Rule.PATTERN)]),
        ("H?fen", "Am Hafen", [("H?fen", "Hafen", Rule.PATTERN)]),
        ("Hefen~", "Am Hafen", [("Hefen~", "Hafen", Rule.PATTERN)]),
        ('"am Hafen"', "So am Hafen.", [("am Hafen", "am Hafen", Rule.PHRASE)]),
        ("Haus NAHE Hafen", "Haus am Hafen", [
            ("Haus Hafen", "Haus", Rule.NEAR), ("Haus Hafen", "Hafen", Rule.NEAR)]),
        ("E-Mail", "Eine Email, eine E-Mail", [
            ("E-Mail", "Email", Rule.SPELLING), ("E-Mail", "E-Mail", Rule.PHRASE),
            ("E-Mail", "E-Mail", Rule.STEM)]),
        ("Aulen/Tarn", "Aulentarn", [("Aulen/Tarn", "Aulentarn", Rule.SPELLING)]),
        ("Haus NICHT Hafen", "Haus am Hafen", [("Haus", "Haus", Rule.SPELLING)]),
        ("Rat NAHE Heirat", "Rat, Heirat", [
            ("Rat Heirat", "Rat", Rule.NEAR), ("Rat Heirat", "Heirat", Rule.NEAR)]),
        ("2. Hof", "Der Zweite Hof", [
            ("2. Hof", "Zweite Hof", Rule.WRITTEN), ("Hof", "Hof", Rule.SPELLING)]),
        ("Am 3.4. Hof", "Der 3. April", [("3.4.", "3. April", Rule.WRITTEN)]),
        ("Karl 4. Hof", "Karl IV.", [
            ("Karl", "Karl", Rule.SPELLING), ("Karl 4", "Karl IV", Rule.WRITTEN)]),
        ("1.5", "Um 1,5 Grad", [("1.5", "1,5", Rule.WRITTEN)]),
        ("8. Mai 1945", "Seit 8.5.1945", [("8. Mai 1945", "8.5.1945", Rule.WRITTEN)] * 3),
        ("Hof", "Zur 1.-Hof-Feier im Hof- und Stalldienst", [
            ("Hof", "Hof-Feier", Rule.SPELLING), ("Hof", "Hof", Rule.SPELLING)]),
        ("ablehnen", "Er lehnt es ab.", [
            ("ablehnen", "lehnt", Rule.STEM), ("ablehnen", "ab", Rule.PARTICLE)]),
        ("lehnt ab", "Er wird ablehnen.", [("lehnt ab", "ablehnen", Rule.WRITTEN)]),
        ("Hof", "Nichts davon", []),
    ],
)  # fmt: skip
def test_every_mark_has_its_reason(query, text, expected):
    found = why(query, text)
    assert [(r.asked, r.found, r.rule) for r in found] == expected
    for reason in found:
        assert (reason.section, reason.block) == (3, 7)
        assert text[reason.start : reason.end] in reason.found


def test_a_part_is_marked_within_its_word():
    (reason,) = why("Hafen", "Der Oberhafenmeister")
    assert (reason.start, reason.end) == (8, 13)


def test_reasons_are_summed_up_with_the_most_frequent_first():
    text = "Der Oberhafenmeister mag Häfen, den Hafen und den Hafen."
    assert told(why("Hafen", text)) == [
        ("Hafen", "so geschrieben", 2),
        ("Oberhafenmeister", "enthält „Hafen“", 1),
        ("Häfen", "andere Form von „Hafen“", 1),
    ]


def test_what_a_chain_meets_as_a_row_and_as_one_word_is_told_once():
    text = "Eine E-Mail, zwei E-Mails, keine Email."
    assert told(why("E-Mail", text)) == [
        ("E-Mail", "so geschrieben", 1),
        ("E-Mails", "Wortfolge „E-Mail“", 1),
        ("Email", "so geschrieben", 1),
    ]
