"""Verbs that are written as one or as two words."""

import pytest

from search.analysis.compounds import verb_apart
from search.analysis.compounds.facts import COUNT_STEPS
from search.analysis.compounds.grammar import ADJECTIVE, LEMMA, NOUN, VERB

OFTEN, SELDOM = 80 * COUNT_STEPS // 12 << 24, 12 << 24
FACTS = {
    **dict.fromkeys(("kennen", "lernen", "geben"), VERB | LEMMA | OFTEN),
    **dict.fromkeys(("gelernt", "kenne", "lassen"), VERB | OFTEN),
    **dict.fromkeys(("rad", "auf"), NOUN | LEMMA | OFTEN),
    **dict.fromkeys(("bekannt",), ADJECTIVE | LEMMA | OFTEN),
    **dict.fromkeys(("beg",), NOUN | LEMMA | SELDOM),
    **dict.fromkeys(("fahrer",), NOUN | LEMMA | OFTEN),
    **dict.fromkeys(
        ("kennenlernen", "kennengelernt", "bekanntgeben", "aufgeben", "begleiten", "radlernen",
         "kennelernen", "radfahrer"),
        VERB | SELDOM,
    ),
    "leiten": VERB | LEMMA | OFTEN,
    "radgeben": NOUN | SELDOM,
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("kennenlernen", ("kennen", "lernen")),
        ("kennengelernt", ("kennen", "gelernt")),
        ("bekanntgeben", ("bekannt", "geben")),
        ("radlernen", ("rad", "lernen")),
        ("aufgeben", ()),  # a particle
        ("begleiten", ()),  # a first word that is hardly one
        ("kennelernen", ()),  # no infinitive
        ("radfahrer", ()),  # no verb behind
        ("radgeben", ()),  # no verb as a whole
        ("lernen", ()),
        ("", ()),
    ],
)
def test_a_verb_is_an_infinitive_adjective_or_noun_and_a_verb(word, words):
    assert verb_apart(word, lambda low: FACTS.get(low, 0)) == words
