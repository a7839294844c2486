"""Words of a query that a hyphen cuts short: as typed or the whole word."""

from datetime import datetime

import pytest

from search.analysis import Analyzer, Vocabulary
from search.query import Rules, describe, parse, plan, rewrite, tree
from search.query.dates import ZONE

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)
ANALYZER = Analyzer(Vocabulary.of_dictionary())


def words(text):
    """Return the words of a query with the stems that each is looked for by."""
    found = rewrite(parse(text, now=NOW).tree, Rules(ANALYZER)).keep.children
    leaves = [part.children if isinstance(part, plan.AnyOf) else (part,) for part in found]
    return [
        [leaf.terms[0].text for leaf in row if isinstance(leaf, plan.AnyTerm)] for row in leaves
    ]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Kinder- und Jugendhilfe", [["kind", "kinderhilf"], ["jugendhilf"]]),
        ("Stromerzeuger und -händler", [["stromerzeug"], ["handl", "stromhandl"]]),
        ("A- und B-Teile", [["a", "ateil"], ["b", "bteil"], ["bteil", "teil"]]),
        ("U-Bahn- oder Bus-Linie", [
            ["u", "ubahn", "ubahnlini"], ["bahn", "ubahn"], ["bus", "buslini"], ["lini", "buslini"],
        ]),
        # of a function word only the whole is meant
        ("Vor- und Nachteile", [["vorteil"], ["nachteil"]]),
        # nothing is cut short
        ("Kinder und Jugendhilfe", [["kind"], ["jugendhilf"]]),
    ],
)  # fmt: skip
def test_a_word_is_looked_for_as_typed_or_as_the_whole(text, stems):
    assert [sorted(row) for row in words(text)] == [sorted(row) for row in stems]


def test_the_whole_word_scores_as_the_typed_one_and_is_told_to_be_written_otherwise():
    typed, whole = (
        rewrite(parse("Kinder- und Jugendhilfe", now=NOW).tree, Rules(ANALYZER))
        .keep.children[0]
        .children
    )
    assert typed.terms[0].weight == whole.terms[0].weight
    assert (typed.typed, whole.typed) == ("", "Kinder")


@pytest.mark.parametrize("text", ["Kampf, -Macht", "Kampf UND -Macht", "Kampf aber -Macht"])
def test_a_minus_sign_behind_anything_but_a_conjunction_excludes(text):
    assert any(isinstance(part, tree.Not) for part in parse(text, now=NOW).tree.children)


@pytest.mark.parametrize(
    "text",
    [
        "Kinder- und Jugendhilfe", "Stromerzeuger und -händler", "U-Bahn- oder Bus-Linie",
        '„Kinder- und Jugendhilfe“',
    ],
)  # fmt: skip
def test_a_word_is_read_back_with_its_hyphen(text):
    assert describe(parse(text, now=NOW).tree) == text


def test_what_is_cut_short_between_quotation_marks_stays_as_it_stands():
    found = rewrite(parse('"Kinder- und Hausärzte"', now=NOW).tree, Rules(ANALYZER))
    assert [row[-1] for row in found.words] == ["kind", "·und", "hausarzt"]


def test_an_exact_word_is_none_that_is_cut_short():
    assert parse("=Kinder- und Jugendhilfe", now=NOW).tree.children[0].short == ""
