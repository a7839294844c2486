"""What any question reads of a generation is at hand before the first, also of the next one."""

from __future__ import annotations

from search.engines.base import TEXT_STEM, Question
from search.engines.embedded.engine import EmbeddedEngine
from search.models import Sort
from search.query import plan
from tests.counting import calls

QUESTION = Question(
    plan=plan.AnyTerm((plan.WeightedTerm(TEXT_STEM, "bruck"),)), sort=Sort.NEWEST, limit=3
)


def fill(root, documents):
    with EmbeddedEngine(root).writer(stamp="s") as writer:
        for sections in documents:
            writer.add(sections)


def first(engine):
    """Return how many calls a first question takes, and its answer."""
    found = []
    taken = calls(lambda: found.extend(engine.best_sections(QUESTION)))
    return taken, found


def test_the_first_question_of_each_generation_finds_all_at_hand(
    tmp_path, made_articles, documents
):
    made, engine = documents(made_articles(40)), EmbeddedEngine(tmp_path)
    for count in (20, 40):
        fill(tmp_path, made[:count])
        engine.warm()
        opening = calls(engine.warm)
        taken, found = first(engine)
        opened = EmbeddedEngine(tmp_path)
        opened.articles()
        cold, same = first(opened)
        assert found == same != []
        assert opening < 20 < taken < 0.6 * cold


def test_words_are_told_apart_alike_warm_or_not(tmp_path, made_articles, documents):
    fill(tmp_path, documents(made_articles(40)))
    warm, cold = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    warm.warm()
    words = "Brücke ging Haustür Museen Flußufer Wörterbuchverlag synchronisierte x".split()
    for word in words:
        assert warm.analyzer().terms[word] == cold.analyzer().terms[word]
