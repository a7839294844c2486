"""From the tree to the plan: what must match and what only adds to the score."""

from dataclasses import replace
from datetime import datetime

import pytest

from search.analysis import Analyzer, Vocabulary
from search.analysis.compounds import CompoundModel
from search.analysis.compounds.grammar import LEMMA, VERB
from search.analysis.stems import OF_STOP_WORDS
from search.query import Rules, parse, plan, rewrite
from search.query.dates import ZONE
from search.query.plan_leaves import positive_leaves
from search.ranking import weights

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


def planned(text, **options):
    return rewrite(parse(text, now=NOW).tree, Rules(Analyzer(), **options))


def stems(node):
    """Return the stems of the words of a plan, without the mark of function words; phrases as
    tuples.
    """
    match node:
        case plan.AnyTerm(terms):
            return [terms[0].text.removeprefix(OF_STOP_WORDS)]
        case plan.InOrder(words=words):
            return [tuple(word.removeprefix(OF_STOP_WORDS) for (word,) in words)]
        case plan.AllOf(children) | plan.AnyOf(children):
            return [stem for child in children for stem in stems(child)]
    return []


def test_a_word_meets_by_stem_first_and_by_form_besides():
    node = planned("Wahlen")
    assert isinstance(node, plan.AnyTerm)
    assert [(term.field, term.text, term.weight) for term in node.terms] == [
        ("text_stem", "wahl", weights.STEM),
        ("text_exact", "wahlen", weights.EXACT_ALONE),
        ("title_stem", "wahl", weights.TITLE),
        ("text_parts", "wahl", weights.PARTS),
    ]


@pytest.mark.parametrize(("count", "needed"), [(2, 2), (3, 1), (6, 1)])
def test_how_many_words_must_match_is_the_rule_given(count, needed):
    words = ["Brücke", "Sperrung", "Bahn", "Umleitung", "Verkehr", "Aulen"][:count]
    node = planned(" ".join(words))
    assert isinstance(node, plan.AndMaybe)
    assert node.keep.minimum == needed
    strict = planned(" ".join(words), need=lambda count: count)
    assert strict.keep.minimum == count


def test_stop_words_and_neighbours_add_to_the_score_only():
    node = planned("der Streit um Brücken")
    assert stems(node.keep) == ["streit", "bruck"]
    assert stems(node.maybe) == ["der", "um", ("der", "streit"), ("streit", "um"), ("um", "bruck")]


def test_a_word_typed_twice_counts_once():
    assert stems(planned("Kampf kampf Kampf Macht").keep).count("kampf") <= 2
    assert stems(planned("Kampf Kampf in Macht").keep) == ["kampf", "macht"]


def test_only_stop_words_are_searched_as_they_are():
    assert stems(planned("was will").keep) == ["was", "will"]


def test_a_phrase_matches_in_a_row_and_its_words_add_where_they_stand_apart():
    node = planned('"Kampf um die Macht" Stadtrat')
    assert stems(node.keep) == [("kampf", "um", "die", "macht"), "stadtrat"]
    assert {"kampf", "macht"} <= set(stems(node.maybe))
    assert stems(planned('"Kampf um die Macht"')) == [("kampf", "um", "die", "macht")]


def test_a_word_between_quotation_marks_is_met_in_any_form_and_in_no_compound():
    fields = [[term.field for term in planned(text).terms] for text in ("Wahlen", '"Wahlen"')]
    assert fields[1] == fields[0][:-1]
    assert "text_parts" not in fields[1]
    assert isinstance(planned('"Quendelwahl"'), plan.AnyTerm)  # its parts are not looked for
    assert planned('"Tram7"').children[1] == planned("Tram7").children[1]  # a spelling is


def test_a_hyphenated_word_alone_is_a_phrase_or_one_word_and_among_words_two():
    assert stems(planned("Corona-Pandemie")) == [("corona", "pandemi"), "coronapandemi"]
    corona, pandemic, place = planned("Corona-Pandemie in Aulen").keep.children
    assert stems(corona) == ["corona", "coronapandemi"]
    assert stems(pandemic) == ["pandemi", "coronapandemi"]
    assert stems(place) == ["aul"]


def test_a_hyphenated_word_finds_what_it_finds_as_one_word_the_typed_form_first():
    whole, one = planned("Quendel-Wahlen").children[1], planned("Quendelwahlen")
    assert [term.text for term in whole.terms] == [term.text for term in one.terms]
    less = [w.field for w, o in zip(whole.terms, one.terms, strict=True) if w.weight < o.weight]
    assert less == ["text_exact"]


@pytest.mark.parametrize("text", ["Home Office", "Home-Office in Aulen"])
def test_two_words_are_also_looked_for_as_one_and_score_less_so(text):
    leaf = next(leaf for leaf in positive_leaves(planned(text)) if getattr(leaf, "typed", ""))
    assert (leaf.typed, [term.text for term in leaf.terms]) == ("Home Office", ["homeoffic"])
    assert 2 * leaf.terms[0].weight == weights.AS_ONE < weights.STEM


@pytest.mark.parametrize(
    "text", ["Home Office Aulen", "Home UND Office", "im Office", "9 11", "Au Au"]
)
def test_words_that_are_not_one_are_not_looked_for_as_one(text):
    assert not [leaf for leaf in positive_leaves(planned(text)) if getattr(leaf, "typed", "")]


def test_a_model_is_looked_for_apart_and_said_to_be_written_otherwise():
    whole, apart = planned("Tram7").children
    assert (whole.terms[0].text, apart.words, apart.typed) == (
        "tram7",
        (("tram",), ("7",)),
        "Tram7",
    )


def test_what_is_excluded_never_adds():
    node = planned("Kampf NICHT Macht")
    assert isinstance(node, plan.Without)
    assert (stems(node.keep), stems(node.drop)) == (["kampf"], ["macht"])


@pytest.mark.parametrize("text", ["Brücke UND Sperrung UND Bahn", "+Brücke +Sperrung +Bahn"])
def test_words_that_must_match_score_as_words_side_by_side_do(text):
    node, side_by_side = planned(text), planned("Brücke Sperrung Bahn")
    assert node.maybe == side_by_side.maybe
    assert node.keep == replace(side_by_side.keep, minimum=3)


def test_beside_an_operator_a_function_word_must_match_as_well():
    node = planned("in UND Brücke UND Bahn")
    assert isinstance(node, plan.AllOf)
    assert [stems(getattr(child, "keep", child)) for child in node.children] == [
        ["bruck", "bahn"],
        ["in"],
    ]


@pytest.fixture
def knows_a_verb():
    """Return an analyser that knows one verb which is also written apart."""
    known = VERB | LEMMA | 255 << 24
    facts = dict.fromkeys(("kennen", "lernen", "kennenlernen"), known)
    return Analyzer(Vocabulary(compounds=CompoundModel(facts, {})))


def test_a_verb_that_is_also_written_apart_is_looked_for_so(knows_a_verb):
    found = rewrite(parse("kennenlernen", now=NOW).tree, Rules(knows_a_verb))
    assert [leaf.words for leaf in positive_leaves(found) if isinstance(leaf, plan.InOrder)] == [
        (("kenn",), ("lern",))
    ]


def test_a_verb_written_apart_is_looked_for_as_one_among_words_too(knows_a_verb):
    for text, asked in (("Boote kennen lernen", {"kennenlern"}), ("Boote lernen kennen", set())):
        leaves = positive_leaves(rewrite(parse(text, now=NOW).tree, Rules(knows_a_verb)))
        assert {term.text for x in leaves if getattr(x, "typed", "") for term in x.terms} == asked
