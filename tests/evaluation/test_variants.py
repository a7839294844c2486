"""A row of the ablation table changes what it says, and nothing stays changed."""

from __future__ import annotations

import pytest

from search.engines.base import Question
from search.models import SearchRequest
from search.ranking import weights
from tests.evaluation.judged import sample_topics
from tests.evaluation.variants import RULES, VALUES, Variant, applied, with_weights

# What the topics lack: phrases that are loosened or beside words, words with hyphens, numbers.
QUERIES = (
    '"gestern stauten Biber den ganzen Kiesbach"',
    'Theater "freiwillige Feuerwehr"',
    "E-Bus Flotte Reichweite",
    "12 Tage",
    "die Bürger gingen in der Stadt zum Theater am Wehr",
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return a function: everything that is found for the queries, with scores."""
    topics = sample_topics()
    indexes = tmp_path_factory.mktemp("indexes")
    texts = (*QUERIES, *topics.queries.values())

    def answers():
        # An open engine keeps the scores of words.
        service = topics.service(indexes)
        for text in texts:
            request = SearchRequest(text=text, limit=50)
            found = service.search(request)
            scored = service.engine.answer(Question(plan=service.plan(request), limit=50))
            yield [(h.id, h.score) for h in found.hits], scored.hits

    return answers


@pytest.fixture(scope="module")
def usual(asked):
    return list(asked())


@pytest.mark.parametrize(
    "variant",
    [v for v in (*RULES, *VALUES) if "CANDIDATES" not in v.name],
    ids=lambda variant: variant.name,
)
def test_a_variant_ranks_another_way(variant, asked, usual):
    with applied(variant):
        assert any(one != two for one, two in zip(asked(), usual, strict=True))


def test_after_a_variant_all_is_as_before(asked, usual):
    for variant in (*RULES, *VALUES):
        with applied(variant):
            pass
    assert list(asked()) == usual


def test_an_unknown_weight_is_refused_and_nothing_stays_changed():
    usual = weights.PARTS
    wrong = Variant("", (*with_weights(PARTS=9).replaced, *with_weights(NONE=1).replaced))
    with pytest.raises(AttributeError, match="NONE"), applied(wrong):
        pass
    assert usual == weights.PARTS
