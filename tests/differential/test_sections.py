"""By section, the vectorised executor finds and scores what Whoosh's exhaustive search does."""

import pytest

from search.query import plan
from tests.differential.compare import section_differences
from tests.differential.queries import COUNTS, KINDS, QUERIES, plans


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_sections_and_scores_are_those_of_exhaustive_whoosh(kind, count, written, level, oracle):
    questions = plans(kind, written, count)
    assert len(questions) == count
    assert section_differences(level, oracle, questions) == []


@pytest.mark.parametrize("kind", KINDS)
def test_most_queries_of_a_kind_find_something_but_not_everything(kind, written, oracle):
    found = [oracle.sections(node) for node in plans(kind, written)]
    some = [f for f in found if 0 < len(f) < len(oracle.owner)]
    assert len(some) >= 0.5 * QUERIES
    assert len({frozenset(f) for f in some}) >= SMALL.get(kind, 0.5 * QUERIES)


# Kinds with few values: distinct sets of sections that 100 queries can find at all.
SMALL = {"author": 5, "source": 8, "topic": 8, "agency": 6}


def test_words_of_dead_articles_alone_find_nothing(written, level, oracle):
    gone = plan.StartsWith("text_exact", "vergangenheitsf")
    terms = [d.analyzed(written.analyzer)["text_exact"] for ds in written.ever for d in ds]
    assert any("vergangenheitsform" in of_section for of_section in terms)
    assert oracle.sections(gone) == {}
    assert section_differences(level, oracle, [gone]) == []


@pytest.mark.parametrize("scored", [(), (plan.WeightedTerm("title_stem", "unbekanntes"),)])
def test_a_phrase_is_found_where_none_of_its_scored_terms_is(scored, level, oracle):
    node = plan.InOrder("text_exact", (("der",), ("rat",)), scored)
    assert oracle.sections(node)
    assert section_differences(level, oracle, [node]) == []
